"""Where an adopted text begins and ends: header, resolution, annex, footnotes, tail."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commitments.instruments.reading.errors import ReadingError
from commitments.instruments.reading.lines import Line, numbered_lines

MARKER = re.compile(r"^\[DU\d+\]$")
TITLE = re.compile(r"^(?P<number>(?:[A-Z]+-)?\d+/\d+(?: [A-Z])?)\.[ \t]+(?P<title>\S.*)$")
MEETING = re.compile(r"^(?P<meeting>\d+)(?:st|nd|rd|th) (?:\(resumed\) )?plenary meeting$")
ANNEX = re.compile(r"^Annex(?: (?P<which>[IVX]+|\d+))?$")
FOOTNOTE = re.compile(r"^(?P<number>\d{1,3}) (?P<text>\S.*)$")
TAIL = re.compile(r"<<ODS|^\[DU\d+\]|^_{5,}\s*$")


@dataclass(frozen=True)
class Sections:
    """The lines of a source, shared out."""

    header: tuple[Line, ...]
    title: Line
    resolution: tuple[Line, ...]
    meeting: tuple[Line, ...]
    annex: tuple[Line, ...]
    footnotes: tuple[Line, ...]
    tail: tuple[Line, ...]


def sections_of(text: str) -> Sections:
    """The parts of the source. Refuses with ReadingError a text that has not the shape of a resolution."""
    lines = numbered_lines(text)
    title = _title(lines)
    rest = lines[title + 1 :]
    end = _first(rest, lambda line: bool(TAIL.search(line.text)))
    body, tail = rest[:end], rest[end:]
    notes = _start_of_footnotes(body)
    body, footnotes = body[:notes], body[notes:]
    resolution, meeting, annex = _divided(body)
    return Sections(lines[:title], lines[title], resolution, meeting, annex, footnotes, tail)


def _title(lines: tuple[Line, ...]) -> int:
    for index, line in enumerate(lines[:200]):
        if TITLE.match(line.text):
            return index
    raise ReadingError(
        _("This is not the text of a resolution: no line at its beginning gives a number and a title "
          "(such as “60/1. Title”).")
    )  # fmt: skip


def _divided(body: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Line, ...], tuple[Line, ...]]:
    """Resolution, the lines that date it, annex."""
    annexes = [index for index, line in enumerate(body) if ANNEX.match(line.text.rstrip())]
    if len(annexes) > 1:
        raise ReadingError(_("A second annex begins here; one annex can be read."), line=body[annexes[1]].number)
    start = annexes[0] if annexes else len(body)
    before = body[:start]
    meeting = _first(before, lambda line: bool(MEETING.match(line.stripped)))
    return before[:meeting], before[meeting:], body[start + 1 :]


def _start_of_footnotes(body: tuple[Line, ...]) -> int:
    """Where the footnotes stand: the last unbroken run of lines that count from one."""
    starts = [index for index, line in enumerate(body) if line.text.startswith("1 ")]
    for start in reversed(starts):
        if not any(line.is_indented for line in body[start:]):
            return start
    return len(body)


def _first(lines: tuple[Line, ...], wanted: Callable[[Line], bool]) -> int:
    for index, line in enumerate(lines):
        if wanted(line):
            return index
    return len(lines)
