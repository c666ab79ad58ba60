"""What a file is, is decided by its content; what could run or lies about itself is refused in a sentence."""

import io

import pytest

from commitments.files.kinds import ACCEPTED, kind_of
from commitments.files.refusals import EmptyFile, NameLies, TypeNotAccepted
from tests.files import samples


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (samples.PDF, "law.pdf", "pdf"),
        (b"\xef\xbb\xbf\n" + samples.PDF, "law.pdf", "pdf"),
        (samples.PNG, "photo.png", "png"),
        (samples.JPEG, "photo.JPG", "jpeg"),
        (samples.WEBP, "photo.webp", "webp"),
        (samples.DOCX, "law.docx", "docx"),
        (samples.XLSX, "figures.xlsx", "xlsx"),
        (samples.PPTX, "talk.pptx", "pptx"),
        (samples.ODT, "law.odt", "odt"),
        (samples.ODS, "figures.ods", "ods"),
        (samples.TEXT, "note.txt", "txt"),
        (samples.TEXT, "note", "txt"),
        ("Anmerkung für später".encode("latin-1"), "note.txt", "txt"),
        ("قانون".encode("utf-16"), "note.txt", "txt"),
        (samples.CSV, "figures.csv", "csv"),
        (b"5 < 6 and b > a", "note.txt", "txt"),
    ],
)
def test_an_accepted_file_is_recognized_by_its_content(content: bytes, name: str, code: str) -> None:
    assert kind_of(io.BytesIO(content), name=name) is ACCEPTED[code]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<!DOCTYPE html><script>alert(1)</script>", "could run"),
        (b"  \xef\xbb\xbf<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "could run"),
        (b"<?xml version='1.0'?><x/>", "could run"),
        ("<html>".encode("utf-16"), "could run"),
        (b"a harmless line\n<script>alert(1)</script>", "could run"),
        (b"#!/bin/sh\nrm -rf /\n", "a script"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "a program for Windows"),
        (b"\x7fELF\x02\x01\x01\x00", "a program for Linux"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "an old office document"),
        (b"{\\rtf1\\ansi hello}", "a rich text document"),
        (samples.archive(readme=b"x"), "Archives (zip)"),
        (samples.WITH_MACROS, "macros"),
        (samples.office("xl/workbook.xml", xl__macrosheets__sheet1_bin=b"old"), "macros"),
        (samples.archive(content_xml=b"<x/>", Object__Basic__Module_xml=b"nested"), "macros"),
        (samples.BOMB, "unpacks"),
        (samples.DOCX[:-30], "not accepted"),
        (b"\x00\x01\x02\x03", "Accepted"),
        (b"text with a bell \x07", "Accepted"),
    ],
)
def test_content_that_is_not_accepted_is_refused_with_its_reason(content: bytes, words: str) -> None:
    with pytest.raises(TypeNotAccepted, match=words.replace("(", r"\(").replace(")", r"\)")):
        kind_of(io.BytesIO(content), name="evidence")


@pytest.mark.parametrize(
    ("content", "name"),
    [(samples.PNG, "law.pdf"), (samples.PDF, "law.docx"), (samples.TEXT, "run.exe"), (samples.TEXT, "page.html")],
)
def test_a_name_that_lies_about_the_content_is_refused(content: bytes, name: str) -> None:
    with pytest.raises(NameLies, match="but the content is"):
        kind_of(io.BytesIO(content), name=name)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(EmptyFile, match="empty"):
        kind_of(io.BytesIO(b""), name="law.pdf")


def test_the_stream_is_at_its_start_again_afterwards() -> None:
    stream = io.BytesIO(samples.PDF)

    kind_of(stream, name="law.pdf")

    assert stream.tell() == 0
