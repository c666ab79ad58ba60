"""Editing what is said of a piece of evidence; the file itself never changes."""

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
from commitments.evidence import services
from commitments.evidence.forms import EvidenceForm, form_of
from commitments.evidence.models import Evidence
from commitments.evidence.rules import EVIDENCE_FIELDS
from commitments.evidence.views.common import own_evidence
from commitments.history.bases import EditedMeanwhile
from commitments.implementation.speaking import may_record
from commitments.implementation.views.both import both_texts, go_over
from commitments.implementation.views.common import from_desk, put_at_fields
from commitments.web.rendering import CONFLICT, UNPROCESSABLE, render_page

TEMPLATE = "commitments/evidence/edit.html"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EVIDENCE_RECORD)
def edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The form with what is recorded, and what was typed into it written."""
    evidence = own_evidence(request, public_id)
    if not may_record(request.actor, evidence.respondent_id, Permission.EVIDENCE_RECORD):
        messages.error(request, str(NotAllowed()))
        return redirect(evidence)
    kind = form_of(evidence)
    if request.method != "POST":
        typed = {name: getattr(evidence, name) for name in (*EVIDENCE_FIELDS, "version")}
        return _page(request, evidence, kind(initial=typed))
    form = kind(request.POST, initial={"label": evidence.label})
    if not form.is_valid():
        return _page(request, evidence, form, status=UNPROCESSABLE)
    try:
        services.edit_evidence(
            evidence, by=request.actor, now=timezone.now(), content=form.content(),
            expected=form.cleaned_data["version"] or 0,
        )  # fmt: skip
    except EditedMeanwhile:
        evidence = own_evidence(request, public_id)
        go_over(form, evidence)
        return _page(request, evidence, form, status=CONFLICT, both=both_texts(form, evidence, EVIDENCE_FIELDS))
    except Refused as refusal:
        put_at_fields(form, refusal)
        return _page(request, evidence, form, status=UNPROCESSABLE)
    messages.success(request, _("The evidence is saved."))
    return redirect(evidence)


def _page(
    request: SignedInRequest, evidence: Evidence, form: EvidenceForm, *, status: int = 200,
    both: list[dict[str, Any]] | None = None,
) -> HttpResponse:  # fmt: skip
    context = {
        "form": form,
        "evidence": evidence,
        "both": both,
        "says_errors": status == UNPROCESSABLE,
        "breadcrumbs": from_desk((evidence.get_absolute_url(), evidence.title), ("", _("Edit"))),
    }
    return render_page(request, TEMPLATE, context, status=status)
