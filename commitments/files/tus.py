"""The face of uploads on the line: a small, strict part of the tus protocol 1.0 (create, ask, append, give up).

A capability's view guards, fetches its upload with `visible_to`, calls one of these and returns the response.
"""

from __future__ import annotations

import base64
import binascii
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from commitments.files import uploads
from commitments.files.models import Upload
from commitments.files.part_file import Busy, TooMany
from commitments.files.refusals import EmptyFile, FileRefused, NoRoom, StorageFailed, TooLarge

VERSION = "1.0.0"
_MOST_DIGITS = 15
OFFSET_TYPE = "application/offset+octet-stream"
_STATUS: Mapping[type[FileRefused], int] = {
    uploads.WrongOffset: 409,
    Busy: 423,
    TooLarge: 413,
    TooMany: 413,
    EmptyFile: 422,
    uploads.UploadGone: 410,
    uploads.NotSignedIn: 403,
    uploads.TooManyUnfinished: 429,
    NoRoom: 507,
    StorageFailed: 503,
}


class BadUploadRequest(FileRefused):
    """The request does not say what the protocol asks for."""


@dataclass(frozen=True)
class Announced:
    """What a creating request says of the file to come."""

    name: str
    size: int
    request_id: uuid.UUID | None


def announced(request: HttpRequest) -> Announced:
    """The file's name and size from the headers. Refuses with BadUploadRequest."""
    words = _metadata(request.headers.get("Upload-Metadata", ""))
    asked = words.get("request_id", "")
    try:
        request_id = uuid.UUID(asked) if asked else None
    except ValueError as wrong:
        raise BadUploadRequest(_("The request of this upload is not readable.")) from wrong
    return Announced(words.get("filename", ""), _number(request, "Upload-Length"), request_id)


def created(upload: Upload, *, location: str) -> HttpResponse:
    """Created: where to send the bytes, and how many are there already."""
    response = _answer(201)
    response["Location"] = location
    response["Upload-Offset"] = str(uploads.offset_of(upload))
    return response


def asked(upload: Upload) -> HttpResponse:
    """The answer to HEAD: how much has come, of how much."""
    try:
        response = _answer(200)
        response["Upload-Offset"] = str(uploads.offset_of(upload))
    except FileRefused as refusal:
        return refused(refusal)
    response["Upload-Length"] = str(upload.size)
    return response


def appended(request: HttpRequest, upload: Upload, *, now: datetime) -> HttpResponse:
    """The answer to PATCH: the bytes are kept from the offset that the request names, or the right offset is said."""
    try:
        if request.content_type != OFFSET_TYPE:
            raise BadUploadRequest(_("The bytes must come as %(type)s.") % {"type": OFFSET_TYPE})
        offset = uploads.append(upload, offset=_number(request, "Upload-Offset"), stream=request, now=now)
    except FileRefused as refusal:
        return refused(refusal)
    response = _answer(204)
    response["Upload-Offset"] = str(offset)
    return response


def refused(refusal: FileRefused) -> HttpResponse:
    """The refusal as a status and one sentence; 422 for a file that is not accepted, 400 for a broken request."""
    status = 400 if isinstance(refusal, BadUploadRequest) else _STATUS.get(type(refusal), 422)
    response = _answer(status, str(refusal))
    if isinstance(refusal, uploads.WrongOffset):
        response["Upload-Offset"] = str(refusal.offset)
    return response


def _answer(status: int, text: str = "") -> HttpResponse:
    response = HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    response["Tus-Resumable"] = VERSION
    response["Cache-Control"] = "no-store"
    return response


def _number(request: HttpRequest, header: str) -> int:
    value = request.headers.get(header, "")
    if not (value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS):
        raise BadUploadRequest(_("The header %(header)s must be a whole number.") % {"header": header})
    return int(value)


def _metadata(header: str) -> dict[str, str]:
    """The pairs `key base64` of the protocol; what cannot be read is refused."""
    words = {}
    for pair in filter(None, (part.strip() for part in header.split(","))):
        key, _space, value = pair.partition(" ")
        try:
            words[key] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError, ValueError) as wrong:
            raise BadUploadRequest(_("The description of the upload is not readable.")) from wrong
    return words
