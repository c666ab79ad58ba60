"""The body of the matrix, respondents by paragraphs, as one precomputed string."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from commitments.dashboards.markup import sprite
from commitments.dashboards.rows import ParagraphRow
from commitments.submissions.status import Status


@dataclass(frozen=True)
class MatrixState:
    """One State's line: who it is, whether it replied, and its status on each paragraph the reader may read."""

    code: str
    name: str
    has_replied: bool
    statuses: Mapping[int, str]


def heads(paragraphs: Sequence[ParagraphRow]) -> SafeString:
    """The paragraphs across, each a link to its page."""
    cells = "".join(
        f'<th scope="col"><a href="{escape(row.url)}" title="{escape(row.label)}">{escape(row.reference)}</a></th>'
        for row in paragraphs
    )
    return mark_safe(f'<tr><th scope="col">{escape(_("Member State"))}</th>{cells}</tr>')  # noqa: S308 (escaped above)


def body(states: Sequence[MatrixState], paragraphs: Sequence[ParagraphRow]) -> SafeString:
    """A line for each State; a State that did not reply has one wide empty cell, never an empty status."""
    marks = {status.value: _mark(status) for status in Status}
    silent = f'<td class="silent" colspan="{len(paragraphs)}">{escape(_("No reply received"))}</td>'
    return mark_safe("".join(_line(state, paragraphs, marks, silent) for state in states))  # noqa: S308 (escaped in _line)


def _line(state: MatrixState, paragraphs: Sequence[ParagraphRow], marks: dict[str, str], silent: str) -> str:
    url = f"/states/{escape(state.code)}/"
    name = f'<th scope="row"><a href="{url}">{escape(state.name)}</a></th>'
    if not state.has_replied:
        return f"<tr>{name}{silent}</tr>"
    nothing = marks[Status.NOT_REPORTED.value]
    cells = "".join(
        f'<td><a tabindex="-1" href="{url}#{row.reference}">{marks[state.statuses[row.pk]]}</a></td>'
        if row.pk in state.statuses
        else f"<td>{nothing}</td>"
        for row in paragraphs
    )
    return f"<tr>{name}{cells}</tr>"


def _mark(status: Status) -> str:
    word = escape(str(status.label))
    use = f'<use href="{sprite()}#status-{status.value}"/>'
    return f'<svg class="icon" role="img" aria-label="{word}"><title>{word}</title>{use}</svg>'
