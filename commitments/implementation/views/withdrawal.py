"""Withdrawing, restoring, and the audience of an action."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.verbs import carry_out
from commitments.implementation import services
from commitments.implementation.views.common import own_action
from commitments.implementation.views.records import ask_reason, save_audience

TEMPLATE = "commitments/implementation/withdraw.html"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ACTION_RECORD)
def withdraw(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Withdraw it, with a reason."""
    done = _("The action is withdrawn. You can restore it here.")
    return ask_reason(request, own_action(request, public_id), services.withdraw_action, template=TEMPLATE, done=done)


@require_POST
@requires(Permission.ACTION_RECORD)
def restore(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Bring it back."""
    action = own_action(request, public_id)
    carry_out(request, services.restore_action, action, done=_("The action is restored."))
    return redirect(action)


@require_POST
@requires(Permission.AUDIENCE_SET)
def audience(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Say who may read the action once it is submitted."""
    return save_audience(request, own_action(request, public_id))
