"""Addresses of lawful removal."""

from django.urls import path

from commitments.removal import views

app_name = "removal"

urlpatterns = [
    path("removals/", views.removals, name="removals"),
    path("removals/<uuid:public_id>/", views.removal, name="removal"),
    path("removals/<uuid:public_id>/confirm/", views.confirm, name="confirm"),
    path("removals/<uuid:public_id>/decline/", views.decline, name="decline"),
    path("removals/ask/<slug:kind>/<uuid:public_id>/", views.ask, name="ask"),
]
