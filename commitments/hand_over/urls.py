"""Addresses of the people of a State, of the pack for a successor, and of the States that one person holds."""

from django.urls import path

from commitments.hand_over import views
from commitments.submissions.urls import PLACE

app_name = "hand_over"

urlpatterns = [
    path("desk/people/", views.people, name="people"),
    path(PLACE + "hand-over/", views.pack, name="pack"),
    path(PLACE + "hand-over/file", views.pack_file, name="pack_file"),
    path("states/people/", views.thin_states, name="thin_states"),
]
