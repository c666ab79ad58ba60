"""Paragraphs whose text is near to what is being typed, to tick: for htmx, and on a form sent back."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.implementation.forms import ActionForm
from commitments.implementation.nearness import near_obligations
from commitments.implementation.queries import key_of, servable
from commitments.implementation.speaking import speaking_for
from commitments.instruments.models import Obligation
from commitments.respondents.models import Respondent
from commitments.web.language import reading_language
from commitments.web.rendering import render_page

TEMPLATE = "commitments/implementation/_suggestions.html"
SUGGEST = "suggest"


@require_POST
@requires(Permission.ACTION_RECORD)
def suggestions(request: SignedInRequest) -> HttpResponse:
    """The suggestions for the text in the form; writes nothing."""
    speaking = speaking_for(request, Permission.ACTION_RECORD)
    found = suggested_for(request, speaking.respondent, form=None)
    return render_page(request, TEMPLATE, {"suggestions": found, "asked_for": True})


def suggested_for(
    request: HttpRequest, respondent: Respondent, *, form: ActionForm | None
) -> list[tuple[str, Obligation]]:
    """The near obligations that are not ticked yet, by the name the form gives them."""
    text = " ".join(_typed(request, form, name) for name in ("title", "description", "law_title"))
    ticked = request.POST.getlist("obligations") if request.method == "POST" else _shown(form)
    among = servable(request.actor, respondent, reading_language())  # type: ignore[attr-defined]
    near = near_obligations(text, among=among, leave_out=ticked)
    return [(key_of(obligation), obligation) for obligation in near]


def _typed(request: HttpRequest, form: ActionForm | None, name: str) -> str:
    if request.method == "POST":
        return request.POST.get(name, "")
    return str((form.initial.get(name) if form else "") or "")


def _shown(form: ActionForm | None) -> list[str]:
    return list(form.initial.get("obligations") or []) if form else []
