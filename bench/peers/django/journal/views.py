"""The endpoints, as DRF's own tutorial would write them."""

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.contrib.auth import authenticate, get_user_model
from django.db.models import Q
from rest_framework import generics, permissions, status
from rest_framework.authtoken.models import Token
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.views import APIView

from .models import Activity, Log, Task
from .serializers import ActivitySerializer, Credentials, LogSerializer, TaskSerializer


class OnRequest(PageNumberPagination):
    """Pages for who asks with `?page=`; everybody else gets the whole list."""

    page_size = 50

    def paginate_queryset(self, queryset, request, view=None):
        if "page" not in request.query_params:
            return None
        return super().paginate_queryset(queryset, request, view)


class SignUp(APIView):
    authentication_classes = []
    permission_classes = [permissions.AllowAny]

    def post(self, request):
        credentials = Credentials(data=request.data)
        credentials.is_valid(raise_exception=True)
        user = get_user_model().objects.create_user(**credentials.validated_data)
        return Response({"token": Token.objects.create(user=user).key, "username": user.username})


class Login(APIView):
    authentication_classes = []
    permission_classes = [permissions.AllowAny]

    def post(self, request):
        credentials = Credentials(data=request.data)
        credentials.is_valid(raise_exception=True)
        user = authenticate(**credentials.validated_data)
        if user is None:
            return Response({"error": "Invalid credentials"}, status=status.HTTP_401_UNAUTHORIZED)
        token, _ = Token.objects.get_or_create(user=user)
        return Response({"token": token.key, "username": user.username})


class Activities(generics.ListCreateAPIView):
    serializer_class = ActivitySerializer
    pagination_class = OnRequest

    def get_queryset(self):
        return Activity.objects.filter(user=self.request.user).select_related("user").order_by("-id")

    def perform_create(self, serializer):
        serializer.save(user=self.request.user)
        event = {"type": "activity", "data": serializer.data}
        async_to_sync(get_channel_layer().group_send)(f"user_{self.request.user.id}", event)


class CreateLog(generics.CreateAPIView):
    serializer_class = LogSerializer

    def perform_create(self, serializer):
        serializer.save(user=self.request.user)


class Logs(generics.ListAPIView):
    serializer_class = LogSerializer
    pagination_class = OnRequest

    def get_queryset(self):
        return Log.objects.filter(user=self.kwargs["user_id"]).order_by("-id")

    def check_permissions(self, request):
        super().check_permissions(request)
        if request.user.id != self.kwargs["user_id"]:
            self.permission_denied(request)


class Tasks(generics.ListCreateAPIView):
    serializer_class = TaskSerializer
    pagination_class = OnRequest

    def get_queryset(self):
        seen = Q(created_by=self.request.user) | Q(owners=self.request.user)
        return Task.objects.filter(seen).distinct().prefetch_related("owners").order_by("-id")

    def perform_create(self, serializer):
        task = serializer.save(created_by=self.request.user)
        if not task.owners.exists():
            task.owners.add(self.request.user)
