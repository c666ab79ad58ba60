"""What the exchange between State and secretariat brought: each text in which a name may stand can be removed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commitments.history.sealing.verifying import verify_history
from commitments.removal.places import PLACES, Kind
from commitments.submissions.services import recall, revise
from commitments.workbooks.models import ReturnedWorkbook
from tests.history.sealed import DAY, seal_history
from tests.removal import scene, younger
from tests.removal.scene import CANARY
from tests.review import scene as reviewing

ELSEWHERE = {Kind.ACTION, Kind.EVIDENCE, Kind.SOURCE}
"""Tried in test_removing.py, and in tests/on_behalf/test_files.py."""
TABLES = {
    table
    for kind, place in PLACES.items()
    if kind not in ELSEWHERE
    for table in (place.table, *(part.table for part in place.parts.values()))
}
pytestmark = pytest.mark.usefixtures("committed_db")


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.SEALS_FILE, settings.REMOVALS_FILE = str(tmp_path / "seals"), str(tmp_path / "removals")


def test_a_name_in_every_text_of_the_exchange_is_nowhere_after_it_and_the_seals_hold():
    found = younger.everything()
    younger.name_everywhere(found)
    seal_history(now=DAY)
    before = set(scene.places_of(CANARY))

    for kind, record in found:
        scene.confirmed(scene.asked(record, kind))
    seal_history(now=DAY + timedelta(days=1))

    verified = verify_history()
    assert before >= {f"{table}{event}" for table in TABLES for event in ("", "event")}
    assert scene.places_of(CANARY) == scene.places_of(CANARY.split()[0]) == []
    assert verified.is_whole, verified.broken


def test_of_two_figures_that_lose_their_labels_on_one_day_each_stays_another():
    _, first, second = [record for kind, record in younger.reply_read() if kind in {Kind.ANSWER, Kind.FIGURE}]

    for figure in (first, second):
        scene.confirmed(scene.asked(figure, Kind.FIGURE, "label"))

    first.refresh_from_db()
    second.refresh_from_db()
    assert first.label == f"Removed on {timezone.now():%Y-%m-%d}: {scene.REASON} ({first.pk})"
    assert first.label != second.label


def test_a_passage_goes_from_what_was_offered_by_a_link_and_with_it_waiting_workbooks():
    (_, sent), (_, report), *_ = younger.reply_read()
    given, _ = younger.given_by_a_link(sent), younger.returned_workbook(sent)

    scene.confirmed(scene.asked(report, Kind.ANSWER, "narrative"))

    given.offered.refresh_from_db()
    assert given.offered.content["narrative"].startswith("Removed on ")
    assert (given.offered.content["status"], given.offered.sender) == ("planned", "Me")
    assert ReturnedWorkbook.objects.count() == 0


def test_a_cover_goes_from_every_version_of_its_reply_and_what_else_stands_there_stays():
    (_, sent), *_ = younger.reply_read()
    draft = revise(sent, by=scene.focal_point(), now=reviewing.LATER)
    type(sent).objects.filter(pk=draft.pk).update(contact_name=CANARY, submitting_authority="A ministry")

    scene.confirmed(scene.asked(sent, Kind.REPLY, "contact_name"))

    draft.refresh_from_db()
    assert draft.contact_name.startswith("Removed on ")
    assert draft.submitting_authority == "A ministry"


def test_a_question_that_was_answered_opens_nothing_in_a_draft_when_it_loses_its_words():
    (_, sent), *_ = younger.reply_read()
    question = reviewing.asked(sent, 1)
    draft = revise(sent, by=scene.focal_point(), now=reviewing.LATER)
    before = draft.opened_obligations

    scene.confirmed(scene.asked(sent.questions.order_by("number").first(), Kind.QUESTION))

    draft.refresh_from_db()
    assert draft.opened_obligations == before == question.obligation_ids


def test_why_a_reply_went_back_is_said_once_and_in_no_event():
    whole = reviewing.make.sent()

    recall(whole, reason=f"Named {CANARY}", by=scene.focal_point(), now=reviewing.LATER)

    assert scene.places_of(CANARY) == ["commitments_stagemove", "commitments_stagemoveevent"]
