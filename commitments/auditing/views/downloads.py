"""What left the site that not everybody may read: which kind of file, of which State, to whom and when."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.auditing.models import Download
from commitments.auditing.views.common import tabs
from commitments.web.pagination import page_of
from commitments.web.rendering import render_page

TEMPLATE = "commitments/auditing/downloads.html"
HEADS = (_("When (UTC)"), _("Who"), _("What"), _("Of"), _("Identifier"), _("Request"))


@require_safe
@requires(Permission.RECORD_AUDIT)
def downloads(request: SignedInRequest) -> HttpResponse:
    """Each file that was given to somebody, newest first."""
    found = Download.objects.visible_to(request.actor).named().order_by("-taken_at", "-pk")
    context = {"tabs": tabs(request), "heads": HEADS, "page": page_of(request, found)}
    return render_page(request, TEMPLATE, context)
