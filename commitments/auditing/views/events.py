"""The list of events without content, filtered and in pages, and the same as a file."""

from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.auditing import queries
from commitments.auditing.forms import EventFilters
from commitments.auditing.models import Download, RecordedEvent
from commitments.auditing.views.common import Listed, as_file, tabs
from commitments.web.pagination import page_of
from commitments.web.rendering import UNPROCESSABLE, render_page

TEMPLATE = "commitments/auditing/events.html"
HEADS = (_("When (UTC)"), _("Who"), _("Kind of record"), (_("Record"), "number"), _("What"))


@require_safe
@requires(Permission.RECORD_AUDIT)
def events(request: SignedInRequest) -> HttpResponse:
    """Who did what, when and in which role, to which kind of record; nothing that stands in it."""
    filters = _filters(request)
    context = {"tabs": tabs(request), "form": filters, "heads": HEADS, "page": None}
    if not filters.is_valid():
        return render_page(request, TEMPLATE, context, status=UNPROCESSABLE)
    page = page_of(request, queries.events(filters))
    context |= {"page": page, "lines": queries.lines(page), "query": request.GET.urlencode()}
    return render_page(request, TEMPLATE, context)


@require_safe
@requires(Permission.RECORD_AUDIT)
def events_file(request: SignedInRequest) -> HttpResponseBase:
    """All that the filters ask for as CSV, never a part of it: of too many events there is no file. It is noted."""
    filters = _filters(request)
    found = queries.events(filters) if filters.is_valid() else None
    return as_file(request, filters, found, Listed("events", Download.Kind.EVENTS, HEADS, _cells))


def _cells(found: list[RecordedEvent]) -> list[tuple[object, ...]]:
    return [(line.at, line.who, line.kind, line.number, line.what) for line in queries.lines(found)]


def _filters(request: SignedInRequest) -> EventFilters:
    return EventFilters(request.GET.dict(), today=timezone.now().date())
