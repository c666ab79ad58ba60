"""Who read what is not for everybody: which answers of which State, on which page; and the same as a file."""

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.auditing import reads as reading
from commitments.auditing.forms import DaysAndPerson
from commitments.auditing.models import Download, PageRead
from commitments.auditing.views.common import Listed, as_file, as_page

LISTED = Listed(
    "reads", "commitments/auditing/reads.html", Download.Kind.READS,
    (_("When (UTC)"), _("Who"), _("Page"), _("Of"), _("Cycle"), _("Paragraphs"), _("Request")),
    reading.lines,
    lambda line: (line.at, line.who, line.page, line.whose, line.cycle, line.paragraphs, line.request),
)  # fmt: skip


@require_safe
@requires(Permission.RECORD_AUDIT)
def reads(request: SignedInRequest) -> HttpResponse:
    """Each reading of answers that not everybody may read, once an hour, newest first; nothing that stands in them."""
    return as_page(request, *_asked(request), LISTED)


@require_safe
@requires(Permission.RECORD_AUDIT)
def reads_file(request: SignedInRequest) -> HttpResponseBase:
    """All that the filters ask for as CSV, or no file where there are too many. It is noted."""
    return as_file(request, *_asked(request), LISTED)


def _asked(request: SignedInRequest) -> "tuple[DaysAndPerson, QuerySet[PageRead] | None]":
    """The filters, and what they ask for; nothing where they are not valid."""
    filters = DaysAndPerson(request.GET.dict(), today=timezone.now().date())
    return filters, reading.reads(request.actor, filters) if filters.is_valid() else None
