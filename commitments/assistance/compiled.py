"""What States sent, compiled for the Commission: one list of the papers of a kind."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commitments.assistance.kinds import PaperKind
from commitments.assistance.listed import Listed
from commitments.assistance.queries import references
from commitments.sheets.columns import About, Column

LONG, SHORT = 48, 20


def columns_of(kind: PaperKind) -> list[Column]:
    """Who, on which paragraphs, what was said, when it was sent."""
    said = [Column(name, str(label), LONG) for name, label in kind.said.items()]
    return [
        Column("respondent", _("Respondent"), SHORT, identifies=True),
        Column("paragraphs", _("Paragraphs"), SHORT),
        *said,
        Column("sent_on", _("Sent"), SHORT),
    ]


def row_of(kind: PaperKind, paper: Any) -> list[object]:
    """The cells of one paper, in the order of the columns."""
    said = [words_of(paper, name) for name in kind.said]
    return [paper.respondent.short_name, ", ".join(references(paper)), *said, paper.sent_at.date()]


def words_of(paper: Any, name: str) -> Any:
    """A column of a paper as people read it: a choice by its words, the rest as it is."""
    show = getattr(paper, f"get_{name}_display", None)
    return str(show()) if show else getattr(paper, name)


def listed(kind: PaperKind, papers: Sequence[Any], *, now: datetime) -> Listed:
    """The papers as a list, under a heading for each respondent."""
    rows = [row_of(kind, paper) for paper in papers]
    about = about_list(
        str(kind.list_title or kind.names),
        len(rows),
        _("As sent by the respondents themselves; no official record of the United Nations."),
        now=now,
    )
    return Listed(str(kind.names), about, columns_of(kind), rows, group="respondent", entry="title")


def about_list(title: str, entries: int, what: str, *, now: datetime) -> About:
    """What the file of a list says of itself."""
    return About(
        title=title,
        lines=[
            (_("As it stood"), f"{date_format(now, 'j F Y, H:i')} UTC"),
            (_("Entries"), str(entries)),
            (_("What it is"), what),
        ],
        made_at=now,
    )
