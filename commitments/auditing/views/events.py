"""The list of events without content, filtered and in pages, and the same as a file."""

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.auditing import queries
from commitments.auditing.forms import EventFilters
from commitments.auditing.models import Download, RecordedEvent
from commitments.auditing.views.common import Listed, as_file, as_page

LISTED = Listed(
    "events", "commitments/auditing/events.html", Download.Kind.EVENTS,
    (_("When (UTC)"), _("Who"), _("Kind of record"), (_("Record"), "number"), _("What")),
    queries.lines, lambda line: (line.at, line.who, line.kind, line.number, line.what),
)  # fmt: skip


@require_safe
@requires(Permission.RECORD_AUDIT)
def events(request: SignedInRequest) -> HttpResponse:
    """Who did what, when and in which role, to which kind of record; nothing that stands in it."""
    return as_page(request, *_asked(request), LISTED)


@require_safe
@requires(Permission.RECORD_AUDIT)
def events_file(request: SignedInRequest) -> HttpResponseBase:
    """All that the filters ask for as CSV, never a part of it: of too many events there is no file. It is noted."""
    return as_file(request, *_asked(request), LISTED)


def _asked(request: SignedInRequest) -> "tuple[EventFilters, QuerySet[RecordedEvent] | None]":
    """The filters, and what they ask for; nothing where they are not valid."""
    filters = EventFilters(request.GET.dict(), today=timezone.now().date())
    return filters, queries.events(filters) if filters.is_valid() else None
