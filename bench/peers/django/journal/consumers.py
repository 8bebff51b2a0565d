"""Live: the owner's activities, and a room in which each message is stored before anybody sees it."""

from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from rest_framework.authtoken.models import Token

from .models import Message


class Authenticated(AsyncJsonWebsocketConsumer):
    group = ""

    async def connect(self):
        query = parse_qs(self.scope["query_string"].decode())
        self.user = await self.find_user(query.get("token", [""])[0])
        if self.user is None:
            await self.close()
            return
        self.group = self.group_name()
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()
        await self.send_json({"type": "connection", "authenticated": True})

    async def disconnect(self, code):
        if self.group:
            await self.channel_layer.group_discard(self.group, self.channel_name)

    @database_sync_to_async
    def find_user(self, key):
        token = Token.objects.select_related("user").filter(key=key).first()
        return token and token.user


class ActivityConsumer(Authenticated):
    def group_name(self):
        return f"user_{self.user.id}"

    async def activity(self, event):
        await self.send_json({"type": "activity", "data": event["data"]})


class ChatConsumer(Authenticated):
    def group_name(self):
        return f"room_{self.scope['url_route']['kwargs']['room']}"

    async def receive_json(self, content):
        message = await self.store(content["message"])
        await self.channel_layer.group_send(self.group, {"type": "message", "message": message})

    async def message(self, event):
        await self.send_json({"message": event["message"]})

    @database_sync_to_async
    def store(self, content):
        message = Message.objects.create(user=self.user, room=self.group, content=content)
        return {
            "id": message.id,
            "user": self.user.username,
            "content": content,
            "timestamp": message.timestamp.isoformat(),
        }
