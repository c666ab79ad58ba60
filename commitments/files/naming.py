"""Names that people gave their files, made harmless: for showing and for saving, never for a path in the store."""

from __future__ import annotations

import re
import unicodedata

MAX_BYTES = 255
NEUTRAL = "file"
_RESERVED_ON_WINDOWS = re.compile(r"^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)
_NOT_IN_NAMES = re.compile(r'[<>:"|?*;%]')
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,8}$")


def safe_name(raw: str) -> str:
    """The last part of the name, without anything that steers a path, a terminal, a header or the reading direction."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", raw))[-1]
    visible = "".join(" " if char.isspace() else char for char in last if _is_visible(char))
    plain = re.sub(r"\s+", " ", _NOT_IN_NAMES.sub("_", visible)).strip(" .")
    if not plain:
        return NEUTRAL
    if _RESERVED_ON_WINDOWS.match(plain):
        plain = f"_{plain}"
    return _cut(plain)


def extension_of(name: str) -> str:
    """The ending in small letters without its dot, or nothing."""
    found = _EXTENSION.search(name)
    return found.group()[1:].lower() if found and found.start() > 0 else ""


def with_extension(name: str, extension: str) -> str:
    """The name with this ending, unless it has it already."""
    if extension_of(name) == extension:
        return name
    return _cut(f"{name}.{extension}")


def ascii_name(name: str) -> str:
    """What is left for programs that read only ASCII; the ending stays."""
    flat = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    stem, extension = _split(safe_name(flat))
    return stem + extension if re.search(r"[A-Za-z0-9]", stem) else NEUTRAL + (extension or _split(name)[1])


def _is_visible(char: str) -> bool:
    """Not a control, format (direction, joiner), surrogate, private or unassigned character; white space counts."""
    return char.isspace() or unicodedata.category(char)[0] != "C"


def _cut(name: str) -> str:
    stem, extension = _split(name)
    room = MAX_BYTES - len(extension.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + extension


def _split(name: str) -> tuple[str, str]:
    found = _EXTENSION.search(name)
    if found is None or found.start() == 0:
        return name, ""
    return name[: found.start()], found.group()
