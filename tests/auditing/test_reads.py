"""Whoever is shown answers of others that not everybody may read is noted before he sees them, once an hour."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.test import Client

from commitments.access import revalidation
from commitments.access.acting import acting
from commitments.access.audience import LADDER, Audience
from commitments.access.models import User, actor_for
from commitments.auditing.models import PageRead
from commitments.auditing.reads import reads_of
from commitments.auditing.words import PAGES
from commitments.exports.datasets import Dataset
from commitments.exports.filters import RecordFilter
from commitments.exports.formats import Format
from commitments.exports.services import request_export
from commitments.exports.work import export_records
from commitments.submissions.models import ObligationReport, Submission
from tests.exports.test_exports import Steps
from tests.factories import submissions as make
from tests.factories.access import APPOINTED_ON, actor, person
from tests.permissions import canaries
from tests.permissions.canaries import BIRD, canary

pytestmark = pytest.mark.django_db
READERS = [
    ("officer", None), ("approver", None), ("reader", None), ("reader", "THA"), ("focal_point", "KEN"),
    ("mission", "KEN"), ("focal_point", "THA"), ("administrator", None), (None, None),
]  # fmt: skip
RESTRICTED = {
    canary(what, *of): of[0]
    for what in ("Answer", "Figure", "Action", "Shows", "Behind")
    for of in product(LADDER, repeat=1 if what in {"Answer", "Figure"} else 2)
    if set(of) != {Audience.PUBLIC}
}
"""Each text that not everybody may read, with the audience of the answer that it belongs to."""


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    revalidation.PAGES.clear()
    yield
    revalidation.PAGES.clear()


@pytest.fixture
def sent() -> Submission:
    """Thailand's reply with an answer for each audience, and with each an action and evidence for each."""
    return canaries.send(canaries.a_cycle())


def signed_in(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def pages_with_answers(sent: Submission) -> Iterator[tuple[str, str]]:
    """Every page that shows answers, with the name of its route."""
    cycle, text = sent.cycle.slug, sent.cycle.instruments.get().slug
    yield "dashboards:state", f"/states/THA/?cycle={cycle}"
    yield "dashboards:records", f"/records/?cycle={cycle}"
    yield "dashboards:dashboard_records", f"/dashboard/records/?cycle={cycle}"
    yield "follow_up_reports:report", f"/reports/{cycle}/"
    yield "submissions:submission", f"/submissions/{sent.public_id}/"
    yield "search:search", f"/search/?q={BIRD}"
    for obligation in make.obligations(sent.cycle):
        yield "dashboards:paragraph", f"/texts/{text}/{obligation.reference}/?cycle={cycle}"
        yield "review:answer", f"/review/{sent.public_id}/{text}/{obligation.reference}/"


def restricted_on(page: str) -> set[Audience]:
    """The audiences of the answers of which the page shows something that not everybody may read."""
    seen: dict[str, str] = {}
    canaries.note(seen, page, "")
    return {RESTRICTED[word] for word in seen if word in RESTRICTED}


def noted_since(before: int) -> tuple[set[str], set[int]]:
    rows = PageRead.objects.filter(pk__gt=before)
    return {row.page for row in rows}, {pk for row in rows for pk in row.obligation_ids}


def last() -> int:
    return max(PageRead.objects.values_list("pk", flat=True), default=0)


@pytest.mark.parametrize(("role", "code"), READERS)
def test_each_page_notes_the_answers_of_which_it_shows_what_not_everybody_may_read_and_no_others(
    sent: Submission, role: str | None, code: str | None
) -> None:
    client, is_own = signed_in(person(role, code) if role else None), code == "THA" and role != "reader"
    by_audience = {report.audience: report.obligation_id for report in sent.reports.all()}

    wrong = {}
    for route, address in pages_with_answers(sent):
        before = last()
        shown = restricted_on(client.get(address).content.decode())
        wanted = set() if is_own else {by_audience[wide] for wide in shown}
        found = noted_since(before)
        if found != ({route} if wanted else set(), wanted):
            wrong[address] = (found, wanted)

    assert wrong == {}
    assert PageRead.objects.exists() is (role not in {None, "administrator"} and not is_own)


def test_a_note_says_who_in_which_role_on_which_page_which_paragraphs_when_and_in_which_request(
    sent: Submission,
) -> None:
    officer = person("officer")
    wanted = sorted(sent.reports.exclude(audience=Audience.OWN_STATE).values_list("obligation_id", flat=True))

    signed_in(officer).get(f"/states/THA/?cycle={sent.cycle.slug}")

    note = PageRead.objects.get()
    assert (note.read_by_id, note.role, note.page) == (officer.pk, "officer", "dashboards:state")
    assert (note.cycle_id, note.respondent_id, note.obligation_ids) == (sent.cycle_id, sent.respondent_id, wanted)
    assert note.request_id is not None
    assert note.read_at is not None


def test_pages_of_who_answered_what_in_a_word_are_noted_for_whoever_reads_more_than_everybody(sent: Submission) -> None:
    signed_in(person("officer")).get(f"/dashboard/matrix/?cycle={sent.cycle.slug}")
    signed_in(person("mission", "KEN")).get(f"/changes/?cycle={sent.cycle.slug}&from=2026-01-01")
    Client().get(f"/changes/?cycle={sent.cycle.slug}&from=2026-01-01")

    notes = PageRead.objects.order_by("pk").values_list("page", "role", "respondent", "obligation_ids")
    assert {note[0] for note in notes} <= {"dashboards:matrix", "dashboards:changes"}
    assert ("dashboards:matrix", "officer", None, []) in list(notes)
    assert {note[1] for note in notes} <= {"officer", "mission"}


def test_a_page_that_is_kept_is_noted_for_each_who_is_given_it_and_not_where_it_is_not_sent_again(
    sent: Submission,
) -> None:
    one, other, page = person("officer"), person("officer"), f"/states/THA/?cycle={sent.cycle.slug}"
    first, second = signed_in(one), signed_in(other)
    first.get(page)
    assert len(revalidation.PAGES) == 1

    second.get(page)
    tag = second.get(page)["ETag"]
    before = last()
    again = second.get(page, headers={"if-none-match": tag})

    assert list(PageRead.objects.order_by("pk").values_list("read_by", flat=True)) == [one.pk, other.pk]
    assert (again.status_code, noted_since(before)) == (304, (set(), set()))


def test_the_same_page_within_the_hour_is_one_row(sent: Submission) -> None:
    client, page = signed_in(person("officer")), f"/states/THA/?cycle={sent.cycle.slug}"

    for _time in range(3):
        revalidation.PAGES.clear()
        client.get(page)

    assert PageRead.objects.count() == 1


@pytest.mark.parametrize("form", Format)
def test_a_file_of_records_notes_each_reply_it_holds_before_it_is_written(
    sent: Submission, form: Format, tmp_path: Path
) -> None:
    by = actor("mission", "KEN")
    members = sent.reports.get(audience=Audience.MEMBER_STATES).obligation_id
    for dataset in (Dataset.ANSWERS, Dataset.EVIDENCE):
        job = request_export(
            dataset=dataset, form=form, own=False, narrowed=RecordFilter(), request_id=None, by=by, now=make.NOON
        )
        export_records(job, Steps(tmp_path))  # type: ignore[arg-type]

    notes = PageRead.objects.order_by("pk")
    assert {(note.page, note.respondent_id, note.role) for note in notes} == {
        ("exports:export", sent.respondent_id, "mission")
    }
    assert notes[0].obligation_ids == [members]


def test_nobody_notes_a_reading_in_another_persons_name_role_or_hour(sent: Submission) -> None:
    reader, other = person("mission", "KEN"), person("officer")

    with acting(actor_for(reader, today=APPOINTED_ON)):
        PageRead.objects.create(
            page="search:search", cycle=sent.cycle, respondent=sent.respondent, obligation_ids=[1], read_by=other,
            role="officer", read_at=make.NOON,
        )  # fmt: skip

    note = PageRead.objects.get()
    assert (note.read_by_id, note.role) == (reader.pk, "mission")
    assert note.read_at != make.NOON


CHANGES = ["UPDATE commitments_pageread SET role = 'reader'", "DELETE FROM commitments_pageread"]


@pytest.mark.parametrize("change", CHANGES)
def test_the_program_neither_changes_nor_removes_what_was_noted(sent: Submission, change: str) -> None:
    signed_in(person("officer")).get(f"/states/THA/?cycle={sent.cycle.slug}")

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


@pytest.mark.django_db(databases=["default", "maintenance"])
def test_maintenance_may_remove_old_readings_and_the_program_may_not_empty_them() -> None:
    with connections["maintenance"].cursor() as cursor:
        cursor.execute("DELETE FROM commitments_pageread WHERE read_at < now() - interval '2 years'")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE commitments_pageread")


def test_a_state_sees_in_which_role_its_answers_were_read_and_not_by_whom(sent: Submission) -> None:
    officer = person("officer")
    signed_in(officer).get(f"/states/THA/?cycle={sent.cycle.slug}")
    signed_in(person("focal_point", "KEN")).get(f"/states/THA/?cycle={sent.cycle.slug}")
    address = f"/desk/THA/{sent.cycle.slug}/readers/"

    page = signed_in(person("mission", "THA")).get(address).content.decode()

    assert page.count(str(PAGES["dashboards:state"])) == 2
    assert "Secretariat officer" in page
    assert (officer.name in page, "Kenya" in page) == (False, False)
    assert signed_in(person("mission", "KEN")).get(address).status_code == 404


@pytest.mark.parametrize(
    ("role", "code", "by_role", "whole"),
    [("mission", "THA", 1, 0), ("mission", "KEN", 0, 0), ("officer", None, 0, 0), ("administrator", None, 0, 1)],
)
def test_the_database_shows_a_state_who_read_its_answers_by_role_and_administrators_the_person(
    sent: Submission, role: str, code: str | None, by_role: int, whole: int
) -> None:
    signed_in(person("officer")).get(f"/states/THA/?cycle={sent.cycle.slug}")

    with acting(actor(role, code)):
        found = reads_of(sent.cycle_id, sent.respondent_id).count(), PageRead.objects.count()

    assert found == (by_role, whole)


def test_an_administrator_reads_and_takes_along_who_read_what_and_nothing_of_what_was_written(sent: Submission) -> None:
    officer, auditor = person("officer"), signed_in(person("administrator"))
    signed_in(officer).get(f"/states/THA/?cycle={sent.cycle.slug}")

    page = auditor.get("/audit/reads/").content.decode()
    file = b"".join(auditor.get("/audit/reads/file").streaming_content).decode()  # type: ignore[attr-defined]

    references = ", ".join(on.reference for on in make.obligations(sent.cycle)[1:])
    for text in (page, file):
        assert f"{officer.name} · Secretariat officer" in text
        assert "Thailand" in text
        assert references in text
        assert BIRD not in text


def test_every_page_that_is_noted_has_words(sent: Submission) -> None:
    assert {route for route, _address in pages_with_answers(sent)} - set(PAGES) == set()


def test_what_an_own_state_reads_of_itself_is_not_noted(sent: Submission) -> None:
    ObligationReport.objects.filter(submission=sent).update(audience=Audience.SECRETARIAT)

    signed_in(person("contributor", "THA")).get(f"/states/THA/?cycle={sent.cycle.slug}")

    assert not PageRead.objects.exists()
