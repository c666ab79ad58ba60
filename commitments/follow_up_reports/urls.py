"""Addresses of follow-up reports."""

from django.urls import path

from commitments.follow_up_reports import views

app_name = "follow_up_reports"
urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("reports/<slug:slug>/", views.report, name="report"),
]
