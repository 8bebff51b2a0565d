"""What is stored."""

from django.conf import settings
from django.db import models


class Activity(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    activity_name = models.CharField(max_length=100)
    duration = models.PositiveIntegerField()
    timestamp = models.DateTimeField(auto_now_add=True)


class Log(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    action = models.CharField(max_length=50)
    metadata = models.JSONField(null=True, blank=True)
    status = models.CharField(max_length=20, default="PENDING")
    timestamp = models.DateTimeField(auto_now_add=True)


class Task(models.Model):
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True, default="")
    priority = models.IntegerField(choices=[(1, "low"), (2, "medium"), (3, "high"), (4, "urgent")], default=2)
    state = models.CharField(
        max_length=20,
        choices=[("open", "Open"), ("in_progress", "In progress"), ("done", "Done"), ("cancelled", "Cancelled")],
        default="open",
    )
    due_date = models.DateTimeField(null=True, blank=True)
    is_overdue = models.BooleanField(default=False)
    owners = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="owned_tasks", blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="made_tasks")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)


class Message(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    room = models.CharField(max_length=64, db_index=True)
    content = models.TextField()
    timestamp = models.DateTimeField(auto_now_add=True)
