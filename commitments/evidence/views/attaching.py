"""Attaching evidence to an action and detaching it, from the page of either."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.verbs import carry_out
from commitments.evidence import services
from commitments.evidence.models import Evidence
from commitments.evidence.views.common import own_evidence
from commitments.implementation.models import ImplementationAction
from commitments.implementation.views.common import back, own_action
from commitments.web.parameters import uuid_or_404


@require_POST
@requires(Permission.EVIDENCE_RECORD)
def attach(request: SignedInRequest) -> HttpResponse:
    """`evidence` and `action` name the two."""
    evidence, action = _both(request)
    done = _("The evidence shows this action now.")
    carry_out(request, services.attach_to_action, evidence, done=done, action=action)
    return back(request, action)


@require_POST
@requires(Permission.EVIDENCE_RECORD)
def detach(request: SignedInRequest) -> HttpResponse:
    """Both stay; only the link between them goes."""
    evidence, action = _both(request)
    done = _("The evidence no longer shows this action. Both stay recorded.")
    carry_out(request, services.detach_from_action, evidence, done=done, action=action)
    return back(request, action)


def _both(request: SignedInRequest) -> tuple[Evidence, ImplementationAction]:
    evidence, action = (uuid_or_404(request.POST.get(name, "")) for name in ("evidence", "action"))
    return own_evidence(request, evidence), own_action(request, action)
