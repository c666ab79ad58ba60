"""Files that lie, run, burst or hide, sent by the form: a sentence at the field, the right status, nothing stored."""

import io
import zipfile
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
from tests.files.samples import BOMB, DOCX, PDF, PNG, WITH_MACROS, office

pytestmark = pytest.mark.django_db

NEW, UNPROCESSABLE = "/desk/evidence/new/?as=file", 422
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'
HTML = b"<!doctype html><script>alert(document.cookie)</script>"
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + b"\x00" * 200 + b"This program cannot be run in DOS mode."
ELF = b"\x7fELF\x02\x01\x01" + b"\x00" * 60
SHELL = b"#!/bin/sh\nrm -rf /\n"


def packed(*names: str, size: int = 10) -> bytes:
    """A zip with members of these names."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, b"\x00" * size)
    return stream.getvalue()


REFUSED: dict[str, tuple[str, bytes]] = {
    "a drawing that runs": ("chart.svg", SVG),
    "a drawing under another name": ("chart.png", SVG),
    "a page": ("law.html", HTML),
    "a page as a text": ("law.txt", HTML),
    "a page without an ending": ("law", HTML),
    "a page after many blanks": ("law.txt", b"\n \t" * 5000 + HTML),
    "a page behind a byte order mark": ("law.txt", b"\xef\xbb\xbf" + HTML),
    "a page in sixteen bits": ("law.txt", HTML.decode().encode("utf-16")),
    "a program as a document": ("law.pdf", EXE),
    "a program under its own name": ("setup.exe", EXE),
    "a program of another system": ("law.docx", ELF),
    "a script": ("run.sh", SHELL),
    "nothing": ("law.pdf", b""),
    "a document that bursts": ("law.docx", BOMB),
    "a document with ten thousand parts": ("law.docx", packed("[Content_Types].xml", "word/document.xml", *(f"word/m{n}" for n in range(20_000)))),
    "a document with macros": ("law.docx", WITH_MACROS),
    "a document with macros under their own ending": ("law.docm", WITH_MACROS),
    "a document with a macro spelled otherwise": ("law.docx", office("word/document.xml", WORD__VBAPROJECT_bin=b"macro")),
    "a document cut in half": ("law.docx", DOCX[: len(DOCX) // 2]),
    "a plain archive": ("all.zip", packed("a.txt")),
    "an archive as a document": ("all.docx", packed("a.txt")),
    "an archive that climbs": ("all.docx", packed("../../x")),
    "a picture as a document": ("law.pdf", PNG),
    "two endings": ("law.pdf.exe", PDF),
    "a name written backwards": ("law\u202efdp.exe", PDF),
    "control characters as a text": ("law.txt", b"\x00\x01\x02\x03" * 50),
    "a shortcut": ("law.lnk", b"L\x00\x00\x00\x01\x14\x02\x00"),
    "a page of a help file": ("law.hta", HTML),
    "an old document": ("law.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512),
    "a page and a document in one": ("law.pdf", HTML + PDF),
}  # fmt: skip

ODD_NAMES = (
    "../../x.pdf", "..\\..\\x.pdf", "/etc/passwd.pdf", "C:\\x.pdf", "a/../../b.pdf", "ö" * 300 + ".pdf", "x" * 300 + ".pdf",
    "😀" * 120 + ".pdf", "law\u202e\u202d.pdf", "law\u200b.pdf", "law\r\nSet-Cookie: a=b.pdf", 'law".pdf', "law;.pdf", ".pdf",
    "CON.pdf", "   .pdf", "<script>alert(1)</script>.pdf", "=cmd|' /C calc'!A0.pdf", "-rf.pdf", "a\tb.pdf", "٣.pdf", "law.PDF",
)  # fmt: skip


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
