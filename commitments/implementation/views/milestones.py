"""The steps of an action, added, edited, removed and restored from the action's page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.refusals import Refused
from commitments.access.verbs import carry_out
from commitments.implementation import services
from commitments.implementation.forms import MilestoneForm
from commitments.implementation.models import ImplementationAction, Milestone
from commitments.implementation.views.common import from_desk, own_action, put_at_fields
from commitments.web.rendering import UNPROCESSABLE, render_page

TEMPLATE = "commitments/implementation/milestone.html"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ACTION_RECORD)
def add_milestone(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """A further step."""
    action = own_action(request, public_id)

    def save(values: dict[str, Any]) -> None:
        services.add_milestone(action, by=request.actor, now=timezone.now(), **values)

    return _form(request, action, {}, save)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ACTION_RECORD)
def edit_milestone(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Other words or dates."""
    milestone = _own(request, public_id)
    initial = {name: getattr(milestone, name) for name in ("title", "due_on", "reached_on")}

    def save(values: dict[str, Any]) -> None:
        services.edit_milestone(milestone, by=request.actor, now=timezone.now(), **values)

    return _form(request, milestone.action, initial, save)


@require_POST
@requires(Permission.ACTION_RECORD)
def remove_milestone(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take the step away; it stays marked and can be restored."""
    return _mark(request, public_id, services.remove_milestone, _("The step is removed. You can restore it below."))


@require_POST
@requires(Permission.ACTION_RECORD)
def restore_milestone(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Bring the step back."""
    return _mark(request, public_id, services.restore_milestone, _("The step is restored."))


def _own(request: SignedInRequest, public_id: UUID) -> Milestone:
    visible = Milestone.objects.visible_to(request.actor).select_related("action__respondent")
    milestone: Milestone = get_object_or_404(visible, public_id=public_id)
    return milestone


def _mark(request: SignedInRequest, public_id: UUID, verb: Callable[..., None], done: str) -> HttpResponse:
    milestone = _own(request, public_id)
    carry_out(request, verb, milestone, done=done)
    return redirect(milestone.action)


def _form(
    request: SignedInRequest,
    action: ImplementationAction,
    initial: dict[str, Any],
    save: Callable[[dict[str, Any]], None],
) -> HttpResponse:
    form = MilestoneForm(request.POST) if request.method == "POST" else MilestoneForm(initial=initial)
    if form.is_bound and form.is_valid():
        try:
            save(form.values())
        except Refused as refusal:
            put_at_fields(form, refusal)
        else:
            messages.success(request, _("The step is saved."))
            return redirect(action)
    context = {
        "action": action,
        "form": form,
        "breadcrumbs": from_desk((action.get_absolute_url(), action.title), ("", _("Step"))),
    }
    return render_page(request, TEMPLATE, context, status=UNPROCESSABLE if form.is_bound else 200)
