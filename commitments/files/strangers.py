"""What a file that is not accepted is, in words: first the kinds that matter to people, then what puremagic says."""

from __future__ import annotations

import puremagic
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

_TEXTUAL: tuple[tuple[bytes, str], ...] = (
    (b"#!", gettext_noop("a script")),
    (b"{\\rtf", gettext_noop("a rich text document; please save it as .docx or .odt")),
)
_BINARY: tuple[tuple[bytes, str], ...] = (
    (b"MZ", gettext_noop("a program for Windows")),
    (b"\x7fELF", gettext_noop("a program for Linux")),
    (b"\xcf\xfa\xed\xfe", gettext_noop("a program for macOS")),
    (b"\xce\xfa\xed\xfe", gettext_noop("a program for macOS")),
    (b"\xca\xfe\xba\xbe", gettext_noop("a program")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", gettext_noop("an old office document; please save it as .docx or .xlsx")),
    (b"PK", gettext_noop("an archive")),
    (b"Rar!", gettext_noop("an archive")),
    (b"7z\xbc\xaf\x27\x1c", gettext_noop("an archive")),
    (b"\x1f\x8b", gettext_noop("an archive")),
)


def what_it_is(head: bytes) -> str | None:
    """Its name in words; None when it may be text, or when nobody knows."""
    is_binary = b"\x00" in head or head.startswith(b"\x1f\x8b")
    for signature, words in _TEXTUAL + (_BINARY if is_binary else ()):
        if head.startswith(signature):
            return _(words)
    return _by_puremagic(head) if is_binary else None


def _by_puremagic(head: bytes) -> str | None:
    """Only for bytes that are no text: its signatures for text formats match too much."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return None
    return str(found[0].name) if found and found[0].name else None
