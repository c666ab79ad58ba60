"""Markup built as strings, for what repeats hundreds of times on a page: escaped here, no template loop."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments.dashboards.figures import HATCHES, ParagraphFigure
from commitments.rollups.measures import SHARED, ReplyRate, Segment
from commitments.submissions.status import Status
from commitments.web.kept import by_arguments
from commitments.web.markup import sprite


def icon(status: str, label: str = "") -> SafeString:
    """The shape of a status; with a label it speaks, without one it is decoration."""
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#status-{}"/></svg>', label, sprite(), status
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#status-{}"/></svg>', sprite(), status)


def share_bar(pieces: Iterable[Segment], sentence: str) -> SafeString:
    """A small bar of shares; the sentence is its name and stands in the page for those who cannot see it."""
    drawn = "".join(
        f'<rect class="fill-{p.status.value}" x="{p.start}" width="{p.width}" height="20"/>'
        + (
            f'<rect class="hatch" x="{p.start}" width="{p.width}" height="20" fill="url(#hatch-{p.status.value})"/>'
            if p.status in HATCHES
            else ""
        )
        for p in pieces
        if p.width
    )
    return format_html(
        '<figure class="share-bar small"><svg viewBox="0 0 1000 20" preserveAspectRatio="none" role="img" '
        'aria-label="{}">{}</svg><figcaption class="unseen">{}</figcaption></figure>',
        sentence, mark_safe(drawn), sentence,  # noqa: S308 (numbers and codes of the program)
    )  # fmt: skip


def margin(figure: ParagraphFigure) -> SafeString:
    """What stands beside a paragraph of the text: how it adds up, in one line and a bar."""
    if not figure.counts.received:
        return format_html('<p class="soft">{}</p>', figure.counts.sentence)
    said = ngettext("%(n)d answer", "%(n)d answers", figure.counts.received) % {"n": figure.counts.received}
    bar = share_bar(figure.segments, figure.counts.sentence) if figure.row.is_shared else ""
    return format_html('{}<p><a href="{}">{}</a>{}</p>', bar, figure.url, said, _leading(figure))


def _leading(figure: ParagraphFigure) -> str:
    """The statuses that occur, as numbers, in the order of the scale; never the highest first."""
    said = [f"{piece.count} {str(piece.status.label).lower()}" for piece in figure.segments if piece.count]
    return ": " + "; ".join(said)


def unasked() -> SafeString:
    """Beside a paragraph that asks nothing of States."""
    return format_html('<p class="soft">{}</p>', _("Not asked of States"))


@by_arguments
def status_heads() -> SafeString:
    """A column for each status that has a count."""
    labels = ((status.label,) for status in (*SHARED, Status.NOT_APPLICABLE))
    return format_html_join("", '<th scope="col" class="number">{}</th>', labels)


def paragraph_rows(figures: Iterable[ParagraphFigure]) -> list[SafeString]:
    """The dashboard's table: a bar, the whole, and each status as a number that opens its records."""
    return [figure.drawn("row", _paragraph_row) for figure in figures]


def _paragraph_row(figure: ParagraphFigure) -> SafeString:
    row, counts = figure.row, figure.counts
    bar = share_bar(figure.segments, counts.sentence) if row.is_shared and counts.applicable else ""
    whole = format_html('<a href="{}">{}</a>', figure.url, counts.received) if counts.received else "0"
    numbers = format_html_join(
        "", '<td class="number">{}</td>', ((_number(piece, is_shared=row.is_shared),) for piece in figure.segments)
    )
    return format_html(
        '<tr><th scope="row"><a href="{}" title="{}">{}</a></th><td class="bars">{}</td>'
        '<td class="number">{}</td>{}</tr>',
        row.url, row.label, row.reference, bar, whole, numbers,
    )  # fmt: skip


def _number(piece: Segment, *, is_shared: bool) -> SafeString | str:
    if not piece.count:
        return "–"
    linked = format_html('<a href="{}">{}</a>', piece.url, piece.count)
    if piece.percent is None or not is_shared:
        return linked
    return format_html('{} <span class="soft small">{} %</span>', linked, piece.percent)


@by_arguments
def state_links(states: tuple[tuple[str, str], ...], tail: str = "") -> SafeString:
    """States by name, each a link to its page; `tail` ends each address."""
    rows = ((code, tail, name) for code, name in states)
    return format_html_join(" · ", '<a href="/states/{}/{}">{}</a>', rows)


@by_arguments
def reply_row(
    code: str,
    state: str,
    cycle: str,
    received: str,
    stage: str,
    *,
    is_nil: bool,
    is_late: bool,
    and_as_of: str = "",
) -> SafeString:
    """One reply received: whose, when, where it stands, and what is to be known of it."""
    marks = [_("nil reply")] * is_nil + [_("received after the deadline")] * is_late
    return format_html(
        '<tr><th scope="row"><a href="/states/{}/?cycle={}{}">{}</a></th><td class="nowrap">{}</td><td>{}</td></tr>',
        code, cycle, and_as_of, state, received, " · ".join([stage, *marks]),
    )  # fmt: skip


@by_arguments
def rate_rows(groups: tuple[tuple[str, str, ReplyRate], ...], cycle: str, and_as_of: str = "") -> SafeString:
    """Regional groups by name and code, each with its reply rate, as numbers and as a bar."""
    lines = (
        format_html(
            '<tr><th scope="row">{}</th><td class="number"><a href="/states/?cycle={}&amp;group={}&amp;show=replied{}">'
            '{}</a></td><td class="number">{}</td><td class="number">{}</td><td class="bars rate-bar">'
            '<progress value="{}" max="{}" aria-label="{}"></progress></td></tr>',
            name, cycle, code, and_as_of, rate.replied, rate.asked,
            "–" if rate.fraction.percent is None else f"{rate.fraction.percent} %",
            rate.replied, rate.asked or 1, name,
        )
        for name, code, rate in groups
    )  # fmt: skip
    return mark_safe("".join(lines))  # noqa: S308 (escaped in each line)
