"""The seals over the history, and what came of verifying them last."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.auditing.models import Verification
from commitments.auditing.views.common import tabs
from commitments.history.models import Seal
from commitments.web.pagination import page_of
from commitments.web.rendering import render_page

TEMPLATE = "commitments/auditing/seals.html"
HEADS = (_("Day"), (_("Seal"), "number"), (_("Events"), "number"), _("Digest"), _("Key"), _("Sealed"))


@require_safe
@requires(Permission.RECORD_AUDIT)
def seals(request: SignedInRequest) -> HttpResponse:
    """Every seal, newest first, under the last verification."""
    context = {
        "tabs": tabs(request),
        "heads": HEADS,
        "verification": Verification.objects.last(),
        "page": page_of(request, Seal.objects.order_by("-number")),
    }
    return render_page(request, TEMPLATE, context)
