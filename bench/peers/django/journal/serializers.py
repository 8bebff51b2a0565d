"""How it looks from outside."""

from rest_framework import serializers

from .models import Activity, Log


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


class Credentials(serializers.Serializer):
    username = serializers.CharField(max_length=150)
    password = serializers.CharField()
