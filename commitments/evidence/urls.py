"""Addresses of evidence on the desk, and of one action's page."""

from django.urls import path

from commitments.evidence import views

app_name = "evidence"

urlpatterns = [
    path("desk/actions/<uuid:public_id>/", views.action, name="action"),
    path("desk/actions/<uuid:public_id>/story/", views.action_story, name="action_story"),
    path("desk/evidence/", views.evidence, name="evidence"),
    path("desk/evidence/new/", views.new, name="new"),
    path("desk/evidence/attach/", views.attach, name="attach"),
    path("desk/evidence/detach/", views.detach, name="detach"),
    path("desk/evidence/uploads/", views.uploads, name="uploads"),
    path("desk/evidence/uploads/<uuid:public_id>/", views.upload, name="upload"),
    path("desk/evidence/<uuid:public_id>/", views.piece, name="piece"),
    path("desk/evidence/<uuid:public_id>/edit/", views.edit, name="edit"),
    path("desk/evidence/<uuid:public_id>/withdraw/", views.withdraw, name="withdraw"),
    path("desk/evidence/<uuid:public_id>/restore/", views.restore, name="restore"),
    path("desk/evidence/<uuid:public_id>/audience/", views.audience, name="audience"),
    path("desk/evidence/<uuid:public_id>/story/", views.story, name="story"),
    path("desk/evidence/<uuid:public_id>/words/", views.words, name="words"),
    path("evidence/<uuid:public_id>/file", views.file, name="file"),
    path("evidence/<uuid:public_id>/preview/<int:number>", views.preview, name="preview"),
]
