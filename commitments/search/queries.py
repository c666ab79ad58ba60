"""What is found, kind by kind, each from what the person may see, each with an excerpt; one query for all."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commitments.access.restricted import Answered, tell_answers
from commitments.implementation.kinds import ActionKind
from commitments.respondents.models import RespondentKind
from commitments.search.sql import MOST
from commitments.search.words import Piece, excerpt
from commitments.web.kept import by_arguments

SEARCH = "SELECT * FROM search_everything(%s)"


@dataclass(frozen=True)
class Found:
    """One thing found: what it is called, where it is, and the words around the hit."""

    title: str
    url: str
    reference: str = ""
    pieces: tuple[Piece, ...] = ()
    meta: str = ""


@dataclass(frozen=True)
class Section:
    """All of one kind that was found; `more` says that the list was cut."""

    key: str
    label: str | Promise
    found: tuple[Found, ...]
    more: bool


class Row(NamedTuple):
    """One row of the function; what is empty has no meaning for its kind."""

    section: str
    title: str
    reference: str
    slug: str
    code: str
    body: str
    about: str
    restricted: str = ""


def search(query: str) -> list[Section]:
    """Everything the acting person may see that has the words, in the order of the text; nothing for no words."""
    if not query:
        return []
    rows: dict[str, list[Row]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(SEARCH, [query])
        for row in cursor.fetchall():
            rows[row[0]].append(Row(*row))
    _tell(row for found in rows.values() for row in found[:MOST] if row.restricted)
    return [
        Section(key, label, tuple(shown(row, query) for row in rows[key][:MOST]), more=len(rows[key]) > MOST)
        for key, label, shown in SECTIONS
        if key in rows
    ]


def _tell(rows: Iterable[Row]) -> None:
    """Answers that not everybody may read are on the page."""
    for cycle_id, whose, on in {tuple(json.loads(row.restricted)) for row in rows}:
        tell_answers(cycle_id, [Answered(whose, on, is_everybodys=False)])


@by_arguments
def _address(route: str, *names: str) -> str:
    return reverse(route, args=names)


def _text_url(row: Row) -> str:
    if row.reference:
        return _address("dashboards:paragraph", row.slug, row.reference)
    return _address("dashboards:text", row.slug)


def _answer_url(row: Row) -> str:
    return _address("dashboards:state", row.code) + f"#{row.reference}"


def _paragraph(row: Row, query: str) -> Found:
    title = _("Paragraph %(number)s") % {"number": row.title} if row.title else _("Preambular paragraph")
    return Found(str(title), _text_url(row), row.reference, tuple(excerpt(row.body, query)), row.about)


def _obligation(row: Row, query: str) -> Found:
    return Found(row.title, _text_url(row), row.reference, tuple(excerpt(row.body, query)), row.about)


def _state(row: Row, _query: str) -> Found:
    return Found(row.title, _address("dashboards:state", row.code), meta=str(RespondentKind(row.about).label))


def _treaty(row: Row, _query: str) -> Found:
    return Found(row.title, _address("treaties:treaty", row.code))


def _own_action(row: Row, query: str) -> Found:
    url = reverse("evidence:action", kwargs={"public_id": row.code})
    return Found(row.title, url, pieces=tuple(excerpt(row.body, query)), meta=str(ActionKind(row.about).label))


def _reported(row: Row, query: str) -> Found:
    return Found(row.title, _answer_url(row), row.reference, tuple(excerpt(row.body, query)), row.about)


SECTIONS: tuple[tuple[str, str | Promise, Callable[[Row, str], Found]], ...] = (
    ("obligations", _("Commitments and requests"), _obligation),
    ("texts", _("Texts"), _paragraph),
    ("states", _("States and other respondents"), _state),
    ("treaties", _("Treaties"), _treaty),
    ("own_actions", _("Actions of your State"), _own_action),
    ("reported_actions", _("Reported actions"), _reported),
    ("answers", _("Reported answers"), _reported),
)
