"""Addresses of papers; the kind stands in each."""

from django.urls import path

from commitments.assistance import views

app_name = "assistance"
PAPER = "assistance/<slug:kind>/<uuid:public_id>/"

urlpatterns = [
    path("assistance/", views.index, name="index"),
    path("assistance/mandates/", views.mandates, name="mandates"),
    path("assistance/mandates/list.<slug:form>", views.mandates_file, name="mandates_file"),
    path("assistance/mandates/<slug:instrument>/<slug:reference>/", views.mandate, name="mandate"),
    path("assistance/mandates/<slug:instrument>/<slug:reference>/outcome/", views.decided, name="decided"),
    path(
        "assistance/mandates/<slug:instrument>/<slug:reference>/distribution/", views.distribution, name="distribution"
    ),
    path("assistance/mandates/<slug:instrument>/<slug:reference>/distribute/", views.distribute, name="distribute"),
    path("assistance/outcomes/<uuid:public_id>/withdraw/", views.withdraw_outcome, name="withdraw_outcome"),
    path("assistance/outcomes/<uuid:public_id>/restore/", views.restore_outcome, name="restore_outcome"),
    path("assistance/balance/", views.balance, name="balance"),
    path("assistance/requests/<uuid:public_id>/pair/", views.pair, name="pair"),
    path("assistance/pairings/<uuid:public_id>/outcome/", views.outcome, name="outcome"),
    path("assistance/<slug:kind>/", views.papers, name="papers"),
    path("assistance/<slug:kind>/new/", views.new, name="new"),
    path("assistance/<slug:kind>/received/", views.received, name="received"),
    path("assistance/<slug:kind>/received/list.<slug:form>", views.compiled, name="compiled"),
    path(PAPER, views.paper, name="paper"),
    path(PAPER + "edit/", views.edit, name="edit"),
    path(PAPER + "send/", views.send, name="send"),
    path(PAPER + "withdraw/", views.withdraw, name="withdraw"),
    path(PAPER + "restore/", views.restore, name="restore"),
]
