"""How a file leaves: always as an attachment, never able to run in the reader's session."""

from __future__ import annotations

import io
from typing import IO
from urllib.parse import quote

from django.http import FileResponse

from commitments.files.kinds import CONTENT_TYPES
from commitments.files.naming import ascii_name, safe_name

OPAQUE = "application/octet-stream"
_ALSO_OURS = frozenset(("application/json", "application/x-ndjson"))
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
}


def serve_attachment(
    stream: IO[bytes], *, name: str, content_type: str, size: int | None = None, sha256: str = ""
) -> FileResponse:
    """The stream as a download under a harmless name; the caller has checked that this person may have it."""
    shown = safe_name(name)
    response = FileResponse(stream, content_type=_harmless(content_type))
    response["Content-Disposition"] = content_disposition(shown)
    for header, value in _HEADERS.items():
        response[header] = value
    if size is not None:
        response["Content-Length"] = str(size)
    if sha256:
        response["ETag"] = f'"{sha256}"'
    return response


def serve_written(content: bytes, *, name: str, content_type: str) -> FileResponse:
    """What was written for this answer alone, and stands nowhere, as such a download."""
    return serve_attachment(io.BytesIO(content), name=name, content_type=content_type, size=len(content))


def serve_preview(stream: IO[bytes], *, content_type: str, size: int, sha256: str) -> FileResponse:
    """An image that the program made itself, to be shown in a page: in the same sandbox, under no name of anybody's."""
    response = serve_attachment(stream, name="preview", content_type=content_type, size=size, sha256=sha256)
    response["Content-Disposition"] = "inline"
    return response


def content_disposition(name: str) -> str:
    """Both forms: plain letters for old programs, the whole name for the others (RFC 6266)."""
    return f"attachment; filename=\"{ascii_name(name)}\"; filename*=UTF-8''{quote(name, safe='')}"


def _harmless(content_type: str) -> str:
    """Only types of the table are named; a browser gets anything else as bytes without a meaning."""
    plain = content_type.partition(";")[0].strip().lower()
    return plain if plain in CONTENT_TYPES | _ALSO_OURS else OPAQUE
