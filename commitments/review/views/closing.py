"""Closing a reply by two persons, and reopening it: each button does one thing."""

from collections.abc import Callable
from uuid import UUID

from django.forms import Form
from django.http import HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.verbs import carry_out
from commitments.review import services
from commitments.review.forms import ProposalForm, ReasonForm
from commitments.review.views.places import reply_at, url_of


@require_POST
@requires(Permission.REPLY_REVIEW)
def propose(request: SignedInRequest, public_id: UUID) -> HttpResponseBase:
    """Say that it can be closed."""
    done = _("The closing is proposed. A second person decides.")
    return _done(request, public_id, services.propose, done, ProposalForm(request.POST, prefix="close"))


@require_POST
@requires(Permission.REPLY_REVIEW)
def withdraw(request: SignedInRequest, public_id: UUID) -> HttpResponseBase:
    """Take the own proposal back."""
    return _done(request, public_id, services.withdraw, _("The proposal was taken back."))


@require_POST
@requires(Permission.CLOSING_APPROVE)
def close(request: SignedInRequest, public_id: UUID) -> HttpResponseBase:
    """Close it, as the second person."""
    return _done(request, public_id, services.approve, _("The reply is closed."))


@require_POST
@requires(Permission.CLOSING_APPROVE)
def decline(request: SignedInRequest, public_id: UUID) -> HttpResponseBase:
    """Leave it open, with a reason."""
    done = _("The reply stays open. Who proposed the closing reads why.")
    return _done(request, public_id, services.decline, done, ReasonForm(request.POST))


@require_POST
@requires(Permission.REPLY_REVIEW)
def reopen(request: SignedInRequest, public_id: UUID) -> HttpResponseBase:
    """Read it again, with a reason."""
    return _done(request, public_id, services.reopen, _("The reply is being read again."), ReasonForm(request.POST))


def _done(
    request: SignedInRequest, public_id: UUID, verb: Callable[..., object], done: str, form: Form | None = None
) -> HttpResponseBase:
    found = reply_at(request.actor, public_id)
    said = {} if form is None else {"reason": form.cleaned_data["reason"] if form.is_valid() else ""}
    carry_out(request, verb, found, done=done, **said)
    return HttpResponseRedirect(url_of(found))
