"""Previews of evidence: made by themselves, for whoever may have the file; a file that resists stays as it was sent."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from commitments.access.acting import acting
from commitments.auditing.models import Download
from commitments.evidence.models import Preview, PreviewLeaf
from commitments.evidence.services import previews
from commitments.evidence.services.previews import LOST_AFTER, MOST_ATTEMPTS, make_waiting, take
from commitments.files.previewing.maker import made_of
from tests.factories import evidence as factory
from tests.factories.access import actor, person
from tests.factories.implementation import NOON

pytestmark = pytest.mark.django_db


def signed_in(code: str = "THA", role: str = "focal_point") -> Client:
    client = Client()
    client.force_login(person(role, code))
    return client


def at(name: str, piece, *more: int) -> str:
    return reverse(f"evidence:{name}", args=(piece.public_id, *more))


def test_a_recorded_file_waits_for_its_preview_and_the_page_says_so():
    piece = factory.file()

    assert piece.blob.preview.state == "waiting"
    assert "A preview is being made" in signed_in().get(at("piece", piece)).text


def test_a_page_is_an_image_in_the_page_with_its_words_size_and_in_its_own_time():
    piece = factory.file(title="The act")
    factory.make_previews()

    page = signed_in().get(at("piece", piece)).text

    assert "Page 1 of 1 of “The act”, as an image" in page
    assert f'loading="lazy" decoding="async" src="{at("preview", piece, 1)}" width="10" height="20"' in page


def test_an_image_is_given_to_be_shown_and_for_nothing_else_and_is_noted():
    piece = factory.file()
    factory.make_previews()

    answer = signed_in().get(at("preview", piece, 1))

    assert (answer.headers["Content-Type"], answer.headers["Content-Disposition"]) == ("image/webp", "inline")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.getvalue() != factory.pdf()
    assert Download.objects.get().kind == "preview"


def test_words_stand_escaped_on_a_page_of_their_own_and_reading_them_is_noted():
    piece = factory.text(words="A < B of the law")
    factory.make_previews()

    page = signed_in().get(at("words", piece)).text

    assert "A &lt; B of the law" in page
    assert Download.objects.get().kind == "preview"


def test_what_another_state_sent_is_shown_to_nobody_else_by_neither_wall():
    piece, read = factory.file(), factory.text()
    factory.make_previews()
    stranger = signed_in("KEN")

    answers = [stranger.get(at("preview", piece, 1)), stranger.get(at("words", read))]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert not Download.objects.exists()
    with acting(actor("focal_point", "KEN")):
        assert not Preview.objects.exists()
        assert not PreviewLeaf.objects.exists()
    with acting(actor("focal_point", "THA")):
        assert PreviewLeaf.objects.count() == 2


def test_nobody_but_the_program_writes_a_preview():
    piece = factory.file()
    factory.make_previews()

    with acting(actor("focal_point", "THA")):
        assert Preview.objects.update(state="waiting", ended_at=None) == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            PreviewLeaf.objects.create(preview_id=piece.blob_id, number=2, sha256="0" * 64, size=1, path="x")


@pytest.mark.parametrize("number", [0, 2, 2**31])
def test_a_page_that_was_not_made_does_not_exist(number):
    piece = factory.file()
    factory.make_previews()

    assert signed_in().get(at("preview", piece, number)).status_code == 404


def test_a_file_that_cannot_be_drawn_says_so_and_can_still_be_had():
    piece = factory.file()  # a PDF by its head alone

    make_waiting(now=lambda: NOON, maker=made_of)

    assert "No preview could be made: it is damaged" in signed_in().get(at("piece", piece)).text
    assert signed_in().get(at("file", piece)).getvalue() == factory.pdf()


def test_a_text_is_spelt_by_the_process_in_its_cage():
    piece = factory.text(words="Law No. 12\nof 2025")

    make_waiting(now=lambda: NOON)

    assert "Law No. 12\nof 2025" in signed_in().get(at("words", piece)).text


def test_a_file_that_is_no_longer_there_is_told_and_stops_nobody(caplog):
    lost, read = factory.file(), factory.text()
    previews.BlobStore().storage.delete(lost.blob.path)

    assert factory.make_previews() == 2
    assert {p.pk: p.fault for p in Preview.objects.all()} == {lost.blob_id: "missing", read.blob_id: ""}


def test_what_a_killed_worker_began_is_taken_again_after_a_while_and_given_up_after_a_few_times():
    piece = factory.file()
    begun = [take(now=NOON + n * LOST_AFTER) for n in range(MOST_ATTEMPTS)]
    at_once = take(now=NOON + (MOST_ATTEMPTS - 1) * LOST_AFTER + timedelta(seconds=1))

    after_all = take(now=NOON + MOST_ATTEMPTS * LOST_AFTER)

    assert [blob.pk for blob in begun] == [piece.blob_id] * MOST_ATTEMPTS
    assert at_once is after_all is None
    assert Preview.objects.get().fault == "stopped"


def test_a_late_worker_adds_nothing_to_what_another_made():
    piece = factory.file()
    blob = take(now=NOON)
    factory.make_previews()
    previews.make(blob, now=lambda: NOON, maker=factory.drawn_by_hand)

    previews.make(blob, now=lambda: NOON, maker=factory.drawn_by_hand)

    assert PreviewLeaf.objects.filter(preview=piece.blob_id).count() == 1


def test_after_a_restore_all_are_made_again():
    factory.file()
    factory.make_previews()

    assert previews.make_all_again() == 1
    assert factory.make_previews() == 1
    assert PreviewLeaf.objects.count() == 1
