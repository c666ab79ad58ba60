"""The ways in: every kind of paper, and one State's papers of a kind."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from commitments.access.guards import SignedInRequest, signed_in
from commitments.access.permissions import Permission
from commitments.assistance import queries
from commitments.assistance.kinds import KINDS, kind_or_404
from commitments.assistance.views.common import way_to
from commitments.implementation.speaking import may_record, speaking_for
from commitments.web.pagination import page_of
from commitments.web.rendering import render_page

INDEX, PAPERS = "commitments/assistance/index.html", "commitments/assistance/papers.html"


@require_safe
@signed_in
def index(request: SignedInRequest) -> HttpResponse:
    """What can be sent to the secretariat beside a reply, each with its page."""
    reads = queries.secretariat_read_by(request.actor) is not None
    context = {"kinds": list(KINDS.values()), "reads_mandates": reads, "breadcrumbs": way_to()}
    return render_page(request, INDEX, context)


@require_safe
@signed_in
def papers(request: SignedInRequest, kind: str) -> HttpResponse | HttpResponseRedirect:
    """The State's own papers of a kind; whoever reads for the secretariat is led to what was received."""
    found = kind_or_404(kind)
    if request.actor.may(Permission.SUBMISSION_READ):
        return redirect("assistance:received", kind=kind)
    speaking = speaking_for(request, Permission.DESK_OPEN)
    context = {
        "kind": found,
        "respondent": speaking.respondent,
        "tabs": speaking.tabs(request),
        "page": page_of(request, queries.papers_of(found, speaking.respondent, request.actor)),
        "may_draft": may_record(request.actor, speaking.respondent.pk, Permission.PAPER_DRAFT),
        "breadcrumbs": way_to(("", str(found.names))),
    }
    return render_page(request, PAPERS, context)
