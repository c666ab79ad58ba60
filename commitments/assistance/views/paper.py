"""One paper: what it says, sending it, withdrawing it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commitments.access.guards import SignedInRequest, requires, signed_in
from commitments.access.permissions import Permission
from commitments.access.refusals import Refused
from commitments.access.verbs import carry_out
from commitments.assistance import queries, services
from commitments.assistance.compiled import words_of
from commitments.assistance.forms import SendForm
from commitments.assistance.kinds import REQUESTS, PaperKind
from commitments.assistance.services.sending import lacking_in
from commitments.assistance.views.common import seen_paper, way_to_paper
from commitments.history.bases import EditedMeanwhile
from commitments.implementation.forms import WithdrawForm
from commitments.web.rendering import UNPROCESSABLE, render_page

PAPER, SEND = "commitments/assistance/paper.html", "commitments/assistance/send.html"
WITHDRAW = "commitments/assistance/withdraw.html"


@require_safe
@signed_in
def paper(request: SignedInRequest, kind: str, public_id: UUID) -> HttpResponse:
    """All that it says; for whoever may not see it, it does not exist (404)."""
    found, read = seen_paper(request, kind, public_id)
    pairings = queries.pairings_of(read, request.actor) if found.slug == REQUESTS else []
    return _page(request, PAPER, found, read, is_request=found.slug == REQUESTS, pairings=pairings)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PAPER_SEND)
def send(request: SignedInRequest, kind: str, public_id: UUID) -> HttpResponse:
    """The whole paper and where it goes; sent from there, the secretariat has it."""
    found, read = seen_paper(request, kind, public_id)
    if request.method != "POST":
        return _page(request, SEND, found, read)
    try:
        services.send_paper(read, by=request.actor, now=timezone.now(), expected=SendForm(request.POST).expected())
    except (Refused, EditedMeanwhile) as refusal:
        messages.error(request, str(refusal))
        return _page(request, SEND, *seen_paper(request, kind, public_id), status=UNPROCESSABLE)
    messages.success(request, _("It is sent. The secretariat has it."))
    return redirect("assistance:paper", kind=kind, public_id=public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PAPER_DRAFT)
def withdraw(request: SignedInRequest, kind: str, public_id: UUID) -> HttpResponse:
    """Ask for the reason, then withdraw it."""
    found, read = seen_paper(request, kind, public_id)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = _("It is withdrawn. You can restore it here.")
        carry_out(request, services.withdraw_paper, read, done=done, reason=form.cleaned_data["reason"])
        return redirect("assistance:paper", kind=kind, public_id=public_id)
    return _page(request, WITHDRAW, found, read, form=form, status=UNPROCESSABLE if form.is_bound else 200)


@require_POST
@requires(Permission.PAPER_DRAFT)
def restore(request: SignedInRequest, kind: str, public_id: UUID) -> HttpResponse:
    """Bring it back."""
    _kind, read = seen_paper(request, kind, public_id)
    carry_out(request, services.restore_paper, read, done=_("It is restored."))
    return redirect("assistance:paper", kind=kind, public_id=public_id)


def _page(
    request: SignedInRequest, template: str, kind: PaperKind, read: Any, *, status: int = 200, **beside: Any
) -> HttpResponse:
    own = request.actor.own_respondents_with
    context = {
        "kind": kind,
        "paper": read,
        "facts": [(label, words_of(read, name)) for name, label in kind.said.items() if name != "language"],
        "lacking": [] if read.is_sent else lacking_in(read),
        "may_pair": request.actor.may(Permission.ASSISTANCE_PAIR),
        "may_draft": read.respondent_id in own(Permission.PAPER_DRAFT),
        "may_send": read.respondent_id in own(Permission.PAPER_SEND),
        "breadcrumbs": way_to_paper(kind, ("", read.title)),
        **beside,
    }
    return render_page(request, template, context, status=status)
