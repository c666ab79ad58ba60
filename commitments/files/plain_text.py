"""Text without a signature: is it text at all, and is it not markup that could run."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

BLOCK = 65_536
_BLANKS = b"\xef\xbb\xbf\xff\xfe \t\r\n\f\x00"
_ALLOWED_CONTROLS = frozenset(b"\t\n\r\f")
_CONTROLS = bytes(code for code in range(32) if code not in _ALLOWED_CONTROLS) + b"\x7f"
_MARKUP = re.compile(
    rb"<\s*(!doctype|!--|\?xml|\?php|%|html|head|body|title|script|style|svg|iframe|img|meta|link|object|embed|form|table|a\s|div|p>|b>)",
    re.IGNORECASE,
)
_UTF16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def first_words(stream: BinaryIO, *, most: int) -> bytes:
    """The first bytes that are not blank: a page can stand behind a screen of blanks."""
    stream.seek(0)
    for block in iter(lambda: stream.read(BLOCK), b""):
        if words := block.lstrip(_BLANKS):
            return (words + stream.read(most))[:most]
    return b""


def looks_like_markup(head: bytes) -> bool:
    """Whether a careless program would read it as a page: markup at its start, or a script anywhere near it."""
    text = _narrow(head).lstrip(_BLANKS)
    return bool(_MARKUP.match(text)) or bool(re.search(rb"<\s*(script|svg|iframe)\b", text, re.IGNORECASE))


def is_plain_text(stream: BinaryIO) -> bool:
    """UTF-8, UTF-16 with its mark, or an older 8-bit alphabet: in none of them is there a control character."""
    stream.seek(0)
    first = stream.read(2)
    stream.seek(0)
    for mark, encoding in _UTF16:
        if first == mark:
            return _decodes(stream, encoding)
    return all(not block.translate(None, _NOT_CONTROLS) for block in iter(lambda: stream.read(BLOCK), b""))


def _decodes(stream: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for block in iter(lambda: stream.read(BLOCK), b""):
            if any(ord(char) < ord(" ") and ord(char) not in _ALLOWED_CONTROLS for char in decoder.decode(block)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _narrow(head: bytes) -> bytes:
    """UTF-16 brought down to one byte a character, so that markup in it is seen too."""
    return head.replace(b"\x00", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")


_NOT_CONTROLS = bytes(code for code in range(256) if code not in _CONTROLS)
