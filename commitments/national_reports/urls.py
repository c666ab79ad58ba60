"""Addresses of national reports."""

from django.urls import path

from commitments.national_reports import views
from commitments.submissions.urls import PLACE

app_name = "national_reports"
urlpatterns = [
    path(PLACE + "national-report/", views.report, name="report"),
    path(PLACE + "national-report/<uuid:public_id>/", views.file, name="file"),
    path(PLACE + "national-report/<uuid:public_id>/cancel/", views.cancel, name="cancel"),
    path(PLACE + "national-report/<uuid:public_id>/file", views.download, name="download"),
]
