"""Addresses of actions and figures on the desk. The page of one action is in `evidence`, which it also reads."""

from django.urls import path

from commitments.implementation import views

app_name = "implementation"

urlpatterns = [
    path("desk/actions/", views.actions, name="actions"),
    path("desk/actions/new/", views.new, name="new"),
    path("desk/actions/suggestions/", views.suggestions, name="suggestions"),
    path("desk/actions/<uuid:public_id>/edit/", views.edit, name="edit"),
    path("desk/actions/<uuid:public_id>/withdraw/", views.withdraw, name="withdraw"),
    path("desk/actions/<uuid:public_id>/restore/", views.restore, name="restore"),
    path("desk/actions/<uuid:public_id>/audience/", views.audience, name="audience"),
    path("desk/actions/<uuid:public_id>/link/", views.link, name="link"),
    path("desk/actions/<uuid:public_id>/unlink/", views.unlink, name="unlink"),
    path("desk/actions/<uuid:public_id>/steps/new/", views.add_milestone, name="add_milestone"),
    path("desk/actions/steps/<uuid:public_id>/", views.edit_milestone, name="edit_milestone"),
    path("desk/actions/steps/<uuid:public_id>/remove/", views.remove_milestone, name="remove_milestone"),
    path("desk/actions/steps/<uuid:public_id>/restore/", views.restore_milestone, name="restore_milestone"),
    path("desk/figures/<uuid:public_id>/", views.figure, name="figure"),
    path("desk/figures/<uuid:public_id>/withdraw/", views.withdraw_figure, name="withdraw_figure"),
    path("desk/figures/<uuid:public_id>/restore/", views.restore_figure, name="restore_figure"),
    path("desk/figures/<slug:slug>/<slug:reference>/", views.figures, name="figures"),
]
