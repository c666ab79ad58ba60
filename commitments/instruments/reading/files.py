"""From a file to its characters: refused before reading when it is too large, and when it is no text."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from commitments.instruments.reading.errors import ReadingError

LARGEST = 4 * 1024 * 1024
ENCODING = "utf-8"


@dataclass(frozen=True)
class TextFile:
    """The name and the characters of a file."""

    name: str
    text: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode(ENCODING)).hexdigest()


def open_text(path: Path) -> TextFile:
    """The characters of a file. Refuses with ReadingError what is missing, too large, or not text."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise ReadingError(_too_large(path.name, size))
        content = path.read_bytes()
    except OSError as fault:
        reason = _("%(name)s cannot be read: %(fault)s.") % {"name": path.name, "fault": fault.strerror}
        raise ReadingError(reason) from fault
    return TextFile(name=path.name[:200], text=decoded(content, name=path.name))


def decoded(content: bytes, *, name: str) -> str:
    """The bytes as text with plain line ends. Refuses with ReadingError what is empty or not UTF-8."""
    if not content.strip():
        raise ReadingError(_("%(name)s is empty.") % {"name": name})
    if len(content) > LARGEST:
        raise ReadingError(_too_large(name, len(content)))
    if b"\0" in content:
        raise ReadingError(_("%(name)s is not a text file: it holds binary data.") % {"name": name})
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise ReadingError(_("%(name)s is not UTF-8 text; save it as UTF-8.") % {"name": name}, line=line) from fault
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _too_large(name: str, size: int) -> str:
    return _("%(name)s has %(size)s bytes; an adopted text has at most %(largest)s.") % {
        "name": name,
        "size": f"{size:,}",
        "largest": f"{LARGEST:,}",
    }
