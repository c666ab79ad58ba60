"""Addresses about accounts and persons that django-allauth does not have."""

from django.urls import path

from commitments.access import views

app_name = "access"
urlpatterns = [
    path("accounts/sessions/<int:pk>/end/", views.end_session, name="end_session"),
    path("privacy/", views.privacy, name="privacy"),
]
