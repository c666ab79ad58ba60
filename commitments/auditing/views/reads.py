"""Who read what is not for everybody: which answers of which State, on which page; and the same as a file."""

from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.auditing import reads as reading
from commitments.auditing.forms import DaysAndPerson
from commitments.auditing.models import Download
from commitments.auditing.views.common import Listed, as_file, tabs
from commitments.web.pagination import page_of
from commitments.web.rendering import UNPROCESSABLE, render_page

TEMPLATE = "commitments/auditing/reads.html"
HEADS = (_("When (UTC)"), _("Who"), _("Page"), _("Of"), _("Cycle"), _("Paragraphs"), _("Request"))


@require_safe
@requires(Permission.RECORD_AUDIT)
def reads(request: SignedInRequest) -> HttpResponse:
    """Each reading of answers that not everybody may read, once an hour, newest first; nothing that stands in them."""
    filters = _filters(request)
    context = {"tabs": tabs(request), "form": filters, "heads": HEADS, "page": None}
    if not filters.is_valid():
        return render_page(request, TEMPLATE, context, status=UNPROCESSABLE)
    page = page_of(request, reading.reads(request.actor, filters))
    context |= {"page": page, "lines": reading.lines(page), "query": request.GET.urlencode()}
    return render_page(request, TEMPLATE, context)


@require_safe
@requires(Permission.RECORD_AUDIT)
def reads_file(request: SignedInRequest) -> HttpResponseBase:
    """All that the filters ask for as CSV, or no file where there are too many. It is noted."""
    filters = _filters(request)
    found = reading.reads(request.actor, filters) if filters.is_valid() else None
    return as_file(request, filters, found, Listed("reads", Download.Kind.READS, HEADS, _cells))


def _cells(found: list[object]) -> list[tuple[object, ...]]:
    return [
        (line.at, line.who, line.page, line.whose, line.cycle, line.paragraphs, line.request)
        for line in reading.lines(found)
    ]


def _filters(request: SignedInRequest) -> DaysAndPerson:
    return DaysAndPerson(request.GET.dict(), today=timezone.now().date())
