"""The body of the matrix, respondents by paragraphs, as one precomputed string."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from commitments.dashboards.markup import sprite
from commitments.dashboards.rows import ParagraphRow
from commitments.submissions.status import Status
from commitments.web.kept import by_arguments


@dataclass(frozen=True)
class MatrixState:
    """One State's line: who it is, whether it replied, and its status on each paragraph the reader may read."""

    code: str
    name: str
    has_replied: bool
    answers: tuple[tuple[int, str], ...]


def heads(paragraphs: Sequence[ParagraphRow]) -> SafeString:
    """The paragraphs across, each a link to its page."""
    cells = "".join(
        f'<th scope="col"><a href="{escape(row.url)}" title="{escape(row.label)}">{escape(row.reference)}</a></th>'
        for row in paragraphs
    )
    return mark_safe(f'<tr><th scope="col">{escape(_("Member State"))}</th>{cells}</tr>')  # noqa: S308 (escaped above)


def body(states: Sequence[MatrixState], paragraphs: Sequence[ParagraphRow], query: str = "") -> SafeString:
    """A line for each State; a State that did not reply has one wide empty cell, never an empty status.

    `query` is kept by the links.
    """
    across = tuple((row.pk, row.reference) for row in paragraphs)
    return mark_safe("".join(line(state, across, query) for state in states))  # noqa: S308 (escaped in line)


@by_arguments
def line(state: MatrixState, across: tuple[tuple[int, str], ...], query: str = "") -> str:
    """One State's line over the paragraphs, each an id and a reference."""
    url = f"/states/{escape(state.code)}/" + (f"?{escape(query)}" if query else "")
    name = f'<th scope="row"><a href="{url}">{escape(state.name)}</a></th>'
    if not state.has_replied:
        return f'<tr>{name}<td class="silent" colspan="{len(across)}">{escape(_("No reply received"))}</td></tr>'
    statuses, signs = dict(state.answers), marks()
    nothing = f"<td>{signs[Status.NOT_REPORTED.value]}</td>"
    cells = "".join(
        f'<td><a tabindex="-1" href="{url}#{reference}">{signs[statuses[pk]]}</a></td>' if pk in statuses else nothing
        for pk, reference in across
    )
    return f"<tr>{name}{cells}</tr>"


@by_arguments
def marks() -> dict[str, str]:
    """The sign of each status, with its word."""
    return {status.value: _mark(status) for status in Status}


def _mark(status: Status) -> str:
    word = escape(str(status.label))
    use = f'<use href="{sprite()}#status-{status.value}"/>'
    return f'<svg class="icon" role="img" aria-label="{word}"><title>{word}</title>{use}</svg>'
