"""Addresses of cycles as officers see them, and of the documents of a call."""

from django.urls import path

from commitments.calls import views

app_name = "calls"

urlpatterns = [
    path("cycles/", views.cycles, name="cycles"),
    path("new-cycle/", views.new, name="new"),
    path("cycles/<slug:slug>/", views.cycle, name="cycle"),
    path("cycles/<slug:slug>/register/", views.register, name="register"),
    path("cycles/<slug:slug>/extensions/", views.extend, name="extend"),
    path("cycles/<slug:slug>/extensions/take-back/", views.take_time_back, name="take_time_back"),
    path("cycles/<slug:slug>/documents/", views.documents, name="documents"),
    path("calls/<slug:slug>/", views.call, name="call"),
    path("calls/<slug:slug>/<slug:language>/<slug:form>", views.document, name="document"),
]
