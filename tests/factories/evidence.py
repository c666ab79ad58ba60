"""Files, links and papers, for tests."""

import io
from typing import Any

from commitments.access.actor import Actor
from commitments.evidence.models import Evidence
from commitments.evidence.rules import EvidenceContent
from commitments.evidence.services import Request, record_file, record_link
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
