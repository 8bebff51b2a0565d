"""How it looks from outside."""

from rest_framework import serializers

from .models import Activity, Log, Task


class ActivitySerializer(serializers.ModelSerializer):
    user = serializers.CharField(source="user.username", read_only=True)

    class Meta:
        model = Activity
        fields = ["id", "user", "activity_name", "duration", "timestamp"]


class LogSerializer(serializers.ModelSerializer):
    class Meta:
        model = Log
        fields = ["id", "user", "action", "metadata", "status", "timestamp"]
        read_only_fields = ["user"]


class TaskSerializer(serializers.ModelSerializer):
    class Meta:
        model = Task
        fields = [
            "id", "title", "description", "priority", "state", "due_date", "is_overdue", "owners", "created_by",
            "created_at", "updated_at",
        ]
        read_only_fields = ["is_overdue", "created_by"]


class Credentials(serializers.Serializer):
    username = serializers.CharField(max_length=150)
    password = serializers.CharField()
