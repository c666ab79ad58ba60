"""Addresses of what was given in a reply, and of the page that a link opens."""

from django.urls import path

from commitments.contributions import views
from commitments.submissions.urls import PLACE

app_name = "contributions"
HERE = PLACE + "contributors/"

urlpatterns = [
    path(HERE, views.contributors, name="contributors"),
    path(HERE + "take-back/", views.take_back, name="take_back"),
    path(HERE + "<uuid:public_id>/", views.offered, name="offered"),
    path(HERE + "<uuid:public_id>/decline/", views.decline, name="decline"),
    path(HERE + "<uuid:public_id>/answer/", views.answer_with, name="answer_with"),
    path("contribute/<uuid:public_id>/<slug:signature>/", views.link, name="link"),
]
