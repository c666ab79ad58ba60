"""The list of events without content, filtered and in pages, and the same as a file."""

import io
from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.auditing import queries
from commitments.auditing.forms import EventFilters
from commitments.auditing.models import Download, RecordedEvent
from commitments.auditing.services import note_download
from commitments.auditing.views.common import tabs
from commitments.files.serving import serve_attachment
from commitments.sheets.columns import Column
from commitments.sheets.csv_files import csv_writer
from commitments.web.pagination import page_of
from commitments.web.rendering import UNPROCESSABLE, render_page

TEMPLATE = "commitments/auditing/events.html"
MOST_IN_A_FILE = 100_000
HEADS = (
    gettext_lazy("When (UTC)"), gettext_lazy("Who"), gettext_lazy("Kind of record"),
    (gettext_lazy("Record"), "number"), gettext_lazy("What"),
)  # fmt: skip


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
    found = list(queries.events(filters)[: MOST_IN_A_FILE + 1]) if filters.is_valid() else []
    if not filters.is_valid() or len(found) > MOST_IN_A_FILE:
        words = _("A file holds %(most)d events at most. Please ask for fewer days.") % {"most": MOST_IN_A_FILE}
        messages.error(request, words)
        return redirect(f"{reverse('auditing:events')}?{request.GET.urlencode()}")
    note_download(Download.Kind.EVENTS, None, by=request.actor, now=timezone.now())
    said = filters.cleaned_data
    content = _as_csv(found)
    return serve_attachment(
        io.BytesIO(content), name=f"events-{said['since']}-{said['until']}.csv", content_type="text/csv",
        size=len(content),
    )  # fmt: skip


def _filters(request: SignedInRequest) -> EventFilters:
    return EventFilters(request.GET.dict(), today=timezone.now().date())


def _as_csv(found: Iterable[RecordedEvent]) -> bytes:
    text = io.StringIO(newline="")
    titles = [head if isinstance(head, Promise) else head[0] for head in HEADS]
    writer = csv_writer(text, [Column(str(place), str(title)) for place, title in enumerate(titles)])
    for line in queries.lines(found):
        writer.row((line.at, line.who, line.kind, line.number, line.what))
    return text.getvalue().encode()
