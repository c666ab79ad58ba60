"""The secretariat's dashboard and matrix, and the records under every figure."""

from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from commitments.access.audience import Audience
from commitments.access.guards import ActedRequest, public, requires
from commitments.access.permissions import Permission
from commitments.access.restricted import Answered, tell_answers
from commitments.access.revalidation import revalidated
from commitments.charts.stacked_bars import StackedBars
from commitments.dashboards import markup
from commitments.dashboards.filters import Filters, form_for
from commitments.dashboards.queries import dashboard as dashboard_read
from commitments.dashboards.queries import matrix as matrix_read
from commitments.dashboards.queries import records as records_read
from commitments.submissions.models import ObligationReport
from commitments.submissions.stages import Stage
from commitments.web.kept import by_arguments
from commitments.web.pagination import page_of
from commitments.web.pieces import piece
from commitments.web.printed import Printed
from commitments.web.rendering import render_page


@requires(Permission.DASHBOARD_READ)
@revalidated()
def dashboard(request: ActedRequest) -> TemplateResponse:
    page = dashboard_read.dashboard_page(request.actor, request.GET)
    context = _filtered(request, page, dashboard_read.ALLOWED)
    cycle = page.filters.cycle.cycle.slug if page.filters.cycle else ""
    group = page.filters.group.code if page.filters.group else ""
    who = urlencode({"cycle": cycle, "group": group, "show": "replied"}) + page.filters.and_as_of
    context |= {
        "query": page.filters.query(cycle=cycle, theme=""),
        "kinds_urls": {
            kind or "all": f"?{page.filters.query(cycle=cycle, replies=kind)}#replies"
            for kind in ("", *dashboard_read.KINDS)
        },
        "states_url": f"{reverse('dashboards:states')}?{who}",
        "parts_head": markup.status_heads(),
        "paragraphs_body": markup.paragraph_rows(page.by_paragraph),
        "themes_chart": _chart(page.figures.of_themes(page.known.themes)),
        "groups_chart": _chart(page.figures.of_groups(page.known.groups)),
        "rates_body": markup.rate_rows(
            tuple((line.group.label, line.group.code, line.rate) for line in page.by_group),
            cycle,
            page.filters.and_as_of,
        ),
        "awaited_body": markup.state_links(tuple(page.awaited), page.filters.as_of_tail),
        "replies_body": [_replies(page.listed, cycle, page.filters.and_as_of)],
    }
    return _render(request, "dashboard", page, context)


def _chart(chart: StackedBars) -> list[SafeString]:
    return [piece("commitments/charts/_chart.html", chart=chart, small_caption=True)]


@by_arguments
def _replies(listed: tuple[dashboard_read.Received, ...], cycle: str, and_as_of: str) -> Printed:
    """The list of replies; days and stages are put into words once each."""
    day, stages = cache(lambda on: date_format(on, "j M Y")), dict(Stage.choices)
    lines = (
        markup.reply_row(
            reply.code, reply.state, cycle, day(timezone.localdate(reply.submitted_at)), str(stages[reply.stage]),
            is_nil=reply.is_nil, is_late=reply.is_late, and_as_of=and_as_of,
        )
        for reply in listed
    )  # fmt: skip
    return Printed("".join(lines))


@requires(Permission.DASHBOARD_READ)
@revalidated()
def matrix(request: ActedRequest) -> TemplateResponse:
    page = matrix_read.matrix_page(request.actor, request.GET)
    context = _filtered(request, page, ("cycle", "instrument"))
    context["breadcrumbs"] = [_to_the_dashboard(page.filters), ("", _("Matrix"))]
    return _render(request, "matrix", page, context)


@public
@revalidated()
def records(request: ActedRequest) -> TemplateResponse:
    return _records(request)


@requires(Permission.DASHBOARD_READ)
@revalidated()
def dashboard_records(request: ActedRequest) -> TemplateResponse:
    return _records(request, under_the_dashboard=True)


def _to_the_dashboard(filters: Filters) -> tuple[str, str]:
    return reverse("dashboards:dashboard") + filters.as_of_tail, _("Dashboard")


def _records(request: ActedRequest, *, under_the_dashboard: bool = False) -> TemplateResponse:
    page = records_read.records_page(request.actor, request.GET)
    context = _filtered(request, page, ("cycle", "instrument", "theme", "group", "paragraph", "status"))
    answers = page_of(request, page.answers)
    found = [(report, page.paragraphs[report.obligation_id]) for report in answers]
    if page.filters.cycle:
        tell_answers(page.filters.cycle.cycle.pk, map(_as_shown, answers))
    context["export_query"] = page.filters.query(cycle=page.filters.cycle.cycle.slug if page.filters.cycle else "")
    above = [_to_the_dashboard(page.filters)] if under_the_dashboard else []
    context |= {"answers": answers, "found": found, "breadcrumbs": [*above, ("", _("Records"))]}
    return _render(request, "records", page, context)


def _as_shown(report: ObligationReport) -> Answered:
    return Answered(report.respondent_id, report.obligation_id, report.shown_to == Audience.PUBLIC)


def _filtered(request: ActedRequest, page: Any, allowed: tuple[str, ...]) -> dict[str, Any]:
    return {
        "page": page,
        "form": form_for(page.filters, page.known, allowed),
        "chips": page.filters.chips(request.path),
        "clear_url": request.path,
    }


def _render(request: ActedRequest, name: str, page: Any, context: dict[str, Any]) -> TemplateResponse:
    status = 404 if page.filters.unknown else 200
    return render_page(request, f"commitments/dashboards/{name}.html", context, partial="panel", status=status)
