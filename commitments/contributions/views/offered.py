"""A text offered by a link, beside the draft: the focal point takes it, answers a question with it, or declines it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.refusals import Refused
from commitments.contributions import services
from commitments.contributions.forms import WordForm
from commitments.contributions.models import OfferedText
from commitments.contributions.queries import asked_about, labelled
from commitments.contributions.views.contributors import url_of
from commitments.review.forms import AnswerForm as WordsForm
from commitments.review.models import ClarificationRequest
from commitments.submissions.forms import AnswerForm
from commitments.submissions.models import ObligationReport
from commitments.submissions.queries import Place, own_place_for
from commitments.submissions.refusals import AnswerEditedMeanwhile
from commitments.submissions.status import GUIDANCE_WORDS
from commitments.submissions.views.places import way_to
from commitments.web.language import reading_language
from commitments.web.rendering import CONFLICT, UNPROCESSABLE, render_page

TEMPLATE = "commitments/contributions/offered.html"
OPENINGS_SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PARAGRAPHS_GIVE)
def offered(request: SignedInRequest, code: str, cycle: str, public_id: UUID) -> HttpResponseBase:
    """The text in the form, the draft beside it; what stands in the form when it is taken goes into the draft."""
    place, text = _found(request, code, cycle, public_id)
    stored = _answer(place, text)
    if request.method != "POST":
        return _page(request, place, text, stored, _form(text, stored))
    form = _form(text, stored, request.POST)
    if not form.is_valid():
        return _page(request, place, text, stored, form, status=UNPROCESSABLE)
    by, now = request.actor, timezone.now()
    try:
        services.take(text, values=form.content(), expected=form.cleaned_data["expected"], by=by, now=now)
    except AnswerEditedMeanwhile as meanwhile:
        form.add_error(None, _("Somebody changed the draft meanwhile: it stands beside the text as it is now."))
        form.data = request.POST.copy()
        form.data["expected"] = str(meanwhile.stored.version)
        return _page(request, place, text, _answer(place, text), form, status=CONFLICT)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, place, text, stored, form, status=CONFLICT)
    messages.success(request, _("The text stands in the draft now."))
    return HttpResponseRedirect(url_of(place))


@require_POST
@requires(Permission.PARAGRAPHS_GIVE)
def decline(request: SignedInRequest, code: str, cycle: str, public_id: UUID) -> HttpResponseBase:
    """Leave the draft as it is, with a word to whoever sent the text."""
    place, text = _found(request, code, cycle, public_id)
    word = WordForm(request.POST)
    stored = _answer(place, text)
    if not word.is_valid():
        return _page(request, place, text, stored, _form(text, stored), word=word, status=UNPROCESSABLE)
    try:
        services.decline(text, word=word.cleaned_data["word"], by=request.actor, now=timezone.now())
    except Refused as refusal:
        word.add_error(None, str(refusal))
        return _page(request, place, text, stored, _form(text, stored), word=word, status=CONFLICT)
    messages.success(request, _("The text was declined. Whoever sent it reads your word at his link."))
    return HttpResponseRedirect(url_of(place))


@require_POST
@requires(Permission.PARAGRAPHS_GIVE)
def answer_with(request: SignedInRequest, code: str, cycle: str, public_id: UUID) -> HttpResponseBase:
    """Answer the secretariat's question with the text; what cannot be sent comes back as it was typed."""
    place, text = _found(request, code, cycle, public_id)
    seen = ClarificationRequest.objects.visible_to(request.actor).of_reply(place.cycle.pk, place.respondent.pk)
    question = next((one for one in seen if str(one.number) == request.POST.get("question")), None)
    if question is None:
        messages.error(request, _("Choose the question that the text answers."))
        return HttpResponseRedirect(request.path.removesuffix("answer/"))
    words, stored = _words(question, request.POST), _answer(place, text)
    if not words.is_valid():
        return _page(request, place, text, stored, _form(text, stored), typed=(question, words), status=UNPROCESSABLE)
    by, now = request.actor, timezone.now()
    try:
        services.answer_with(text, question, words=words.cleaned_data["answer"], by=by, now=now)
    except Refused as refusal:
        words.add_error(None, str(refusal))
        return _page(request, place, text, stored, _form(text, stored), typed=(question, words), status=CONFLICT)
    messages.success(request, _("The text was sent to the secretariat as the answer to its question."))
    return HttpResponseRedirect(url_of(place))


def _found(request: SignedInRequest, code: str, cycle: str, public_id: UUID) -> tuple[Place, OfferedText]:
    place = own_place_for(request.actor, code, cycle)
    seen = OfferedText.objects.visible_to(request.actor).select_related(
        "assignment__obligation__instrument", "assignment__obligation__paragraph", "decided_by"
    )
    here = seen.filter(assignment__respondent=place.respondent, assignment__cycle=place.cycle)
    return place, get_object_or_404(here, public_id=public_id)


def _answer(place: Place, text: OfferedText) -> ObligationReport | None:
    seen = ObligationReport.objects.visible_to(place.actor).filter(submission=place.submission)
    found: ObligationReport | None = seen.filter(obligation=text.assignment.obligation_id).first()
    return found


def _form(text: OfferedText, stored: ObligationReport | None, data: Any = None) -> AnswerForm:
    initial = {**text.content, "expected": stored.version if stored else 0}
    return AnswerForm(data, initial=initial, obligation=text.assignment.obligation, sets_audience=False)


def _words(question: ClarificationRequest, data: Any = None, said: str = "") -> WordsForm:
    return WordsForm(data, prefix=f"question-{question.number}", initial={"answer": said})


def _answerable(text: OfferedText, typed: tuple[ClarificationRequest, WordsForm] | None) -> list[Any]:
    """The questions that the text could answer, each with its form; the one that was typed in as it was typed."""
    said = text.content.get("narrative", "")
    forms = {one.pk: (one, _words(one, said=said)) for one in asked_about(text.assignment)} if text.waits else {}
    if typed:
        forms[typed[0].pk] = typed
    return list(forms.values())


def _page(
    request: SignedInRequest, place: Place, text: OfferedText, stored: ObligationReport | None, form: AnswerForm,
    *, word: WordForm | None = None, typed: tuple[ClarificationRequest, WordsForm] | None = None, status: int = 200,
) -> HttpResponseBase:  # fmt: skip
    obligation = labelled(text.assignment, reading_language())
    context = {
        "place": place, "text": text, "given": text.assignment, "obligation": obligation, "report": stored,
        "form": form, "word_form": word or WordForm(), "answerable": _answerable(text, typed),
        "answer_url": place.url_of(obligation), "guidance": GUIDANCE_WORDS,
        "words": len((form["narrative"].value() or "").split()),
        "openings": list(text.assignment.openings.all()[:OPENINGS_SHOWN]),
        "breadcrumbs": way_to(place, (url_of(place), _("Contributors")), ("", text.assignment.obligation.reference)),
    }  # fmt: skip
    return render_page(request, TEMPLATE, context, status=status)
