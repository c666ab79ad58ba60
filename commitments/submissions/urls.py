"""Addresses of the desk and of submissions; each spells its whole path."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from commitments.submissions import views

app_name = "submissions"


class RespondentCode(StringConverter):
    """A respondent's code: capitals first, so that `actions` and `evidence` are none."""

    regex = "[A-Z][A-Z0-9-]*"


class ParagraphReference(StringConverter):
    """A paragraph's reference: capitals and a number."""

    regex = "[A-Z]+[0-9]+[A-Za-z]?"


register_converter(RespondentCode, "respondent_code")
register_converter(ParagraphReference, "paragraph_reference")

PLACE = "desk/<respondent_code:code>/<slug:cycle>/"
ANSWER = PLACE + "<slug:instrument>/<paragraph_reference:reference>/"

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/<paragraph_reference:reference>/", views.short, name="short"),
    path(PLACE, views.versions, name="versions"),
    path(PLACE + "review/", views.review, name="review"),
    path(PLACE + "readers/", views.readers, name="readers"),
    path(PLACE + "cover/", views.cover, name="cover"),
    path(PLACE + "audience/", views.beside, name="beside"),
    path(PLACE + "clearance/", views.clearance, name="clearance"),
    path(PLACE + "release/", views.release, name="release"),
    path(PLACE + "return/", views.give_back, name="give_back"),
    path(PLACE + "submit/", views.submit, name="submit"),
    path(PLACE + "nil/", views.nil, name="nil"),
    path(PLACE + "revise/", views.revise, name="revise"),
    path(PLACE + "throw-away/", views.throw_away, name="throw_away"),
    path(PLACE + "settle/", views.settle, name="settle"),
    path(PLACE + "recall/", views.recall, name="recall"),
    path(PLACE + "carried/", views.carried, name="carried"),
    path(ANSWER, views.answer, name="answer"),
    path(ANSWER + "still-true/", views.still_true, name="still_true"),
    path(ANSWER + "evidence/", views.evidence, name="evidence"),
    path(ANSWER + "story/", views.story, name="story"),
    path(ANSWER + "same/", views.same_answer, name="same_answer"),
    path(ANSWER + "party/", views.already_party, name="already_party"),
    path("submissions/<uuid:public_id>/", views.submission, name="submission"),
    path("submissions/<uuid:public_id>/changes/", views.changes, name="changes"),
    path("submitted/evidence/<uuid:public_id>/file", views.evidence_file, name="evidence_file"),
    path("submitted/evidence/<uuid:public_id>/preview/", views.evidence_preview, name="evidence_preview"),
    path("submitted/evidence/<uuid:public_id>/preview/<int:number>", views.evidence_page, name="evidence_page"),
]
