"""Withdrawing, restoring, and the audience of an action."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.refusals import Refused
from commitments.implementation import services
from commitments.implementation.forms import AudienceForm, WithdrawForm
from commitments.implementation.views.common import UNPROCESSABLE, own_action, say_first_error
from commitments.web.rendering import render_page


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ACTION_RECORD)
def withdraw(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Ask for the reason; then withdraw and return to the action, where it can be restored at once."""
    action = own_action(request, public_id)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw_action(action, by=request.actor, now=timezone.now(), reason=form.cleaned_data["reason"])
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The action is withdrawn. You can restore it here."))
        return redirect(action)
    context = {
        "action": action,
        "form": form,
        "breadcrumbs": [("/desk/", _("My desk")), (action.get_absolute_url(), action.title), ("", _("Withdraw"))],
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render_page(request, "commitments/implementation/withdraw.html", context, status=status)


@require_POST
@requires(Permission.ACTION_RECORD)
def restore(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Bring it back."""
    action = own_action(request, public_id)
    try:
        services.restore_action(action, by=request.actor, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The action is restored."))
    return redirect(action)


@require_POST
@requires(Permission.AUDIENCE_SET)
def audience(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Say who may read the action once it is submitted."""
    action = own_action(request, public_id)
    form = AudienceForm(request.POST)
    if not form.is_valid():
        say_first_error(request, form)
        return redirect(action)
    try:
        services.set_audience(action, by=request.actor, now=timezone.now(), audience=form.chosen())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The audience is saved."))
    return redirect(action)
