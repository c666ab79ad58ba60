"""Addresses of the inbox, of mails and of a cycle's reminders."""

from django.urls import path

from commitments.notices import views

app_name = "notices"

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/read/", views.read_all, name="read_all"),
    path("inbox/choices/", views.choices, name="choices"),
    path("inbox/stop/<str:token>/", views.stop, name="stop"),
    path("inbox/<uuid:public_id>/", views.notice, name="notice"),
    path("inbox/<uuid:public_id>/mark/", views.mark, name="mark"),
    path("mails/", views.mails, name="mails"),
    path("mails/<uuid:public_id>/again/", views.again, name="again"),
    path("cycles/<slug:slug>/reminders/", views.reminders, name="reminders"),
]
