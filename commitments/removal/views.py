"""The pages of lawful removal: asking, the list, one request with the second person's word."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.refusals import Refused
from commitments.access.verbs import carry_out
from commitments.history.models import RemovedContent
from commitments.removal import services
from commitments.removal.forms import AskForm, DeclineForm
from commitments.removal.models import Removal
from commitments.removal.places import Kind
from commitments.removal.queries import Subject, removals_for, subject_for
from commitments.removal.services import Wish, may_decide
from commitments.web.pagination import page_of
from commitments.web.rendering import UNPROCESSABLE, render_page

LIST = "commitments/removal/removals.html"
ONE = "commitments/removal/removal.html"
ASK = "commitments/removal/ask.html"
HEADS = (
    gettext_lazy("Asked on"), gettext_lazy("State"), gettext_lazy("Record"), gettext_lazy("Reason"),
    gettext_lazy("What came of it"),
)  # fmt: skip
MOST_DIGITS = 18


@require_safe
@requires(Permission.REMOVALS_READ)
def removals(request: SignedInRequest) -> HttpResponse:
    """Every request that the person may see: those that wait first, then the register."""
    found = removals_for(request.actor)
    context = {
        "heads": HEADS, "waiting": list(found.waiting()),  # type: ignore[attr-defined]
        "page": page_of(request, found.filter(~Q(outcome=""))),
    }  # fmt: skip
    return render_page(request, LIST, context)


@require_safe
@requires(Permission.REMOVALS_READ)
def removal(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """One request: what, why, by whom; for the second person the two buttons."""
    return _page(request, _visible(request, public_id), DeclineForm())


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CONTENT_REMOVE)
def ask(request: SignedInRequest, kind: str, public_id: UUID) -> HttpResponse:
    """Ask for content of a record to be removed."""
    cited = request.GET.get("cited", "")
    is_number = cited.isascii() and cited.isdigit() and len(cited) <= MOST_DIGITS
    subject = subject_for(request.actor, kind, public_id, cited=int(cited) if is_number else None)
    form = AskForm(request.POST or None, kind=subject.kind)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.ask(_wish(subject, form), by=request.actor, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The removal waits for a second person: %s.") % made.decider_words)
            return redirect(made)
    context = {
        "form": form, "subject": subject, "kind_words": Kind(subject.kind).label,
        "breadcrumbs": [("/removals/", _("Removals")), ("", _("Ask"))],
    }  # fmt: skip
    return render_page(request, ASK, context, status=UNPROCESSABLE if form.is_bound else 200)


@require_POST
@requires(Permission.CONTENT_REMOVE)
def confirm(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The second person's yes: the content goes."""
    found = _visible(request, public_id)
    carry_out(request, services.confirm, found, done=_("The content is removed."))
    return redirect(found)


@require_POST
@requires(Permission.CONTENT_REMOVE)
def decline(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The second person's no, with the reason: everything stays."""
    found, form = _visible(request, public_id), DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    carry_out(
        request, services.decline, found, done=_("The removal is declined. Everything stays."),
        reason=form.cleaned_data["reason"],
    )  # fmt: skip
    return redirect(found)


def _wish(subject: Subject, form: AskForm) -> Wish:
    return Wish(
        kind=subject.kind, record_id=subject.record_id, respondent_id=subject.respondent_id,
        stands_in=subject.stands_in, **form.wish(),
    )  # fmt: skip


def _visible(request: SignedInRequest, public_id: UUID) -> Removal:
    return get_object_or_404(removals_for(request.actor), public_id=public_id)


def _page(request: SignedInRequest, found: Removal, form: DeclineForm) -> HttpResponse:
    context: dict[str, Any] = {
        "removal": found, "form": form, "may_decide": may_decide(found, request.actor),
        "breadcrumbs": [("/removals/", _("Removals")), ("", found.respondent.short_name)],
        "taken": RemovedContent.objects.filter(removal_id=found.pk).count() if request.actor.is_auditor else None,
    }  # fmt: skip
    return render_page(request, ONE, context, status=UNPROCESSABLE if form.is_bound else 200)
