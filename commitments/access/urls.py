"""Addresses about accounts that django-allauth does not have."""

from django.urls import path

from commitments.access import views
from commitments.access.organizations import views as organizations

app_name = "access"
urlpatterns = [
    path("accounts/appointments/", views.appointments, name="appointments"),
    path("accounts/sessions/<int:pk>/end/", views.end_session, name="end_session"),
    path("accounts/organization/<slug:key>/", organizations.organization_sign_in, name="organization_sign_in"),
    path("accounts/organization/<slug:key>/ask/", organizations.organization_ask, name="organization_ask"),
    path("accounts/organization/<slug:key>/again/", organizations.organization_again, name="organization_again"),
    path("accounts/organization/<slug:key>/answer/", organizations.organization_answer, name="organization_answer"),
]
