"""What repeats on the desk as markup built of strings: one entry for each paragraph, and where an answer stands.

The same as `components/_item.html`, `_status.html`, `_completeness.html` and `_tag.html` give; a test compares.
"""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments.submissions.models import ObligationReport, ReportingCycle
from commitments.submissions.queries import Row
from commitments.submissions.status import Completeness, Status
from commitments.web.kept import by_arguments
from commitments.web.markup import marked

MOMENT = "j F Y, H:i"


def entries(rows: Iterable[Row]) -> SafeString:
    """The list of paragraphs: what is asked, what was done last, how far the answer is."""
    return format_html_join("", "<li>{}</li>", ((_entry(row),) for row in rows))


def cycle_links(code: str, cycles: Iterable[ReportingCycle]) -> SafeString:
    """A list of the respondent's pages in these cycles: as many as ever asked it."""
    return format_html_join("", "{}", ((_cycle_link(code, cycle.slug, cycle.name),) for cycle in cycles))


@by_arguments
def _cycle_link(code: str, slug: str, name: str) -> SafeString:
    return format_html('<li><a href="{}">{}</a></li>', reverse("submissions:versions", args=[code, slug]), name)


def where_it_stands(row: Row, *, saved_by: str) -> SafeString:
    """Above an answer: how far it is, and who changed it last."""
    optional = format_html('<span class="tag">{}</span>', _("Optional")) if row.is_optional else ""
    last = format_html('<span class="small soft">{}</span>', last_change(row, saved_by)) if row.report else ""
    return format_html("{}{}{}", _completeness(row.completeness), optional, last)


def last_change(row: Row, saved_by: str) -> str:
    """When the answer was saved last, and by whom."""
    return _("Last change %(when)s UTC · %(who)s") % {"when": _moment(row.report.saved_at), "who": saved_by}  # type: ignore[union-attr]


def age_of(report: ObligationReport | None) -> str:
    """How old an answer is that was carried over, and how often somebody called it still true; else nothing."""
    if report is None or report.said_in is None:
        return ""
    carried = ngettext("carried over once", "carried over %(n)s times", report.times_carried)
    confirmed = ngettext("confirmed once", "confirmed %(n)s times", report.times_confirmed)
    told = (carried % {"n": report.times_carried}, confirmed % {"n": report.times_confirmed})
    never = _("never confirmed")
    return _("First said in %(cycle)s, %(carried)s, %(confirmed)s") % {
        "cycle": report.said_in.name, "carried": told[0], "confirmed": told[1] if report.times_confirmed else never,
    }  # fmt: skip


def _entry(row: Row) -> SafeString:
    return format_html(
        '<div class="item">{}<p class="small soft">{}</p><div class="end">{}</div></div>',
        _title(row.url, row.obligation.reference, row.obligation.label), _about(row),
        _end(row.status, row.completeness),
    )  # fmt: skip


@by_arguments
def _title(url: str, reference: str, label: str) -> SafeString:
    return format_html(
        '<h3 class="title"><bdi class="reference">{}</bdi> <span class="name"><a href="{}">{}</a></span></h3>',
        reference, url, label,
    )  # fmt: skip


def _about(row: Row) -> str:
    meta = last_change(row, str(row.report.saved_by or "")) if row.report else _("Nothing yet")
    if age := age_of(row.report):
        meta = f"{meta} · {age}"
    if row.is_optional:
        meta = _("Optional · %(meta)s") % {"meta": meta}
    if row.actions:
        served = ngettext("%(n)s action", "%(n)s actions", row.actions) % {"n": row.actions}
        meta = _("%(meta)s · %(served)s") % {"meta": meta, "served": served}
    return meta


@by_arguments
def _end(status: str, completeness: Completeness) -> SafeString:
    said = "" if status == Status.NOT_REPORTED else marked("status", f"status-{status}", str(Status(status).label))
    return format_html("{}{}", said, _completeness(completeness))


@by_arguments
def _completeness(completeness: Completeness) -> SafeString:
    return marked("badge", f"completeness-{completeness.value}", str(completeness.label))


@by_arguments
def _moment(at: datetime) -> str:
    return date_format(localtime(at), MOMENT)
