"""What States sent, for the secretariat: a page, and the list for the Commission as a file."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.assistance import queries
from commitments.assistance.balance import narrowed
from commitments.assistance.compiled import FORMATS
from commitments.assistance.kinds import OFFERS, REQUESTS, kind_or_404
from commitments.assistance.views.common import crumbs
from commitments.auditing.models import Download
from commitments.auditing.services import note_download
from commitments.files.kinds import ACCEPTED
from commitments.files.serving import serve_written
from commitments.web.pagination import page_of
from commitments.web.rendering import render_page

TEMPLATE = "commitments/assistance/received.html"


@require_safe
@requires(Permission.SUBMISSION_READ)
def received(request: SignedInRequest, kind: str) -> HttpResponse:
    """Every paper of this kind that stands, by respondent."""
    found = kind_or_404(kind)
    papers = narrowed(queries.received(found, request.actor), found, request.GET)
    page = page_of(request, papers)
    context = {
        "kind": found,
        "page": page,
        "formats": list(FORMATS),
        "is_narrowed": bool(request.GET.get("region") or request.GET.get("paragraph")),
        "is_assistance": kind in {REQUESTS, OFFERS},
        "breadcrumbs": [*crumbs(found)[:2], ("", str(found.names))],
    }
    return render_page(request, TEMPLATE, context)


@require_safe
@requires(Permission.SUBMISSION_READ)
def compiled(request: SignedInRequest, kind: str, form: str) -> HttpResponseBase:
    """The same as a file; that it was taken is noted."""
    found = kind_or_404(kind)
    if form not in FORMATS:
        raise Http404
    now = timezone.now()
    note_download(Download.Kind.PAPERS, None, by=request.actor, now=now)
    content = FORMATS[form](found, list(queries.received(found, request.actor)), now=now)
    return serve_written(content, name=f"{found.slug}-{now:%Y-%m-%d}.{form}", content_type=ACCEPTED[form].content_type)
