"""Markup as it is sent: its bytes, compressed once however often it is sent, so that a page is a row of such pieces.

Compressed pieces follow each other as blocks of one gzip file. What is one person's is never compressed, and so
never together with what an address put on the page; the header is of random length, as Django's own.
"""

import secrets
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.utils.cache import patch_vary_headers

LEVEL, RAW = 3, -15
"""A third of the time of Django's level for a sixth more bytes; the heaviest page stays under 40 kB."""
LONGEST_STORED = 0xFFFF
HEADER, END = b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\xff", b"\x03\x00"


class Printed:
    """A piece of a page; what is `personal` is sent as it is."""

    def __init__(self, words: str | bytes, *, personal: bool = False) -> None:
        self.plain = words if isinstance(words, bytes) else words.encode()
        self.personal = personal

    def __len__(self) -> int:
        """What it weighs where it is kept."""
        return len(self.plain)

    @cached_property
    def blocks(self) -> bytes:
        """The piece as blocks of a compressed file, none of them the last."""
        if self.personal:
            return b"".join(_stored(self.plain))
        writer = zlib.compressobj(LEVEL, zlib.DEFLATED, RAW)
        return writer.compress(self.plain) + writer.flush(zlib.Z_SYNC_FLUSH)


def _stored(plain: bytes) -> Iterator[bytes]:
    for begin in range(0, len(plain), LONGEST_STORED):
        part = plain[begin : begin + LONGEST_STORED]
        yield b"\x00" + struct.pack("<HH", len(part), len(part) ^ LONGEST_STORED) + part


class PrintedResponse(HttpResponse):
    """A page as pieces: joined only for whoever takes no compressed pages. `context_data` is what it was made of."""

    context_data: dict[str, Any] | None = None

    def __init__(self, pieces: Iterable[Printed], *, status: int, headers: Mapping[str, str]) -> None:
        super().__init__(status=status, headers=dict(headers))
        self.pieces = tuple(pieces)
        self.headers["Content-Length"] = str(sum(map(len, self.pieces)))

    @property
    def content(self) -> bytes:
        """The whole page."""
        return b"".join(piece.plain for piece in self.pieces)

    @content.setter
    def content(self, value: object) -> None:
        self.pieces = (Printed(value if isinstance(value, bytes) else str(value)),)

    def __iter__(self) -> Iterator[bytes]:
        return iter([self.content])

    def compressed(self) -> bytes:
        """The page as one gzip file."""
        crc = size = 0
        for piece in self.pieces:
            crc, size = zlib.crc32(piece.plain, crc), size + len(piece)
        name = secrets.token_hex(secrets.randbelow(GZipMiddleware.max_random_bytes // 2)).encode()
        ends = struct.pack("<II", crc, size & 0xFFFFFFFF)
        return b"".join([HEADER, name, b"\x00", *(piece.blocks for piece in self.pieces), END, ends])


class CompressionMiddleware(GZipMiddleware):
    """Compresses every answer as Django does, and takes a page of pieces as it was compressed before."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:  # type: ignore[override]
        """The answer, compressed where the reader takes that."""
        if not isinstance(response, PrintedResponse) or response.has_header("Content-Encoding"):
            return super().process_response(request, response)  # type: ignore[return-value]
        patch_vary_headers(response, ("Accept-Encoding",))
        if not re_accepts_gzip.search(request.headers.get("Accept-Encoding", "")):
            return response
        response.content = response.compressed()
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.content))
        return response
