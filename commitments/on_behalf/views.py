"""The pages of replies entered for their State: opening an entry, having it received, taking it over, confirming it."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commitments.access.guards import SignedInRequest, requires, signed_in
from commitments.access.permissions import Permission
from commitments.access.verbs import carry_out
from commitments.auditing.models import Download
from commitments.auditing.services import note_download
from commitments.evidence.serving import GONE, PLAIN, stored_attachment
from commitments.files.refusals import FileRemoved
from commitments.on_behalf.forms import EntryForm
from commitments.on_behalf.queries import asked_by, entries_of, open_cycles
from commitments.on_behalf.services import SourceFile, open_entry
from commitments.submissions import services
from commitments.submissions.models import ReportingCycle, SourceDocument, Submission
from commitments.submissions.queries import own_place_for
from commitments.submissions.refusals import EntryRefused
from commitments.web.rendering import UNPROCESSABLE, render_page

ENTRIES = "commitments/on_behalf/entries.html"
NEW = "commitments/on_behalf/new.html"


@require_safe
@requires(Permission.REPLY_ENTER)
def entries(request: SignedInRequest) -> HttpResponse:
    """The entries in this officer's hands, and the cycles in which one can be opened."""
    context = {
        "entries": entries_of(request.actor), "cycles": open_cycles(),
        "breadcrumbs": [("/review/", _("Replies to read")), ("", _("Replies on paper"))],
    }  # fmt: skip
    return render_page(request, ENTRIES, context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REPLY_ENTER)
def new(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Open an entry; what was typed comes back with the reason where it is refused."""
    cycle = get_object_or_404(ReportingCycle, slug=slug)
    asked = asked_by(cycle)
    if request.method != "POST":
        return _form(request, cycle, EntryForm(asked=asked))
    form = EntryForm(request.POST, request.FILES, asked=asked)
    if not form.is_valid():
        return _form(request, cycle, form, status=UNPROCESSABLE)
    file = form.cleaned_data["source"]
    try:
        begun = open_entry(
            cycle, form.chosen(), form.came(), source=SourceFile(file, file.name), by=request.actor,
            now=timezone.now(),
        )  # fmt: skip
    except EntryRefused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _form(request, cycle, form, status=UNPROCESSABLE)
    return HttpResponseRedirect(_desk(begun))


@require_POST
@requires(Permission.REPLY_ENTER)
def receive(request: SignedInRequest, public_id: UUID) -> HttpResponseBase:
    """Say that it is what the source says, and have it received."""
    visible = Submission.objects.visible_to(request.actor).select_related("cycle", "respondent")
    whole: Submission = get_object_or_404(visible, public_id=public_id)
    said = {"is_nil": "nil" in request.POST, "as_read": request.POST.get("as_read", "")}
    done = _("The reply was received. It is marked as entered by the secretariat until the State confirms it.")
    carry_out(request, services.receive_entry, whole, done=done, **said)
    whole.refresh_from_db(fields=["stage"])
    if whole.is_working:
        return redirect("submissions:review", whole.respondent.code, whole.cycle.slug)
    return redirect("submissions:submission", public_id)


@require_POST
@requires(Permission.SUBMISSION_PREPARE)
def take_over(request: SignedInRequest, code: str, cycle: str) -> HttpResponseBase:
    """The State goes on with it as its own draft."""
    done = _("It is your State’s own draft now, with what was typed. No officer sees or changes it any more.")
    return _of_state(request, code, cycle, services.take_over, done)


@require_POST
@requires(Permission.SUBMISSION_SUBMIT)
def confirm(request: SignedInRequest, code: str, cycle: str) -> HttpResponseBase:
    """The State says that what was entered is its reply."""
    done = _("Confirmed: the reply stands as your State’s own.")
    return _of_state(request, code, cycle, services.confirm_entry, done)


@require_safe
@signed_in
def source(request: SignedInRequest, public_id: UUID) -> HttpResponseBase:
    """The document as it came, its digest checked while it is read; noted as every file that not everybody may have."""
    visible = SourceDocument.objects.visible_to(request.actor)
    found: SourceDocument = get_object_or_404(visible, submission__public_id=public_id)
    if found.removed_at:
        return HttpResponse(str(FileRemoved(found.removed_at)), status=GONE, content_type=PLAIN)
    note_download(
        Download.Kind.SOURCE, found.public_id, by=request.actor, now=timezone.now(), respondent_id=found.respondent_id
    )
    return stored_attachment(found, name=found.file_name, content_type=found.content_type)


def _form(request: SignedInRequest, cycle: ReportingCycle, form: EntryForm, *, status: int = 200) -> HttpResponse:
    crumbs = [
        ("/review/", _("Replies to read")),
        (reverse("on_behalf:entries"), _("Replies on paper")),
        ("", cycle.name),
    ]
    return render_page(request, NEW, {"cycle": cycle, "form": form, "breadcrumbs": crumbs}, status=status)


def _desk(begun: Submission) -> str:
    return f"{reverse('submissions:desk')}?for={begun.respondent.code}&cycle={begun.cycle.slug}"


def _of_state(
    request: SignedInRequest, code: str, cycle: str, verb: Callable[..., Submission], done: str
) -> HttpResponseBase:
    """What the State does with its reply; what cannot be done any more is told."""
    place = own_place_for(request.actor, code, cycle)
    if place.submission is None:
        raise Http404
    carry_out(request, verb, place.submission, done=done)
    return redirect(place.url("versions"))
