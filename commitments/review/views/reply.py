"""One reply across all paragraphs: where it is, what is unclear, the questions; beginning to read, asking."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.refusals import Refused
from commitments.access.verbs import carry_out
from commitments.auditing.words import person_in_role
from commitments.review import services
from commitments.review.forms import AskForm, ProposalForm, ReasonForm
from commitments.review.models import ClarificationRequest
from commitments.review.queries import reply_page
from commitments.review.refusals import QuestionRefused
from commitments.review.views.places import reply_at, url_of, way_to
from commitments.submissions.models import StageMove, Submission
from commitments.submissions.queries.scope import asked_in
from commitments.web.language import reading_language
from commitments.web.rendering import UNPROCESSABLE, render_page

TEMPLATE = "commitments/review/reply.html"


@require_safe
@requires(Permission.SUBMISSION_READ)
def reply(request: SignedInRequest, public_id: UUID) -> HttpResponseBase:
    """The page, with an empty question."""
    return _page(request, reply_at(request.actor, public_id))


@require_POST
@requires(Permission.REPLY_REVIEW)
def begin(request: SignedInRequest, public_id: UUID) -> HttpResponseBase:
    """Begin to read it."""
    found = reply_at(request.actor, public_id)
    carry_out(request, services.begin_reading, found, done=_("The reply is being read. Its State sees that."))
    return HttpResponseRedirect(url_of(found))


@require_POST
@requires(Permission.REPLY_REVIEW)
def ask(request: SignedInRequest, public_id: UUID) -> HttpResponseBase:
    """Ask its State; what cannot be asked comes back as it was typed."""
    found = reply_at(request.actor, public_id)
    form = _ask_form(found, request)
    if not form.is_valid():
        return _page(request, found, form, status=UNPROCESSABLE)
    try:
        asked = services.ask(found, form.new(), by=request.actor, now=timezone.now())
    except Refused as refusal:
        form.add_error(refusal.field if isinstance(refusal, QuestionRefused) else None, str(refusal))
        return _page(request, found, form, status=UNPROCESSABLE)
    messages.success(request, _("Question %(n)s was sent to the State.") % {"n": asked.number})
    return HttpResponseRedirect(f"{url_of(found)}#questions")


@require_POST
@requires(Permission.REPLY_REVIEW)
def take_back(request: SignedInRequest, public_id: UUID) -> HttpResponseBase:
    """Ask no longer, with a reason."""
    visible = ClarificationRequest.objects.visible_to(request.actor).select_related("submission")
    question = get_object_or_404(visible, public_id=public_id)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    carry_out(request, services.take_back, question, done=_("The question was taken back."), reason=reason)
    return HttpResponseRedirect(f"{url_of(question.submission)}#questions")


def _ask_form(found: Submission, request: SignedInRequest | None = None) -> AskForm:
    asked = asked_in(found.cycle, found.respondent, reading_language())
    return AskForm(request.POST if request else None, asked=asked)


def _page(
    request: SignedInRequest, found: Submission, form: AskForm | None = None, *, status: int = 200
) -> HttpResponseBase:
    page = reply_page(found, request.actor, language=reading_language(), now=timezone.now())
    references = {row.obligation.pk: row.obligation.reference for row in page.rows}
    context = {
        "submission": found, "page": page, "form": form or _ask_form(found), "says_errors": status == UNPROCESSABLE,
        "proposal_form": ProposalForm(prefix="close"), "beside": page.beside(),
        "questions": [(one, [references[pk] for pk in one.obligation_ids if pk in references])
                      for one in page.questions],
        "moves": _moves(page.moves), "breadcrumbs": way_to(found),
    }  # fmt: skip
    return render_page(request, TEMPLATE, context, status=status)


def _moves(moves: list[StageMove]) -> list[dict[str, object]]:
    return [
        {"at": move.moved_at, "what": f"{move.get_from_stage_display()} → {move.get_to_stage_display()}",
         "who": person_in_role(str(move.moved_by or ""), move.moved_as), "detail": move.reason}
        for move in moves
    ]  # fmt: skip
