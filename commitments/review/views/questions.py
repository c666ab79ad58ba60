"""The secretariat's questions on the page of the State they are put to, and its answers."""

from django.contrib import messages
from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.refusals import Refused
from commitments.access.typed import FORBIDDEN, PRESS_AGAIN
from commitments.review import services
from commitments.review.forms import AnswerForm
from commitments.review.models import ClarificationRequest
from commitments.review.queries import questions_page
from commitments.review.refusals import QuestionRefused
from commitments.submissions.queries import Place, own_place_for
from commitments.submissions.views.places import way_to
from commitments.submissions.views.typed import nothing_typed_is_lost
from commitments.web.language import reading_language
from commitments.web.rendering import CONFLICT, UNPROCESSABLE, render_page

TEMPLATE = "commitments/review/questions.html"


@require_safe
@requires(Permission.DESK_OPEN)
def questions(request: SignedInRequest, code: str, cycle: str) -> HttpResponseBase:
    """All questions and notes on the State's reply, those that wait first."""
    return _page(request, own_place_for(request.actor, code, cycle))


@nothing_typed_is_lost
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SUBMISSION_SUBMIT)
def answer_question(request: SignedInRequest, code: str, cycle: str, number: int) -> HttpResponseBase:
    """Answer one of them; what cannot be taken comes back as it was typed."""
    place = own_place_for(request.actor, code, cycle)
    visible = ClarificationRequest.objects.visible_to(request.actor).of_reply(place.cycle.pk, place.respondent.pk)
    question = get_object_or_404(visible, number=min(number, 2**31 - 1))
    if request.method != "POST":
        return HttpResponseRedirect(f"{_url(place)}#question-{question.number}")
    form = AnswerForm(request.POST)
    if request.token_is_stale:  # type: ignore[attr-defined]
        form.add_error(None, PRESS_AGAIN)
        return _page(request, place, question, form, status=FORBIDDEN)
    if not form.is_valid():
        return _page(request, place, question, form, status=UNPROCESSABLE)
    try:
        services.answer(question, words=form.cleaned_data["answer"], by=request.actor, now=timezone.now())
    except Refused as refusal:
        form.add_error(refusal.field if isinstance(refusal, QuestionRefused) else None, str(refusal))
        return _page(request, place, question, form, status=CONFLICT)
    messages.success(request, _("Your answer was sent to the secretariat."))
    return HttpResponseRedirect(_url(place))


def _url(place: Place) -> str:
    return reverse("review:questions", args=[place.respondent.code, place.cycle.slug])


def _page(
    request: SignedInRequest, place: Place, typed_for: ClarificationRequest | None = None,
    form: AnswerForm | None = None, *, status: int = 200,
) -> HttpResponseBase:  # fmt: skip
    page = questions_page(place, language=reading_language(), today=timezone.now().date())
    forms = [
        (row, form if form and typed_for and row.question.pk == typed_for.pk
         else AnswerForm(auto_id=f"id_%s_{row.question.number}"))
        for row in page.waiting
    ]  # fmt: skip
    left = form if form and typed_for and typed_for.pk not in {row.question.pk for row in page.waiting} else None
    context = {
        "place": place, "page": page, "waiting": forms, "form": form, "left": left,
        "breadcrumbs": way_to(place, ("", _("Questions of the secretariat"))),
    }  # fmt: skip
    return render_page(request, TEMPLATE, context, status=status)
