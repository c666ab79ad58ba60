"""Editing an action; two people never overwrite each other: the later one sees both texts and chooses."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.refusals import NotAllowed, Refused
from commitments.history.bases import EditedMeanwhile
from commitments.implementation import services
from commitments.implementation.content import ACTION_FIELDS
from commitments.implementation.forms import ActionForm
from commitments.implementation.forms.action import typed_of
from commitments.implementation.models import ImplementationAction
from commitments.implementation.queries import by_keys, servable
from commitments.implementation.speaking import may_record
from commitments.implementation.views.both import both_texts, go_over
from commitments.implementation.views.common import from_desk, own_action, put_at_fields
from commitments.implementation.views.suggestions import SUGGEST, suggested_for
from commitments.web.language import reading_language
from commitments.web.rendering import CONFLICT, UNPROCESSABLE, render_page

TEMPLATE = "commitments/implementation/edit.html"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ACTION_RECORD)
def edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The form with what is recorded, and what was typed into it written."""
    action = own_action(request, public_id)
    if not may_record(request.actor, action.respondent_id, Permission.ACTION_RECORD):
        messages.error(request, str(NotAllowed()))
        return redirect(action)
    asked = servable(request.actor, action.respondent, reading_language())
    if request.method != "POST":
        return _page(request, action, ActionForm(initial=typed_of(action), asked=asked))
    form = ActionForm(request.POST, asked=asked)
    if SUGGEST in request.POST or not form.is_valid():
        return _page(request, action, form, status=200 if SUGGEST in request.POST else UNPROCESSABLE)
    try:
        services.edit_action(
            action, by=request.actor, now=timezone.now(), content=form.content(),
            expected=form.cleaned_data["version"] or 0,
            obligations=by_keys(action.respondent, form.cleaned_data["obligations"]),
        )  # fmt: skip
    except EditedMeanwhile:
        action = own_action(request, public_id)
        go_over(form, action)
        return _page(request, action, form, status=CONFLICT, both=both_texts(form, action, ACTION_FIELDS))
    except Refused as refusal:
        put_at_fields(form, refusal)
        return _page(request, action, form, status=UNPROCESSABLE)
    messages.success(request, _("The action is saved."))
    return redirect(action)


def _page(
    request: SignedInRequest,
    action: ImplementationAction,
    form: ActionForm,
    *,
    status: int = 200,
    both: list[dict[str, Any]] | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "action": action,
        "respondent": action.respondent,
        "both": both,
        "suggestions": suggested_for(request, action.respondent, form=form),
        "says_errors": status == UNPROCESSABLE,
        "breadcrumbs": from_desk((action.get_absolute_url(), action.title), ("", _("Edit"))),
    }
    return render_page(request, TEMPLATE, context, status=status)
