"""Letting an action serve one more paragraph, or one fewer: buttons on other pages post here."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.refusals import Refused
from commitments.access.verbs import carry_out
from commitments.implementation import services
from commitments.implementation.queries import by_keys
from commitments.implementation.views.common import back, own_action


@require_POST
@requires(Permission.ACTION_RECORD)
def link(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """`obligation` names one or several as `A-RES-60-177/D17`."""
    action = own_action(request, public_id)
    obligations = by_keys(action.respondent, request.POST.getlist("obligation"))
    if not obligations:
        raise Http404
    done = _("The action serves this paragraph now.")
    carry_out(request, services.link_obligations, action, done=done, obligations=obligations)
    return back(request, action)


@require_POST
@requires(Permission.ACTION_RECORD)
def unlink(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The action serves the paragraph no longer; the action stays."""
    action = own_action(request, public_id)
    for obligation in by_keys(action.respondent, request.POST.getlist("obligation")):
        try:
            services.unlink_obligation(action, obligation=obligation, by=request.actor, now=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
            break
    else:
        messages.success(request, _("The action no longer serves this paragraph. The action itself stays."))
    return back(request, action)
