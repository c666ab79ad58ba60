"""What left the site is noted before it leaves: who, in which role, which file, when; and nobody changes the note."""

import pytest
from django.db import DatabaseError, connections, transaction
from django.test import Client

from commitments.access.acting import acting
from commitments.access.actor import Actor
from commitments.access.audience import Audience
from commitments.access.models import User, actor_for
from commitments.auditing.models import Download
from commitments.auditing.services import note_download
from commitments.evidence.models import Evidence
from tests.factories import evidence as factory
from tests.factories import submissions as make
from tests.factories.access import APPOINTED_ON, actor, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def acting_as(user: User) -> Actor:
    return actor_for(user, today=APPOINTED_ON)


def noted() -> list[tuple[str, int, str]]:
    return list(Download.objects.order_by("pk").values_list("kind", "taken_by_id", "role"))


def sent_file(audience: Audience = Audience.SECRETARIAT) -> Evidence:
    """A file that THA sent with an answer; both for this audience."""
    whole, by = make.ready("THA"), make.focal_point("THA")
    piece = factory.file("THA")
    Evidence.objects.filter(pk=piece.pk).update(audience=audience)
    piece.refresh_from_db()
    make.services.attach_evidence(whole, whole.reports.get().obligation, piece, by=by, now=make.NOON)
    make.services.set_audience(whole.reports.all(), audience, by=by, now=make.NOON)
    make.services.submit(whole, by=by, now=make.NOON)
    return piece


def status(client: Client, address: str) -> int:
    """What the address answers; a file is read to its end."""
    response = client.get(address)
    if response.streaming:
        b"".join(response.streaming_content)
    return response.status_code


def test_a_file_of_the_desk_is_noted_with_person_role_and_request():
    taker = person("contributor", "THA")
    piece = factory.file("THA", by=acting_as(taker))

    assert status(signed_in(taker), f"/evidence/{piece.public_id}/file") == 200

    note = Download.objects.get()
    assert (note.kind, note.taken_by_id, note.role) == ("evidence", taker.pk, "contributor")
    assert (note.subject_public_id, note.respondent_id) == (piece.public_id, piece.respondent_id)
    assert note.request_id is not None


def test_a_file_that_was_sent_is_noted_when_the_secretariat_takes_it():
    piece, officer = sent_file(), person("officer")

    assert status(signed_in(officer), f"/submitted/evidence/{piece.public_id}/file") == 200

    assert noted() == [("sent", officer.pk, "officer")]


def test_a_file_that_everybody_may_read_is_not_noted():
    address = f"/submitted/evidence/{sent_file(Audience.PUBLIC).public_id}/file"

    answers = [status(Client(), address), status(signed_in(person("officer")), address)]

    assert answers == [200, 200]
    assert noted() == []


@pytest.mark.parametrize(("address", "kind"), [("workbook/file", "workbook"), ("hand-over/file", "pack")])
def test_what_holds_a_states_drafts_is_noted_when_its_own_people_take_it_and_no_stranger_gets_it(address, kind):
    cycle, taker = make.cycle(), person("focal_point", "THA")
    draft = make.ready("THA", of=cycle)
    there = f"/desk/THA/{cycle.slug}/{address}"

    stranger = status(signed_in(person("focal_point", "KEN")), there)
    taken = status(signed_in(taker), there)

    assert (stranger, taken) == (404, 200)
    assert noted() == [(kind, taker.pk, "focal_point")]
    assert Download.objects.get().respondent_id == draft.respondent_id


def test_what_was_refused_or_could_not_be_given_is_not_noted(tmp_path):
    piece = factory.file("THA")
    address = f"/evidence/{piece.public_id}/file"
    stranger = signed_in(person("focal_point", "KEN")).get(address)
    (tmp_path / piece.blob.path).unlink()
    damaged = signed_in(person("focal_point", "THA")).get(address)

    assert (stranger.status_code, damaged.status_code) == (404, 500)
    assert noted() == []


def test_a_file_that_cannot_be_noted_is_not_given(monkeypatch):
    piece, taker = factory.file("THA"), person("focal_point", "THA")

    def refuse(*_args: object, **_fields: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(Download.objects, "create", refuse)
    client = signed_in(taker)
    client.raise_request_exception = False

    assert client.get(f"/evidence/{piece.public_id}/file").status_code == 500


def test_nobody_notes_a_download_in_another_persons_name_or_role():
    taker, other = person("focal_point", "THA"), person("officer")

    with acting(acting_as(taker)):
        Download.objects.create(kind="export", taken_by=other, role="officer", taken_at=make.NOON)

    assert noted() == [("export", taker.pk, "focal_point")]


@pytest.mark.django_db(databases=["default", "maintenance", "owner"])
@pytest.mark.parametrize("role", ["default", "maintenance", "owner"])
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE commitments_download SET role = 'reader'",
        "DELETE FROM commitments_download",
        "TRUNCATE commitments_download",
    ],
)
def test_no_role_changes_or_removes_what_was_noted(role, change):
    with pytest.raises(DatabaseError), transaction.atomic(using=role), connections[role].cursor() as cursor:
        cursor.execute(change)


def test_the_state_sees_who_took_its_file_and_another_state_does_not():
    piece, officer = sent_file(), person("officer")
    status(signed_in(officer), f"/submitted/evidence/{piece.public_id}/file")
    story = f"{piece.get_absolute_url()}story/"

    page = signed_in(person("mission", "THA")).get(story).content.decode()

    assert f"{officer.name} · Secretariat officer" in page
    assert signed_in(person("mission", "KEN")).get(story).status_code == 404


@pytest.mark.parametrize(
    ("role", "code", "seen"),
    [("mission", "THA", 1), ("mission", "KEN", 0), ("officer", None, 0), ("administrator", None, 2)],
)
def test_the_database_shows_a_state_its_own_downloads_and_administrators_all(role, code, seen):
    taker = actor("focal_point", "THA")
    with acting(taker):
        note_download(
            Download.Kind.EVIDENCE, None, by=taker, now=make.NOON, respondent_id=next(iter(taker.respondent_ids))
        )
        note_download(Download.Kind.EXPORT, None, by=taker, now=make.NOON)

    with acting(actor(role, code)):
        assert Download.objects.count() == seen
