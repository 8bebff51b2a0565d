"""REST and sockets under Daphne or uvicorn."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
http = get_asgi_application()

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.urls import path  # noqa: E402

from journal.consumers import ActivityConsumer, ChatConsumer  # noqa: E402

application = ProtocolTypeRouter(
    {
        "http": http,
        "websocket": URLRouter(
            [
                path("ws/activities/", ActivityConsumer.as_asgi()),
                path("ws/chat/<str:room>/", ChatConsumer.as_asgi()),
            ]
        ),
    }
)
