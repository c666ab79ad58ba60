"""The lines above a resolution: who adopted it, when, on whose report, and its number and title."""

import re

from django.utils.translation import gettext as _

from commitments.instruments.reading.errors import ReadingError
from commitments.instruments.reading.lines import Line, date_of, written
from commitments.instruments.reading.sections import MARKER, TITLE
from commitments.instruments.reading.values import ReadHeader

ADOPTED = re.compile(r"^Resolutions? adopted by (?:the )?(?P<body>.+?)(?: on (?P<date>\d{1,2} [A-Z][a-z]+ \d{4}))?$")
REPORT = re.compile(r"^\[on the report of (?:the )?(?P<committee>[^(]+?) ?\((?P<report>.+)\)\]$")
NO_COMMITTEE = re.compile(r"^\[without reference to a Main Committee ?\((?P<report>.+)\)\]$")
SESSION = re.compile(r"^(?P<session>\d+)/")


def read_header(header: tuple[Line, ...], title: Line) -> ReadHeader:
    """The header as data. Refuses with ReadingError when nobody is said to have adopted the text."""
    found = TITLE.match(title.text)
    assert found  # noqa: S101 - sections_of chose this line by the same pattern
    session = SESSION.match(found["number"])
    adopted = _adopted(header, title)
    committee, report = _committee(header)
    return ReadHeader(
        body=adopted["body"],
        number=found["number"],
        title=found["title"].rstrip(),
        session=int(session["session"]) if session else None,
        adopted_on=date_of(adopted["date"] or ""),
        committee=committee,
        committee_report=report,
    )


def _adopted(header: tuple[Line, ...], title: Line) -> re.Match[str]:
    for line in written(header):
        if adopted := ADOPTED.match(line.stripped):
            return adopted
        if not MARKER.match(line.stripped):
            break
    raise ReadingError(
        _("A resolution begins with “Resolution adopted by …”; no such line stands above its number."),
        line=title.number,
    )


def _committee(header: tuple[Line, ...]) -> tuple[str, str]:
    for line in written(header):
        if found := REPORT.match(line.stripped):
            return found["committee"], found["report"]
        if found := NO_COMMITTEE.match(line.stripped):
            return "", found["report"]
    return "", ""
