"""The kinds of file that are accepted, as a table, and how each is recognized by its content alone."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.files.naming import extension_of
from commitments.files.office import office_kind
from commitments.files.plain_text import first_words, is_plain_text, looks_like_markup
from commitments.files.refusals import EmptyFile, NameLies, TypeNotAccepted
from commitments.files.strangers import what_it_is

HEAD = 8192


@dataclass(frozen=True)
class FileKind:
    """One accepted kind; its first ending is given to files that have none."""

    code: str
    content_type: str
    extensions: tuple[str, ...]
    label: str | Promise


_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
# A plain zip is not here on purpose: what is in it could not be shown, checked or counted file by file.
ACCEPTED: dict[str, FileKind] = {
    kind.code: kind
    for kind in (
        FileKind("pdf", "application/pdf", ("pdf",), gettext_lazy("PDF document")),
        FileKind("docx", f"{_OPEN_XML}wordprocessingml.document", ("docx",), gettext_lazy("Word document")),
        FileKind("xlsx", f"{_OPEN_XML}spreadsheetml.sheet", ("xlsx",), gettext_lazy("Excel workbook")),
        FileKind("pptx", f"{_OPEN_XML}presentationml.presentation", ("pptx",), gettext_lazy("PowerPoint presentation")),
        FileKind("odt", f"{_OPEN_DOCUMENT}text", ("odt",), gettext_lazy("OpenDocument text")),
        FileKind("ods", f"{_OPEN_DOCUMENT}spreadsheet", ("ods",), gettext_lazy("OpenDocument spreadsheet")),
        FileKind("png", "image/png", ("png",), gettext_lazy("PNG image")),
        FileKind("jpeg", "image/jpeg", ("jpg", "jpeg"), gettext_lazy("JPEG image")),
        FileKind("webp", "image/webp", ("webp",), gettext_lazy("WebP image")),
        FileKind("txt", "text/plain", ("txt",), gettext_lazy("plain text")),
        FileKind("csv", "text/csv", ("csv",), gettext_lazy("CSV table")),
    )
}
CODES = {kind.content_type: kind.code for kind in ACCEPTED.values()}
CONTENT_TYPES = frozenset(CODES)
EXTENSIONS = tuple(f".{extension}" for kind in ACCEPTED.values() for extension in kind.extensions)


def kind_of(stream: BinaryIO, *, name: str) -> FileKind:
    """The kind by content. Refuses with EmptyFile, TypeNotAccepted or NameLies; reads from the start, rewinds after."""
    kind = _by_content(stream, extension_of(name))
    extension = extension_of(name)
    if extension and extension not in kind.extensions:
        raise NameLies(
            _("The name ends in “.%(extension)s”, but the content is: %(kind)s. Please give it its own ending.")
            % {"extension": extension, "kind": kind.label}
        )
    return kind


def _by_content(stream: BinaryIO, extension: str) -> FileKind:
    stream.seek(0)
    head = stream.read(HEAD)
    if not head:
        raise EmptyFile
    try:
        for code, matches in _SIGNATURES:
            if matches(head):
                return ACCEPTED[code]
        if zipfile.is_zipfile(stream) and head.startswith(b"PK\x03\x04"):
            return ACCEPTED[office_kind(stream)]
        return _text_kind(stream, head, extension)
    finally:
        stream.seek(0)


def _text_kind(stream: BinaryIO, head: bytes, extension: str) -> FileKind:
    if looks_like_markup(head) or looks_like_markup(first_words(stream, most=HEAD)):
        raise TypeNotAccepted(_("Web pages, drawings and scripts (HTML, SVG, XML) are not accepted: they could run."))
    stranger = what_it_is(head)
    if stranger is not None or not is_plain_text(stream):
        raise TypeNotAccepted(_not_accepted(stranger))
    return ACCEPTED["csv" if extension == "csv" else "txt"]


def _not_accepted(stranger: str | None) -> str:
    accepted = ", ".join(extension.lstrip(".") for extension in EXTENSIONS)
    if stranger is None:
        return _("The content of this file is not of an accepted type. Accepted: %(list)s.") % {"list": accepted}
    return _("Files of this type are not accepted: %(type)s. Accepted: %(list)s.") % {
        "type": stranger,
        "list": accepted,
    }


_SIGNATURES: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("pdf", lambda head: head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t ").startswith(b"%PDF-")),
    ("png", lambda head: head.startswith(b"\x89PNG\r\n\x1a\n")),
    ("jpeg", lambda head: head.startswith(b"\xff\xd8\xff")),
    ("webp", lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP"),
)
