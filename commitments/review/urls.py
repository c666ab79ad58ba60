"""Addresses of reading replies, and of a State's questions."""

from django.urls import path

from commitments.review import views

app_name = "review"

REPLY = "review/<uuid:public_id>/"
QUESTIONS = "desk/<respondent_code:code>/<slug:cycle>/questions/"

urlpatterns = [
    path("review/", views.queue, name="queue"),
    path(
        "review/paragraphs/<slug:cycle>/<slug:instrument>/<paragraph_reference:reference>/",
        views.paragraph,
        name="paragraph",
    ),
    path(REPLY, views.reply, name="reply"),
    path(REPLY + "begin/", views.begin, name="begin"),
    path(REPLY + "ask/", views.ask, name="ask"),
    path(REPLY + "propose/", views.propose, name="propose"),
    path(REPLY + "withdraw/", views.withdraw, name="withdraw"),
    path(REPLY + "close/", views.close, name="close"),
    path(REPLY + "decline/", views.decline, name="decline"),
    path(REPLY + "reopen/", views.reopen, name="reopen"),
    path(REPLY + "<slug:instrument>/<paragraph_reference:reference>/", views.answer, name="answer"),
    path("review/questions/<uuid:public_id>/take-back/", views.take_back, name="take_back"),
    path(QUESTIONS, views.questions, name="questions"),
    path(QUESTIONS + "<int:number>/", views.answer_question, name="answer_question"),
]
