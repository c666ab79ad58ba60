"""What the views share: the record in question, refusals at their fields, the way back."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from commitments.access.guards import SignedInRequest
from commitments.access.refusals import Refused, RefusedInField
from commitments.implementation.models import ImplementationAction
from commitments.implementation.queries import action_for_page
from commitments.implementation.refusals import RulesBroken
from commitments.web.language import reading_language


def own_action(request: SignedInRequest, public_id: UUID) -> ImplementationAction:
    """The action if the person may see it; otherwise it does not exist for him (404)."""
    return get_object_or_404(action_for_page(request.actor, language=reading_language()), public_id=public_id)


def put_at_fields(form: forms.Form, refusal: Refused) -> None:
    """Show a refusal where it belongs: at its fields, or above the form."""
    for name, words in _by_field(refusal).items():
        form.add_error(name if name in form.fields else None, words)


def _by_field(refusal: Refused) -> dict[str, str]:
    """Its sentences by the fields they are about, under no name where it is about the whole."""
    if isinstance(refusal, RulesBroken):
        return refusal.errors
    return {refusal.field if isinstance(refusal, RefusedInField) else "": str(refusal)}


def from_desk(*further: tuple[str, str]) -> list[tuple[str, str]]:
    """The breadcrumbs of a page that is reached from the desk."""
    return [("/desk/", _("My desk")), *further]


def back(request: HttpRequest, default: Any) -> HttpResponseRedirect:
    """Where the form says the person came from, if that is a page of ours."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    # Only a path: what begins otherwise, Django would take for the name of a view.
    return HttpResponseRedirect(wanted) if safe and wanted.startswith("/") else redirect(default)
