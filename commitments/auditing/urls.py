"""Addresses of the record of what was done, for administrators."""

from django.urls import path

from commitments.auditing import views

app_name = "auditing"
urlpatterns = [
    path("audit/", views.seals, name="seals"),
    path("audit/events/", views.events, name="events"),
    path("audit/events/file", views.events_file, name="events_file"),
    path("audit/reads/", views.reads, name="reads"),
    path("audit/reads/file", views.reads_file, name="reads_file"),
    path("audit/downloads/", views.downloads, name="downloads"),
]
