"""The queue of replies, and one paragraph across all States."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.review.queries import Queue, Tab, paragraph_page, queue_of
from commitments.review.queries.cycles import cycle_named, cycles, paragraphs_of
from commitments.review.views.places import way_past_queue
from commitments.submissions.models import ReportingCycle
from commitments.web.language import reading_language
from commitments.web.rendering import render_page

QUEUE = "commitments/review/queue.html"
PARAGRAPH = "commitments/review/paragraph.html"


@require_safe
@requires(Permission.SUBMISSION_READ)
def queue(request: SignedInRequest) -> HttpResponse:
    """What is new, what changed, what waits for whom and how long."""
    cycle = cycle_named(request.GET.get("cycle", ""))
    if cycle is None:
        return render_page(request, QUEUE, {"queue": None, "breadcrumbs": _way()})
    found = queue_of(cycle, request.actor, now=timezone.now())
    chosen = request.GET.get("waits", "")
    chosen = chosen if chosen in Tab.values else ""
    paragraphs = paragraphs_of(cycle, reading_language())
    references = {one.pk: one.reference for one in paragraphs}
    rows = [(row, [references[pk] for pk in references if pk in row.changed]) for row in found.of(chosen)]
    context = {
        "queue": found, "cycle": cycle, "cycles": cycles(), "rows": rows, "tabs": _tabs(found, chosen),
        "paragraphs": paragraphs, "breadcrumbs": _way(),
    }  # fmt: skip
    return render_page(request, QUEUE, context)


@require_safe
@requires(Permission.SUBMISSION_READ)
def paragraph(request: SignedInRequest, cycle: str, instrument: str, reference: str) -> HttpResponse:
    """What each State said on one paragraph."""
    found = get_object_or_404(ReportingCycle, slug=cycle)
    page = paragraph_page(found, instrument, reference, request.actor, language=reading_language(), now=timezone.now())
    context = {"page": page, "cycle": found, "breadcrumbs": way_past_queue(found, ("", page.obligation.reference))}
    return render_page(request, PARAGRAPH, context)


def _tabs(found: Queue, chosen: str) -> list[dict[str, object]]:
    """All replies, then each reason to be in the queue with how many stand under it."""
    here = f"?cycle={found.cycle.slug}"
    every = {"url": here, "label": _("All"), "count": len(found.rows), "current": not chosen}
    return [every, *(
        {"url": f"{here}&waits={tab}", "label": tab.label, "count": found.counts[tab], "current": tab == chosen}
        for tab in Tab
    )]  # fmt: skip


def _way() -> list[tuple[str, str]]:
    return [("/", _("Overview")), ("", _("Replies to read"))]
