"""What one State may keep, and may add within a day: counted in bytes that are stored, never for another State."""

import errno
import io
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client

from commitments.evidence import services
from commitments.evidence.models import Evidence, EvidenceBlob
from commitments.evidence.refusals import FileNotTaken
from commitments.evidence.rules import EvidenceContent
from tests.factories import evidence as factory
from tests.factories.access import person
from tests.factories.implementation import NOON

pytestmark = pytest.mark.django_db

HALF_A_MEGABYTE = 500_000


def send(code="THA", *, now=NOON, name="a"):
    data = factory.pdf(name) + b"x" * HALF_A_MEGABYTE
    request = replace(factory.request_of(code), now=now)
    return services.record_file(request, content=EvidenceContent(), stream=io.BytesIO(data), name=f"{name}.pdf")


def test_what_would_be_past_the_room_of_the_state_is_refused_with_what_is_left(settings):
    settings.EVIDENCE_MB_PER_STATE = 1
    send(name="a")

    with pytest.raises(FileNotTaken, match=r"within 488.2.KB.*ask the people who run this site"):
        send(name="b")

    assert EvidenceBlob.objects.count() == 1


def test_the_room_of_a_day_is_there_again_on_the_next(settings):
    settings.EVIDENCE_MB_PER_DAY = 1
    send(name="a")

    with pytest.raises(FileNotTaken, match="tomorrow"):
        send(name="b", now=NOON + timedelta(hours=23))
    send(name="b", now=NOON + timedelta(hours=25))

    assert EvidenceBlob.objects.count() == 2


def test_what_another_state_has_sent_counts_for_nobody_else(settings):
    settings.EVIDENCE_MB_PER_STATE = 1
    send("KEN")

    assert send("THA").blob


def test_a_form_whose_file_finds_no_room_for_the_moment_says_so_and_records_nothing(monkeypatch):
    def no_room(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", no_room)
    browser = Client()
    browser.force_login(person("focal_point", "THA"))
    file = SimpleUploadedFile("law.pdf", factory.pdf("a"))

    answer = browser.post(
        "/desk/evidence/new/?as=file",
        {"kind": "legislation", "language": "en", "documents": file, "request_id": str(uuid4())},
    )

    assert answer.status_code == 422
    assert "law.pdf: There is no room left to keep the file." in answer.content.decode()
    assert Evidence.objects.count() == 0
