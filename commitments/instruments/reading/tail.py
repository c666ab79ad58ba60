"""The end of the file, where the document system flattened header, footer and page numbers."""

import re
from dataclasses import replace

from commitments.instruments.reading.lines import Line, date_of, written
from commitments.instruments.reading.values import ReadTail

ODS_SYMBOL = re.compile(r"<<ODS DOC SYMBOL\d*>>(?P<symbol>[^<]+)<<")
ODS_JOB = re.compile(r"<<ODS JOB NO>>(?P<job>[^<]+)<<")
ODS_EMPTY = re.compile(r"^(?:\[DU\d+\])?(?:<<ODS [A-Z0-9 ]+>>\s*){2}$")
MASTHEAD = re.compile(r"^United Nations *(?P<rest>\S.*?) *Distr\.: *(?P<distribution>.+)$")
DISTRIBUTED = re.compile(r"^(?P<date>\d{1,2} [A-Z][a-z]+ \d{4})(?: *(?P<session>.+ session))?$")
AGENDA = re.compile(r"^Agenda items? (?P<item>.+)$")
JOB = re.compile(r"^\d{2}-\d{5}(?: *\([A-Z]\))?$")
FURNITURE = re.compile(r"^(?:[_\-–—*]{3,}|\d{1,3}(?:/\d{1,3})?|\[DU\d+\])$")


def read_tail(tail: tuple[Line, ...]) -> ReadTail:
    """The tail as data. Lines that nobody can place are named by number, never dropped in silence."""
    read = _with_ods(ReadTail(), tail)
    agenda_title: list[str] = []
    unread: list[int] = []
    in_agenda = False
    for line in tail:
        words = line.stripped
        if not words:
            in_agenda = False
        elif in_agenda:
            agenda_title.append(words)
        elif placed := _placed(read, words):
            in_agenda = placed.agenda_item != read.agenda_item
            read = placed
        elif not _is_furniture(words, read.symbol):
            unread.append(line.number)
    return replace(read, agenda_item_title="\n".join(agenda_title), unread=tuple(unread))


def _with_ods(read: ReadTail, tail: tuple[Line, ...]) -> ReadTail:
    for line in written(tail):
        if (found := ODS_SYMBOL.search(line.text)) and not read.symbol:
            read = replace(read, symbol=found["symbol"].strip())
        if found := ODS_JOB.search(line.text):
            read = replace(read, ods_job_number=found["job"].strip())
    return read


def _placed(read: ReadTail, words: str) -> ReadTail | None:
    """What was read so far with this line's data, or nothing when the line has none."""
    if found := MASTHEAD.match(words):
        body = found["rest"].removeprefix(read.symbol).strip()
        return replace(read, body=body, distribution=found["distribution"].strip())
    if (found := DISTRIBUTED.match(words)) and date_of(found["date"]):
        return replace(read, distributed_on=date_of(found["date"]), session_words=found["session"] or "")
    if found := AGENDA.match(words):
        return replace(read, agenda_item=found["item"].strip())
    if JOB.match(words):
        return replace(read, job_number=words)
    return None


def _is_furniture(words: str, symbol: str) -> bool:
    ods = ODS_SYMBOL.search(words) or ODS_JOB.search(words) or ODS_EMPTY.match(words)
    return words == symbol or bool(ods) or bool(FURNITURE.match(words))
