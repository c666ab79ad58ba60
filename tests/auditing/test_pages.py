"""The auditor's pages: administrators see who did what and when, and nothing of what was written; nobody else sees them."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from commitments.access.acting import acting
from commitments.access.models import User, actor_for
from commitments.auditing.forms import EventFilters
from commitments.auditing.models import Download
from commitments.auditing.queries import events
from tests.factories import submissions as make
from tests.factories.access import APPOINTED_ON, actor, person

pytestmark = pytest.mark.django_db

PAGES = ["/audit/", "/audit/events/", "/audit/events/file", "/audit/downloads/", "/audit/reads/", "/audit/reads/file"]
SECRET = "The prison of the north"
ACTIONS = "commitments_implementationactionevent"


@pytest.fixture
def auditor() -> Client:
    return signed_in(person("administrator"))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def recorded(user: User) -> None:
    with acting(actor_for(user, today=APPOINTED_ON)):
        make.action("THA", title=SECRET)


def asked(**said: str) -> EventFilters:
    filters = EventFilters(said, today=date(2026, 3, 2))
    assert filters.is_valid()
    return filters


@pytest.mark.parametrize(
    ("address", "words"), [("/audit/events/", "No event fits"), ("/audit/reads/", "Nothing was read")]
)
def test_a_list_with_nothing_in_it_says_so(auditor, address, words):
    assert words in auditor.get(address, {"since": "2001-01-01", "until": "2001-01-02"}).text


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(
    ("role", "code"),
    [("focal_point", "THA"), ("mission", "THA"), ("officer", None), ("approver", None), ("reader", None), (None, None)],
)
def test_everybody_but_administrators_is_refused(address, role, code):
    assert signed_in(person(role, code)).get(address).status_code == 403


@pytest.mark.parametrize("address", PAGES)
def test_who_is_not_signed_in_is_asked_to(address):
    assert "/accounts/login/" in Client().get(address)["Location"]


def test_an_event_is_listed_with_person_role_and_kind_and_without_its_content(auditor):
    author = person("focal_point", "THA")
    recorded(author)

    page = auditor.get("/audit/events/", {"kind": ACTIONS}).content.decode()

    assert f"{author.name} · Focal point" in page
    assert "Implementation action" in page
    assert SECRET not in page


def test_events_are_narrowed_by_person_kind_and_day(auditor):
    one, other = person("focal_point", "THA"), person("focal_point", "THA")
    recorded(one)
    recorded(other)
    tomorrow = str(date.today() + timedelta(days=2))  # noqa: DTZ011 - two days on, whatever the zone

    def found(**said: object) -> int:
        page = auditor.get("/audit/events/", {"kind": ACTIONS, **said}).context["page"]
        return int(page.paginator.count)

    assert (found(), found(person=one.pk)) == (2, 1)
    assert found(since=tomorrow, until=tomorrow) == 0
    assert found(kind="commitments_submissionevent") == 0


@pytest.mark.parametrize(
    "said",
    [
        {"since": "2026-03-02", "until": "2026-03-01"},
        {"since": "2020-01-01", "until": "2026-03-01"},
        {"since": "x"},
        {"person": "x"},
        {"person": "9" * 40},
        {"kind": "commitments_user; DROP TABLE x"},
    ],
)
def test_what_cannot_be_asked_is_said_at_its_field_and_gives_no_list(auditor, said):
    answer = auditor.get("/audit/events/", said)

    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert auditor.get("/audit/events/file", said).status_code == 302


def test_the_file_holds_what_the_page_lists_and_is_noted_as_taken(auditor):
    author = person("focal_point", "THA", title="=1+1")
    User.objects.filter(pk=author.pk).update(name="=HYPERLINK(1)")
    recorded(author)

    answer = auditor.get("/audit/events/file", {"kind": ACTIONS})

    rows = b"".join(answer.streaming_content).decode().splitlines()
    assert len(rows) == 2
    assert '"\'=HYPERLINK(1) · Focal point"' in rows[1]
    assert SECRET not in rows[1]
    assert Download.objects.get().kind == "events"


def test_of_too_many_events_there_is_no_file_instead_of_a_part_of_one(auditor, monkeypatch):
    monkeypatch.setattr(import_module("commitments.auditing.views.common"), "MOST_IN_A_FILE", 1)
    recorded(person("focal_point", "THA"))

    answer = auditor.get("/audit/events/file", follow=True)

    assert "A file holds 1 rows at most" in answer.content.decode()
    assert not Download.objects.exists()


def test_a_long_list_has_pages(auditor):
    for _number in range(51):
        recorded(person("focal_point", "THA"))

    page = auditor.get("/audit/events/", {"kind": ACTIONS, "page": "2"}).context["page"]

    assert (page.paginator.count, len(page.object_list)) == (51, 1)


@pytest.mark.parametrize(("role", "code"), [("focal_point", "THA"), ("officer", None), ("reader", None)])
def test_the_database_itself_lists_events_for_administrators_only(role, code):
    filters = asked()

    with acting(actor(role, code)), pytest.raises(DatabaseError, match="for administrators"), transaction.atomic():
        list(events(filters))
    with acting(actor("administrator")):
        list(events(filters))


def test_whose_designation_has_ended_lists_no_events():
    gone = actor("administrator")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE commitments_designation SET until_on = current_date - 1 WHERE user_id = %s", [gone.user_id]
        )

    with acting(gone), pytest.raises(DatabaseError, match="for administrators"), transaction.atomic():
        list(events(asked()))


def test_downloads_are_listed_by_kind_and_state_without_their_names(auditor, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    piece = make.evidence("THA", title=SECRET)
    taker = person("officer")
    Download.objects.create(
        kind="sent", subject_public_id=piece.public_id, respondent=piece.respondent, taken_by=taker,
        role="officer", taken_at=make.NOON,
    )  # fmt: skip

    page = auditor.get("/audit/downloads/").content.decode()

    assert f"{taker.name} · Secretariat officer" in page
    assert "Thailand" in page
    assert str(piece.public_id) in page
    assert SECRET not in page


def test_before_the_first_seal_the_page_says_so(auditor):
    page = auditor.get("/audit/").content.decode()

    assert "Nothing is sealed yet" in page
    assert "The seals were not verified yet" in page
