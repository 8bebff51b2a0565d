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


class Message(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    room = models.CharField(max_length=64, db_index=True)
    content = models.TextField()
    timestamp = models.DateTimeField(auto_now_add=True)
