"""Addresses of replies that the secretariat enters for their State."""

from django.urls import path

from commitments.on_behalf import views
from commitments.submissions.urls import PLACE

app_name = "on_behalf"
HERE = PLACE + "entered/"

urlpatterns = [
    path("entries/", views.entries, name="entries"),
    path("entries/<slug:slug>/", views.new, name="new"),
    path(HERE + "take-over/", views.take_over, name="take_over"),
    path(HERE + "confirm/", views.confirm, name="confirm"),
    path("submissions/<uuid:public_id>/receive/", views.receive, name="receive"),
    path("submissions/<uuid:public_id>/source", views.source, name="source"),
]
