"""What a link opens: the official text and an empty form, or words why not. Nothing of the State's own work."""

from uuid import UUID

from allauth.core.internal.ratelimit import consume
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commitments.access.guards import ActedRequest, public
from commitments.access.refusals import Refused
from commitments.contributions import services
from commitments.contributions.forms import SenderForm
from commitments.contributions.links import Standing, by_link, is_signed, standing_of
from commitments.contributions.models import Assignment, OfferedText
from commitments.contributions.queries import asked_about, labelled
from commitments.contributions.services.offering import WORDS
from commitments.instruments.queries import asking_of
from commitments.submissions.forms import AnswerForm, initial_of
from commitments.submissions.status import GUIDANCE_WORDS
from commitments.web.language import reading_language
from commitments.web.rendering import CONFLICT, UNPROCESSABLE, render_page
from commitments.web.transactions import carrying

TEMPLATE = "commitments/contributions/link.html"
TOO_MANY = 429


@require_http_methods(["GET", "HEAD", "POST"])
@public
def link(request: ActedRequest, public_id: UUID, signature: str) -> HttpResponseBase:
    """Open the link, which is noted, or send what was typed; a link that was not made here does not exist (404)."""
    if not is_signed(public_id, signature):
        raise Http404
    is_within_limit = bool(consume(request, app="allauth.account", action="contribute", limit_get=True))
    with carrying(by_link(public_id)):
        given = _assignment(public_id)
        if not is_within_limit:
            return _wait(request, given)
        return _send(request, given) if request.method == "POST" else _open(request, given)


def _assignment(public_id: UUID) -> Assignment:
    whole = Assignment.objects.select_related(
        "respondent", "cycle", "obligation__instrument", "obligation__paragraph", "offered"
    )
    given: Assignment | None = whole.filter(public_id=public_id, designation=None).first()
    if given is None:
        raise Http404
    return given


def _open(request: ActedRequest, given: Assignment) -> HttpResponseBase:
    if request.method == "GET":
        services.note_opening(given, now=timezone.now())
    return _page(request, given)


def _send(request: ActedRequest, given: Assignment) -> HttpResponseBase:
    form, sender = _form(given, request.POST), SenderForm(request.POST)
    if not (sender.is_valid() & form.is_valid()):
        return _page(request, given, form, sender, status=UNPROCESSABLE)
    try:
        services.offer(given, content=form.content(), sender=sender.cleaned_data["sender"], now=timezone.now())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, given, form, sender, status=CONFLICT)
    return HttpResponseRedirect(request.path)


def _wait(request: ActedRequest, given: Assignment) -> HttpResponseBase:
    """Too many at once from one place: what was typed stays in the form."""
    typed = request.POST if request.method == "POST" else None
    form = _form(given, typed)
    if typed is not None:
        form.add_error(None, _("Too many requests came from your network. Wait a minute, then send again."))
    return _page(request, given, form, SenderForm(typed), status=TOO_MANY)


def _form(given: Assignment, data: object = None) -> AnswerForm:
    initial = {**initial_of(None), "language": given.language}
    return AnswerForm(data, initial=initial, obligation=given.obligation, sets_audience=False)


def _page(
    request: ActedRequest, given: Assignment, form: AnswerForm | None = None, sender: SenderForm | None = None,
    *, status: int = 200,
) -> HttpResponseBase:  # fmt: skip
    """All that the page shows is read by now: it is rendered past the link's own work."""
    language, standing = reading_language(), standing_of(given, now=timezone.now())
    offered: OfferedText | None = getattr(given, "offered", None)
    context = {
        "given": given, "obligation": labelled(given, language), "standing": standing.value, "offered": offered,
        "closed": WORDS.get(standing, ""), "questions": asked_about(given) if standing is Standing.OPEN else [],
        "asking": asking_of(given.obligation, language),
        "form": form or _form(given), "sender": sender or SenderForm(), "guidance": GUIDANCE_WORDS,
        "typed": form is not None and form.is_bound,
    }  # fmt: skip
    return render_page(request, TEMPLATE, context, status=status)
