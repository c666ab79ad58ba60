"""The page on what is kept about persons."""

from django.urls import path

from commitments.retention import views

app_name = "retention"
urlpatterns = [path("privacy/", views.privacy, name="privacy")]
