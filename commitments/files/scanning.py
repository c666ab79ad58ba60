"""Malware: where a ClamAV is configured, every file is shown to it before it is kept.

Its daemon is asked over its socket, by the one command that carries the bytes (INSTREAM, clamd's manual), so
that it may stand on another machine and needs no right to read the store. Without `CLAMD` nothing is scanned.
"""

from __future__ import annotations

import socket
import struct
from typing import BinaryIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from commitments.files.refusals import FileRefused

BLOCK = 1 << 16
PATIENCE = 60.0
"""Seconds of silence after which the scanner counts as gone."""
CLEAN, FOUND = "stream: OK", " FOUND"


class MalwareFound(FileRefused):
    """The scanner knows the content as malware; `name` is its word for it."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            _(
                "The check for malware found “%(name)s” in this file. Nothing was kept. Please make the document "
                "anew on a machine that was checked, or send a link to it."
            )
            % {"name": name}
        )


class NotScanned(FileRefused):
    """The scanner gave no answer: what was not checked is not kept."""

    def __init__(self) -> None:
        super().__init__(
            _("The file could not be checked for malware just now. Nothing was kept; please try again in a minute.")
        )


def scan(stream: BinaryIO) -> None:
    """Show the whole content to the scanner, and rewind. Refuses with MalwareFound, or NotScanned without an answer."""
    if not settings.CLAMD:
        return
    stream.seek(0)
    try:
        said = _said_of(stream)
    except OSError as failure:
        raise NotScanned from failure
    finally:
        stream.seek(0)
    if said.endswith(FOUND):
        raise MalwareFound(said.removesuffix(FOUND).partition(": ")[2])
    if said != CLEAN:
        raise NotScanned


def _said_of(stream: BinaryIO) -> str:
    with _connected(settings.CLAMD) as line:
        line.sendall(b"zINSTREAM\0")
        while block := stream.read(BLOCK):
            line.sendall(struct.pack(">I", len(block)) + block)
        line.sendall(struct.pack(">I", 0))
        return _answer(line)


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < BLOCK and (more := line.recv(BLOCK)):
        said += more
    return said.rstrip(b"\0").decode(errors="replace").strip()


def _connected(address: str) -> socket.socket:
    """A line to the daemon: `unix:/path/of/its.socket` or `tcp://host:port`."""
    parts = urlsplit(address)
    if parts.scheme == "unix" and parts.path:
        return _connected_here(parts.path)
    if parts.scheme == "tcp" and parts.hostname and parts.port:
        return socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE)
    raise ImproperlyConfigured("CLAMD must read unix:/path or tcp://host:port.")


def _connected_here(path: str) -> socket.socket:
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(PATIENCE)
    try:
        line.connect(path)
    except OSError:
        line.close()
        raise
    return line
