"""Files that lie, run, burst or hide, sent by the form: a sentence at the field, the right status, nothing stored."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as configured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commitments.evidence.models import Evidence, EvidenceBlob
from commitments.evidence.rules import MOST_FILES
from commitments.files.naming import safe_name
from tests.factories.access import person
from tests.faults.hostile_files import EXE, HTML, ODD_NAMES, REFUSED
from tests.files.samples import PDF

pytestmark = pytest.mark.django_db

NEW, UNPROCESSABLE = "/desk/evidence/new/?as=file", 422


@pytest.fixture
def client(tmp_path: Path, settings: Any) -> Client:
    """A focal point, with files in a folder of the test's own."""
    settings.MEDIA_ROOT = str(tmp_path)
    client = Client()
    client.force_login(person("focal_point", "THA"))
    return client


def send(client: Client, *files: tuple[str, bytes], **typed: str) -> Any:
    """The form with these files."""
    documents = [SimpleUploadedFile("x", content) for _, content in files]
    for document, (name, _) in zip(documents, files, strict=True):
        document._name = name  # type: ignore[attr-defined]  # the client would tidy the name
    return client.post(
        NEW, {"kind": "legislation", "language": "en", "request_id": str(uuid4()), "documents": documents, **typed}
    )


def kept() -> list[str]:
    """What lies in the store."""
    return [str(path) for path in Path(configured.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.mark.parametrize("what", REFUSED)
def test_file_that_could_do_harm_is_refused_with_a_sentence_and_not_kept(client, what):
    name, content = REFUSED[what]

    answer = send(client, (name, content))

    page = answer.content.decode()
    assert answer.status_code == UNPROCESSABLE
    assert Evidence.objects.count() == EvidenceBlob.objects.count() == 0
    assert kept() == []
    assert "Traceback" not in page
    assert (
        "field-error" in page
        or "errorlist" in page
        or 'class="error' in page
        or "aria-invalid" in page
        or "error-summary" in page
    )


@pytest.mark.parametrize("name", ODD_NAMES, ids=ascii)
def test_good_file_under_an_odd_name_is_kept_under_a_harmless_one(client, name):
    answer = send(client, (name, PDF + name.encode()))

    assert answer.status_code in (302, UNPROCESSABLE)
    for recorded in Evidence.objects.all():
        assert recorded.file_name == safe_name(recorded.file_name)
        assert len(recorded.file_name.encode()) <= 255
        file = client.get(f"/evidence/{recorded.public_id}/file")
        assert file.status_code == 200
        assert file["Content-Disposition"].startswith("attachment; ")
        assert "\n" not in file["Content-Disposition"]
        assert b"".join(file.streaming_content).startswith(b"%PDF")
        for close in file._resource_closers:
            close()
    assert all(Path(path).resolve().is_relative_to(Path(configured.MEDIA_ROOT).resolve()) for path in kept())


def test_one_good_file_among_bad_ones_is_kept_and_each_bad_one_named(client):
    answer = send(client, ("law.pdf", PDF), ("run.exe", EXE), ("page.html", HTML))

    page = answer.content.decode()
    assert answer.status_code == UNPROCESSABLE
    assert Evidence.objects.count() == 1
    assert "run.exe" in page
    assert "page.html" in page


def test_more_files_than_are_taken_at_a_time_are_named_and_not_kept(client):
    many = [(f"law-{n}.pdf", PDF + str(n).encode()) for n in range(MOST_FILES + 5)]

    answer = send(client, *many)

    assert answer.status_code == UNPROCESSABLE
    assert Evidence.objects.count() <= MOST_FILES


def test_form_without_any_file_says_so(client):
    answer = client.post(NEW, {"kind": "legislation", "language": "en", "request_id": str(uuid4())})

    assert answer.status_code == UNPROCESSABLE
    assert Evidence.objects.count() == 0


def test_words_in_place_of_a_file_are_refused(client):
    answer = client.post(NEW, {"kind": "legislation", "language": "en", "request_id": "x", "documents": "law.pdf"})

    assert answer.status_code == UNPROCESSABLE
    assert kept() == []
