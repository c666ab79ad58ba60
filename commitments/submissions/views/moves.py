"""Moving the submission: into clearance and back, release, sending, the nil reply."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.refusals import Refused
from commitments.access.verbs import carry_out
from commitments.submissions import services
from commitments.submissions.forms import ReasonForm
from commitments.submissions.models import Submission
from commitments.submissions.queries import Place, place_for, review_of
from commitments.submissions.refusals import ChangedMeanwhile, MoveNotAllowed, NotReady
from commitments.submissions.views.places import way_to
from commitments.submissions.views.reading import show_versions
from commitments.web.language import reading_language
from commitments.web.rendering import CONFLICT, UNPROCESSABLE, render_page

SUBMIT = "commitments/submissions/submit.html"
THROW_AWAY = "commitments/submissions/throw_away.html"
SETTLED = {"1": True, "0": False}


@require_POST
@requires(Permission.SUBMISSION_PREPARE)
def clearance(request: SignedInRequest, code: str, cycle: str) -> HttpResponseBase:
    """Give the draft to the clearance officer."""
    return _move(request, code, cycle, services.send_to_clearance, _("The reply is in clearance."))


@require_POST
@requires(Permission.SUBMISSION_CLEAR)
def release(request: SignedInRequest, code: str, cycle: str) -> HttpResponseBase:
    """Release it: it may be sent now."""
    return _move(request, code, cycle, services.release, _("Released: whoever submits for the State can send it now."))


@require_POST
@requires(Permission.DESK_OPEN)
def give_back(request: SignedInRequest, code: str, cycle: str) -> HttpResponseBase:
    """Return it to draft, with a reason."""
    done = _("Returned: its answers are open again.")
    return _move(request, code, cycle, services.return_to_draft, done, reason=_reason(request))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SUBMISSION_SUBMIT)
def submit(request: SignedInRequest, code: str, cycle: str) -> HttpResponseBase:
    """Ask once more, then send; what keeps it from being sent is named with its place."""
    place = place_for(request.actor, code, cycle)
    if request.method != "POST":
        return _ask(request, place)
    if place.submission is None:
        return _ask(request, place, status=CONFLICT)
    try:
        sent = services.submit(
            place.submission, by=request.actor, now=timezone.now(), as_read=request.POST.get("as_read", "")
        )
    except NotReady:
        return _ask(request, place, status=CONFLICT)
    except ChangedMeanwhile as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(place.url("review"))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(place.url("versions"))
    return _received(request, place, sent)


@require_POST
@requires(Permission.SUBMISSION_SUBMIT)
def nil(request: SignedInRequest, code: str, cycle: str) -> HttpResponseBase:
    """Send a reply that says there is nothing to report."""
    place = place_for(request.actor, code, cycle)
    by, now = request.actor, timezone.now()
    try:
        whole = services.start_submission(place.cycle, place.respondent, by=by, now=now)
        sent = services.submit_nil(whole, by=by, now=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(place.url("review"))
    return _received(request, place, sent)


@require_POST
@requires(Permission.CLEARANCE_SETTLE)
def settle(request: SignedInRequest, code: str, cycle: str) -> HttpResponseBase:
    """Have every version of the State's replies cleared by a second person, or no longer."""
    place, always = place_for(request.actor, code, cycle), SETTLED.get(request.POST.get("always", ""))
    kept = _("Settled: every version is given to clearance before it is sent.")
    left = _("Settled: whoever prepares the reply decides whether it is given to clearance.")
    if always is None:
        messages.error(request, _("Say whether every version is cleared, or not."))
    else:
        carry_out(request, services.settle_clearance, place.respondent, done=kept if always else left, always=always)
    return HttpResponseRedirect(f"{place.url('versions')}#clearing")


@require_POST
@requires(Permission.SUBMISSION_PREPARE)
def revise(request: SignedInRequest, code: str, cycle: str) -> HttpResponseBase:
    """Begin a new version of what was sent; the one that was sent stays in force meanwhile."""
    done = _("A new version is open with all that the last one says; that one stays in force until this is sent.")
    return _move(request, code, cycle, services.revise, done)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SUBMISSION_PREPARE)
def throw_away(request: SignedInRequest, code: str, cycle: str) -> HttpResponseBase:
    """Ask once more, then give the draft of a new version up; the page names the draft that goes."""
    place = place_for(request.actor, code, cycle)
    if place.may_throw_away and request.method != "POST":
        hidden = [("version", str(place.draft.number))] if place.draft else []
        context = {"place": place, "hidden": hidden, "breadcrumbs": way_to(place, ("", _("Throw the draft away")))}
        return render_page(request, THROW_AWAY, context)
    if place.draft is None or str(place.draft.number) != request.POST.get("version"):
        messages.error(request, _("There is no draft of a new version here that could be thrown away."))
    else:
        done = _("The draft was thrown away. What was sent before it stays as it is.")
        carry_out(request, services.throw_away, place.draft, done=done)
    return HttpResponseRedirect(place.url("versions"))


@require_POST
@requires(Permission.SUBMISSION_SUBMIT)
def recall(request: SignedInRequest, code: str, cycle: str) -> HttpResponseBase:
    """Take back the reply in force, with a reason; where that is refused, the form stays open as it was typed."""
    place, form = place_for(request.actor, code, cycle), ReasonForm(request.POST)
    own = Submission.objects.visible_to(request.actor).filter(respondent=place.respondent, cycle=place.cycle)
    in_force = own.current().first()
    if not form.is_valid():
        return show_versions(request, place, recalling=form, status=UNPROCESSABLE)
    try:
        if in_force is None:
            raise MoveNotAllowed(_("No reply is in force: nothing can be taken back."))
        services.recall(in_force, reason=form.cleaned_data["reason"], by=request.actor, now=timezone.now())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return show_versions(request, place, recalling=form, status=CONFLICT)
    done = _("The reply was taken back: nobody outside the State reads it now. A new version is open.")
    messages.success(request, done)
    return HttpResponseRedirect(place.url("versions"))


def _reason(request: SignedInRequest) -> str:
    """What was typed; nothing where it is too long or empty, which the verb refuses in words."""
    form = ReasonForm(request.POST)
    return form.cleaned_data["reason"] if form.is_valid() else ""


def _move(
    request: SignedInRequest, code: str, cycle: str, verb: Callable[..., Submission], done: str, **values: Any
) -> HttpResponseBase:
    place = place_for(request.actor, code, cycle)
    if place.submission is None:
        messages.error(request, _("Nothing was begun yet."))
    else:
        carry_out(request, verb, place.submission, done=done, **values)
    return HttpResponseRedirect(place.url("review"))


def _ask(request: SignedInRequest, place: Place, *, status: int = 200) -> HttpResponseBase:
    review = review_of(place, language=reading_language())
    context = {
        "place": place, "review": review, "hidden": [("as_read", request.GET.get("as_read") or review.digest)],
        "is_late": timezone.now() > place.deadline_at, "action": place.url("submit"), "back": place.url("review"),
        "breadcrumbs": way_to(place, (place.url("review"), _("The whole reply")), ("", _("Send"))),
    }  # fmt: skip
    return render_page(request, SUBMIT, context, status=status)


def _received(request: SignedInRequest, place: Place, sent: Submission) -> HttpResponseBase:
    messages.success(request, _("The reply was received. What was sent does not change any more."))
    if sent.is_late:
        messages.info(request, _("It came after the deadline: it is accepted and marked so."))
    return HttpResponseRedirect(place.url("versions"))
