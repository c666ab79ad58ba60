"""The body of the matrix, respondents by paragraphs, as printed pieces of some lines each."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from commitments.dashboards.rows import ParagraphRow
from commitments.dashboards.strips import Strip
from commitments.submissions.status import Status
from commitments.web.kept import by_arguments
from commitments.web.printed import Printed

SIGNS = {
    Status.NOT_REPORTED: "r", Status.NO_ACTION_YET: "n", Status.PLANNED: "p", Status.UNDER_WAY: "u",
    Status.SUBSTANTIALLY_IMPLEMENTED: "s", Status.IMPLEMENTED_AND_MAINTAINED: "i", Status.CONSIDERED: "c",
    Status.NOT_APPLICABLE: "x",
}  # fmt: skip
"""The class of each status in a cell: one letter, as there are thousands. The style sheet draws the signs."""

TOGETHER = 16
"""So many lines in one piece: many enough to compress well, few enough to be drawn in a millisecond."""


class MatrixState(NamedTuple):
    """One State's line: who it is, whether it replied, and its status on each paragraph the reader may read."""

    code: str
    name: str
    has_replied: bool
    strip: Strip


@by_arguments
def heads(paragraphs: tuple[ParagraphRow, ...]) -> SafeString:
    """The paragraphs across, each a link to its page."""
    cells = "".join(
        f'<th scope="col"><a href="{escape(row.url)}" title="{escape(row.label)}">{escape(row.reference)}</a></th>'
        for row in paragraphs
    )
    return mark_safe(f'<tr><th scope="col">{escape(_("Member State"))}</th>{cells}</tr>')  # noqa: S308 (escaped above)


def body(states: Sequence[MatrixState], paragraphs: Sequence[ParagraphRow], query: str = "") -> list[Printed]:
    """A line for each State, some together in a piece, so that a change prints few of them anew.

    A State that did not reply has one wide empty cell, never an empty status. `query` is kept by the links.
    """
    across = tuple((row.pk, row.reference) for row in paragraphs)
    return [_lines(tuple(states[begin : begin + TOGETHER]), across, query) for begin in range(0, len(states), TOGETHER)]


@by_arguments
def _lines(states: tuple[MatrixState, ...], across: tuple[tuple[int, str], ...], query: str) -> Printed:
    return Printed("".join(line(state, across, query) for state in states))


@by_arguments
def line(state: MatrixState, across: tuple[tuple[int, str], ...], query: str = "") -> str:
    """One State's line over the paragraphs, each an id and a reference; what may be left open in HTML is.

    A cell holds the word; the style sheet hides it from sight and draws the sign of its class.
    """
    url = f"/states/{escape(state.code)}/" + (f"?{escape(query)}" if query else "")
    name = f'<th scope="row"><a href="{url}">{escape(state.name)}</a></th>'
    if not state.has_replied:
        return f'<tr>{name}<td class="silent" colspan="{len(across)}">{escape(_("No reply received"))}'
    statuses, signs = state.strip.statuses, marks()
    nothing = "<td{}>{}".format(*signs[Status.NOT_REPORTED.value])
    cells = [
        '<td><a tabindex="-1" href="{}#{}"{}>{}</a>'.format(url, escape(reference), *signs[statuses[pk]])
        if pk in statuses
        else nothing
        for pk, reference in across
    ]
    return f"<tr>{name}{''.join(cells)}"


@by_arguments
def marks() -> dict[str, tuple[str, str]]:
    """The class that draws the sign of each status, and the word that it stands for."""
    return {status.value: (f' class="{SIGNS[status]}"', escape(str(status.label))) for status in Status}
