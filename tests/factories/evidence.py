"""Files, links and papers, for tests."""

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from commitments.access.actor import Actor
from commitments.evidence.models import Evidence
from commitments.evidence.rules import EvidenceContent
from commitments.evidence.services import Request, previews, record_file, record_link
from commitments.files.previewing.maker import Leaf, Made
from commitments.respondents.models import Respondent
from tests.factories.access import actor
from tests.factories.implementation import NOON

PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"


def pdf(words: str = "") -> bytes:
    """A small file that is a PDF by its content; other words make other bytes."""
    return PDF + f"% {words}\n".encode()


def request_of(code: str = "THA", *, by: Actor | None = None, **fields: Any) -> Request:
    """Who records for whom."""
    respondent = Respondent.objects.get(code=code)
    return Request(respondent=respondent, by=by or actor("focal_point", code), now=NOON, **fields)


def file(
    code: str = "THA", *, by: Actor | None = None, words: str = "", name: str = "law.pdf", **fields: Any
) -> Evidence:
    """A PDF recorded for the State."""
    stream = io.BytesIO(pdf(words))
    return record_file(request_of(code, by=by), content=EvidenceContent(**fields), stream=stream, name=name)


def link(code: str = "THA", *, by: Actor | None = None, **fields: Any) -> Evidence:
    """A link recorded for the State."""
    values = {"title": "The law on the web", "url": "https://www.example.org/law", **fields}
    return record_link(request_of(code, by=by), content=EvidenceContent(**values))


def text(code: str = "THA", *, by: Actor | None = None, words: str = "Law No. 12", **fields: Any) -> Evidence:
    """A plain text recorded for the State."""
    stream = io.BytesIO(words.encode())
    return record_file(request_of(code, by=by), content=EvidenceContent(**fields), stream=stream, name="law.txt")


@contextmanager
def drawn_by_hand(stream: Any, code: str) -> Iterator[Made]:
    """What another process would make, without one: an image of one page, or the words."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "leaf"
        path.write_bytes(stream.read() if code == "txt" else b"RIFF\x24\x00\x00\x00WEBPVP8 ")
        yield Made([Leaf(path, "words.txt") if code == "txt" else Leaf(path, "1.webp", 10, 20)], 1)


def make_previews() -> int:
    """Make all that wait, by hand."""
    return previews.make_waiting(now=lambda: NOON, maker=drawn_by_hand)
