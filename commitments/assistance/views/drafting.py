"""Writing a paper: a new one, and a draft that is changed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.refusals import Refused
from commitments.assistance import services
from commitments.assistance.forms import PaperForm, typed_of
from commitments.assistance.kinds import PARAGRAPHS, PaperKind, kind_or_404
from commitments.assistance.views.common import seen_paper, way_to_paper
from commitments.history.bases import EditedMeanwhile
from commitments.implementation.queries import asked_with_labels, by_keys
from commitments.implementation.speaking import speaking_for
from commitments.implementation.views.common import put_at_fields
from commitments.respondents.models import Respondent
from commitments.web.language import reading_language
from commitments.web.rendering import CONFLICT, UNPROCESSABLE, render_page

TEMPLATE = "commitments/assistance/new.html"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PAPER_DRAFT)
def new(request: SignedInRequest, kind: str) -> HttpResponse:
    """The empty form, and what was typed into it kept as a draft."""
    found, respondent = kind_or_404(kind), speaking_for(request, Permission.PAPER_DRAFT).respondent
    form = _form(request, found, respondent, {"language": get_language()})
    if form.is_valid():
        try:
            made = services.draft_paper(
                found, respondent, by=request.actor, now=timezone.now(), content=form.content(),
                obligations=by_keys(respondent, form.cleaned_data[PARAGRAPHS]),
                request_id=form.cleaned_data["request_id"],
            )  # fmt: skip
        except Refused as refusal:
            put_at_fields(form, refusal)
        else:
            messages.success(request, _("The draft is kept. Nobody outside your State sees it before it is sent."))
            return redirect("assistance:paper", kind=kind, public_id=made.public_id)
    return _page(request, found, form, respondent)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PAPER_DRAFT)
def edit(request: SignedInRequest, kind: str, public_id: UUID) -> HttpResponse:
    """The form with what the draft holds, and what was typed into it written."""
    found, paper = seen_paper(request, kind, public_id)
    form = _form(request, found, paper.respondent, typed_of(found, paper))
    status = UNPROCESSABLE
    if form.is_valid():
        try:
            services.edit_paper(
                paper, by=request.actor, now=timezone.now(), content=form.content(),
                obligations=by_keys(paper.respondent, form.cleaned_data[PARAGRAPHS]),
                expected=form.cleaned_data["version"] or 0,
            )  # fmt: skip
        except EditedMeanwhile as refusal:
            form.add_error(None, str(refusal))
            status = CONFLICT
        except Refused as refusal:
            put_at_fields(form, refusal)
        else:
            messages.success(request, _("The draft is saved."))
            return redirect("assistance:paper", kind=kind, public_id=public_id)
    return _page(request, found, form, paper.respondent, status=status)


def _form(request: SignedInRequest, kind: PaperKind, respondent: Respondent, initial: dict[str, Any]) -> PaperForm:
    asked = asked_with_labels(respondent, reading_language())
    if request.method == "POST":
        return PaperForm(request.POST, kind=kind, asked=asked)
    return PaperForm(initial=initial, kind=kind, asked=asked)


def _page(
    request: SignedInRequest, kind: PaperKind, form: PaperForm, respondent: Respondent, *, status: int = UNPROCESSABLE
) -> HttpResponse:
    context = {
        "kind": kind,
        "form": form,
        "respondent": respondent,
        "says_errors": form.is_bound,
        "breadcrumbs": way_to_paper(kind, ("", _("Write"))),
    }
    return render_page(request, TEMPLATE, context, status=status if form.is_bound else 200)
