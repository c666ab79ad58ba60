"""A reply entered for its State: who types it, who sees it, who has it received, and what the State makes of it."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from commitments.access.acting import acting
from commitments.access.refusals import NotAllowed
from commitments.evidence.models import Evidence
from commitments.implementation.models import ImplementationAction
from commitments.on_behalf.services import SourceFile, open_entry
from commitments.respondents.models import Respondent
from commitments.submissions import services
from commitments.submissions.models import (
    CitedRecord,
    ObligationReport,
    ReportingCycle,
    SourceDocument,
    StageMove,
    Submission,
)
from commitments.submissions.refusals import EnteredForTheState, EntryRefused
from tests.factories import access, entries
from tests.factories import submissions as make
from tests.factories.evidence import pdf

pytestmark = pytest.mark.django_db
NOW = make.NOON
AS_HIM = "UPDATE commitments_submission SET {} WHERE id = %s"


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def opened(by: Any, cycle: ReportingCycle, code: str = "THA", words: bytes | None = None, **fields: Any) -> Submission:
    source = SourceFile(io.BytesIO(pdf() if words is None else words), "reply.pdf")
    return open_entry(cycle, Respondent.objects.get(code=code), entries.came(**fields), source=source, by=by, now=NOW)


def by_hand(statement: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_an_officer_enters_a_reply_and_a_second_one_has_it_received() -> None:
    typist, checker = entries.officer(), entries.officer()
    make.action("THA", make.obligations(cycle := make.cycle())[0])

    whole = entries.entry(typist, of=cycle)
    entries.typed(typist, whole)
    sent = entries.receive(checker, whole)

    assert (sent.stage, sent.is_current, sent.awaits_its_state) == ("received", True, True)
    assert (sent.entered_by, sent.submitted_by, sent.submitted_as) == (typist, checker, "checks_entry")
    assert sent.transmitting_note == "NV 5/2026"
    assert SourceDocument.objects.get(submission=sent).sha256
    assert not CitedRecord.objects.filter(submission=sent).exists()  # the paper cites none of the State's records
    assert [one.moved_by for one in StageMove.objects.filter(submission=sent)] == [typist, checker]


def test_what_he_typed_himself_another_one_has_received() -> None:
    typist = entries.officer()
    whole = entries.entry(typist)
    entries.typed(typist, whole)
    actor = entries.now_of(typist)

    with acting(actor):
        with pytest.raises(NotAllowed):
            services.receive_entry(whole, is_nil=False, as_read="", by=actor, now=NOW)
        with pytest.raises(NotAllowed):
            services.submit(whole, by=actor, now=NOW)
        with pytest.raises(IntegrityError, match="not the mover's"):
            by_hand(AS_HIM.format("stage = 'received', submitted_at = now(), submitted_as = 'x', cleared_at = now()"),
                    whole.pk)  # fmt: skip
    with pytest.raises(IntegrityError, match="submission_entered_is_received_by_another"):
        Submission.objects.filter(pk=whole.pk).update(submitted_by=typist)


@pytest.mark.parametrize("role", ["approver", "reader", "administrator"])
def test_whoever_lacks_the_permission_opens_no_entry(role: str) -> None:
    actor, cycle = access.actor(role), make.cycle()

    with acting(actor):
        with pytest.raises(NotAllowed):
            opened(actor, cycle)
        with pytest.raises(IntegrityError, match="no officer begins"), transaction.atomic():
            Submission.objects.create(cycle=cycle, respondent=Respondent.objects.get(code="THA"), created_at=NOW,
                                      entered_by_id=actor.user_id, entered_from="x", received_on=NOW.date())  # fmt: skip


def test_a_state_opens_no_entry_in_its_own_name() -> None:
    actor, cycle = make.focal_point(), make.cycle()

    with acting(actor):
        with pytest.raises(NotAllowed):
            opened(actor, cycle)
        with pytest.raises(IntegrityError, match="no officer begins"), transaction.atomic():
            Submission.objects.create(cycle=cycle, respondent=Respondent.objects.get(code="THA"), created_at=NOW,
                                      entered_by_id=actor.user_id, entered_from="x", received_on=NOW.date())  # fmt: skip


def test_an_officer_of_an_entry_sees_no_other_draft_and_nothing_else_of_the_state() -> None:
    typist, cycle = entries.officer(), make.cycle()
    whole = entries.entry(typist, of=cycle)
    elsewhere = make.submission("THA", of=make.cycle())
    make.answer(elsewhere)
    make.answer(make.submission("KEN", of=cycle))
    make.evidence("THA")
    make.action("THA", *make.obligations(cycle))
    actor = entries.now_of(typist)

    with acting(actor):
        make.answer(whole, by=actor)
        for rows in (Submission.objects.all(), Submission.objects.visible_to(actor)):
            assert [one.pk for one in rows] == [whole.pk]
        for model in (ObligationReport, ImplementationAction, Evidence):
            for records in (model.objects.all(), model.objects.visible_to(actor)):
                assert {getattr(one, "submission_id", None) for one in records} <= {whole.pk}
                assert records.exists() is (model is ObligationReport)


def test_another_officer_sees_the_entry_once_it_is_laid_before_him_and_changes_no_answer_in_it() -> None:
    typist, checker = entries.officer(), entries.officer()
    whole = entries.entry(typist)
    assert not entries.now_of(checker).entered_ids

    entries.typed(typist, whole)

    actor = entries.now_of(checker)
    with acting(actor):
        assert [one.pk for one in Submission.objects.visible_to(actor)] == [whole.pk]
        with pytest.raises(NotAllowed):
            make.answer(whole, by=actor)
        services.return_to_draft(whole, reason="Page 3 says otherwise", by=actor, now=NOW)
        with pytest.raises(IntegrityError, match="nobody else writes its answers"):
            by_hand("UPDATE commitments_obligationreport SET narrative = 'x' WHERE submission_id = %s", whole.pk)
    assert not entries.now_of(checker).entered_ids
    assert entries.now_of(typist).entered_ids


def test_the_right_ends_with_the_entry_and_with_the_designation() -> None:
    typist, checker = entries.officer(), entries.officer()
    whole = entries.entry(typist)
    typist.designations.update(until_on=NOW.date() - timedelta(days=1))
    assert not entries.now_of(typist).entered_ids
    typist.designations.update(until_on=None)
    entries.typed(typist, whole)

    entries.receive(checker, whole)

    assert not entries.now_of(typist).entered_ids | entries.now_of(checker).entered_ids


def test_the_state_reads_the_entry_and_its_source_while_it_is_typed_and_writes_in_neither() -> None:
    typist = entries.officer()
    whole = entries.entry(typist)
    mine, theirs = make.focal_point("THA"), make.focal_point("KEN")

    with acting(theirs):
        assert not Submission.objects.exists() | SourceDocument.objects.exists()
        assert not Submission.objects.visible_to(theirs) | Submission.objects.visible_to(theirs)
        assert not SourceDocument.objects.visible_to(theirs)
        with pytest.raises(NotAllowed):
            services.take_over(whole, by=theirs, now=NOW)
    with acting(mine):
        assert Submission.objects.visible_to(mine).get() == whole
        assert SourceDocument.objects.visible_to(mine).get().submission_id == whole.pk
        for refused in (
            lambda: make.answer(whole, by=mine),
            lambda: make.submission(of=whole.cycle, by=mine),
            lambda: services.save_cover(whole, values={"contact_name": "x"}, expected=1, by=mine),
            lambda: services.submit_nil(whole, by=mine, now=NOW),
            lambda: services.send_to_clearance(whole, by=mine, now=NOW),
        ):
            with pytest.raises(EnteredForTheState):
                refused()
        with pytest.raises(IntegrityError, match="an officer enters this reply"):
            by_hand(AS_HIM.format("contact_name = 'x'"), whole.pk)
        with pytest.raises(IntegrityError, match="nobody else writes its answers"), transaction.atomic():
            ObligationReport.objects.create(submission=whole, obligation=make.obligations(whole.cycle)[0],
                                            cycle=whole.cycle, respondent=whole.respondent, saved_at=NOW)  # fmt: skip
        with pytest.raises(IntegrityError, match="no entry of this officer"):
            by_hand("INSERT INTO commitments_sourcedocument SELECT * FROM commitments_sourcedocument")


def test_the_state_takes_the_entry_over_and_goes_on_with_what_was_typed() -> None:
    typist = entries.officer()
    whole = entries.entry(typist)
    entries.typed(typist, whole)
    mine = make.focal_point()

    with acting(mine):
        taken = services.take_over(whole, by=mine, now=NOW)
        make.answer(taken, 1, by=mine)
        sent = services.submit(taken, by=mine, now=NOW)

    assert (taken.entered_by, taken.entered_from, sent.awaits_its_state) == (None, "", False)
    assert sent.reports.count() == 2
    assert SourceDocument.objects.filter(submission=sent).exists()
    with acting(entries.now_of(typist)), pytest.raises(NotAllowed):
        make.answer(whole, by=entries.now_of(typist))


def test_what_was_said_in_the_last_cycle_comes_beside_when_the_state_takes_over_and_not_before() -> None:
    first = make.cycle(at=NOW - timedelta(days=400))
    make.sent(of=first, on=1, narrative="Said last year")
    whole = entries.entry(typist := entries.officer(), of=make.cycle(on=first.instruments.get()))
    assert not whole.reports.exists()
    entries.typed(typist, whole)

    with acting(mine := make.focal_point()):
        services.take_over(whole, by=mine, now=NOW)

    assert {one.narrative for one in whole.reports.all()} == {"Text on D1", "Said last year"}


def test_the_state_confirms_once_and_no_officer_does() -> None:
    typist, checker = entries.officer(), entries.officer()
    whole = entries.entry(typist)
    entries.typed(typist, whole)
    before = make.focal_point()
    with acting(before), pytest.raises(EntryRefused):
        services.confirm_entry(whole, by=before, now=NOW)
    sent = entries.receive(checker, whole)

    for nobody in (entries.now_of(checker), make.focal_point("KEN"), access.actor("clearance", "THA")):
        with acting(nobody), pytest.raises(NotAllowed):
            services.confirm_entry(sent, by=nobody, now=NOW)
    officer = entries.now_of(checker)
    with acting(officer), pytest.raises(IntegrityError, match="only its State confirms"):
        by_hand(AS_HIM.format(f"confirmed_at = now(), confirmed_by_id = {officer.user_id}"), sent.pk)
    mine = make.focal_point()
    with acting(mine):
        confirmed = services.confirm_entry(sent, by=mine, now=NOW)
        with pytest.raises(EntryRefused, match="nothing to confirm"):
            services.confirm_entry(sent, by=mine, now=NOW)
        with pytest.raises(IntegrityError, match="only its State confirms"):
            by_hand(AS_HIM.format("confirmed_at = NULL, confirmed_by_id = NULL"), sent.pk)

    assert (confirmed.confirmed_by_id, confirmed.awaits_its_state) == (mine.user_id, False)


def test_a_version_of_the_states_own_stands_without_the_mark() -> None:
    typist, checker = entries.officer(), entries.officer()
    whole = entries.entry(typist)
    entries.typed(typist, whole)
    sent, mine = entries.receive(checker, whole), make.focal_point()

    with acting(mine):
        own = services.submit(services.revise(sent, by=mine, now=NOW), by=mine, now=NOW)

    assert (own.number, own.entered_by, own.is_current) == (2, None, True)


@pytest.mark.parametrize(("day", "late"), [(60, False), (61, True)])
def test_lateness_goes_by_the_day_on_which_it_came(day: int, late: bool) -> None:
    typist, checker = entries.officer(), entries.officer()
    cycle = make.cycle(at=NOW - timedelta(days=300))
    whole = entries.entry(typist, of=cycle, on=cycle.opened_at.date() + timedelta(days=day))
    entries.typed(typist, whole)

    assert entries.receive(checker, whole).is_late is late


def test_an_entry_is_refused_with_the_field_that_is_wrong() -> None:
    actor, cycle = entries.now_of(entries.officer()), make.cycle("THA", "FRA")
    over = make.cycle()
    ReportingCycle.objects.filter(pk=over.pk).update(closed_at=NOW)
    over.refresh_from_db()
    tried: list[tuple[str, ReportingCycle, dict[str, Any]]] = [
        ("cycle", over, {}),
        ("respondent", cycle, {"code": "KEN"}),
        ("received_on", cycle, {"on": NOW.date() + timedelta(days=1)}),
        ("received_on", cycle, {"on": NOW.date() - timedelta(days=1)}),
        ("entered_from", cycle, {"entered_from": " "}),
        ("source", cycle, {"words": b"MZ\x90\x00 this is a program"}),
        ("source", cycle, {"words": b""}),
    ]

    with acting(actor):
        for field, of, values in tried:
            with pytest.raises(EntryRefused) as refusal:
                opened(actor, of, **values)
            assert refusal.value.field == field
        with pytest.raises(IntegrityError, match="the cycle is closed"), transaction.atomic():
            Submission.objects.create(cycle=over, respondent=Respondent.objects.get(code="THA"), created_at=NOW,
                                      entered_by_id=actor.user_id, entered_from="x", received_on=NOW.date())  # fmt: skip

    assert not Submission.objects.exists() | SourceDocument.objects.exists()


def test_whoever_was_first_has_the_reply_and_the_other_is_told() -> None:
    first, second, cycle = entries.officer(), entries.officer(), make.cycle()
    entries.entry(first, "THA", of=cycle)
    make.submission("KEN", of=cycle)

    for code in ("THA", "KEN"):
        with pytest.raises(EntryRefused, match="begun already"):
            entries.entry(second, code, of=cycle)
    with pytest.raises(EnteredForTheState, match="Take it over"):
        make.submission("THA", of=cycle)
    make.sent("THA", of=(other := make.cycle()))
    with pytest.raises(EntryRefused, match="begun already"):
        entries.entry(second, "THA", of=other)
