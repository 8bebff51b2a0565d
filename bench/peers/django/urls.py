"""The paths that Daybook serves too."""

from django.urls import path
from journal import views

urlpatterns = [
    path("api/signup/", views.SignUp.as_view()),
    path("api/login/", views.Login.as_view()),
    path("api/activities/", views.Activities.as_view()),
    path("api/tasks/", views.Tasks.as_view()),
    path("logs/", views.CreateLog.as_view()),
    path("logs/<int:user_id>/", views.Logs.as_view()),
]
