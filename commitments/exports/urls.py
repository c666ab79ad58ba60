"""Addresses of exports."""

from django.urls import path

from commitments.exports import views

app_name = "exports"
urlpatterns = [
    path("exports/", views.exports, name="exports"),
    path("exports/<uuid:public_id>/", views.export, name="export"),
    path("exports/<uuid:public_id>/cancel/", views.cancel, name="cancel"),
    path("exports/<uuid:public_id>/file/", views.download, name="download"),
]
