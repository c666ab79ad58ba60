"""The pages of handing over: the State's own people, the pack, and for the secretariat where few are left."""

from django.http import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.auditing.models import Download
from commitments.auditing.services import note_download
from commitments.files.kinds import ACCEPTED
from commitments.files.serving import serve_written
from commitments.hand_over import people as who
from commitments.hand_over.pack import pack_of
from commitments.hand_over.printed import printed
from commitments.implementation.speaking import speaking_for
from commitments.submissions.queries import own_place_for
from commitments.submissions.views.places import way_to
from commitments.web.language import reading_language
from commitments.web.rendering import render_page

PEOPLE = "commitments/hand_over/people.html"
PACK = "commitments/hand_over/pack.html"
THIN = "commitments/hand_over/thin_states.html"
HEADS = (
    gettext_lazy("Name"), gettext_lazy("Role"), gettext_lazy("From"), gettext_lazy("Until"),
    gettext_lazy("Note verbale"),
)  # fmt: skip


@require_safe
@requires(Permission.DESK_OPEN)
def people(request: SignedInRequest) -> TemplateResponse:
    """Who acts for the person's State, since when and until when, and who did before."""
    speaking = speaking_for(request, Permission.DESK_OPEN)
    found = who.people_among(list(who.appointments_for(speaking.respondent)), today=timezone.localdate())
    context = {
        "respondent": speaking.respondent, "people": found, "heads": HEADS, "tabs": speaking.tabs(request),
        "breadcrumbs": [(reverse("submissions:desk"), _("My desk")), ("", _("People"))],
    }  # fmt: skip
    return render_page(request, PEOPLE, context)


@require_safe
@requires(Permission.DESK_OPEN)
def pack(request: SignedInRequest, code: str, cycle: str) -> TemplateResponse:
    """All that a successor needs to go on, and his first hour."""
    place = own_place_for(request.actor, code, cycle)
    found = pack_of(place, language=reading_language(), today=timezone.localdate())
    context = {"pack": found, "place": place, "breadcrumbs": way_to(place, ("", _("Hand-over")))}
    return render_page(request, PACK, context)


@require_safe
@requires(Permission.DESK_OPEN)
def pack_file(request: SignedInRequest, code: str, cycle: str) -> HttpResponseBase:
    """The same as a PDF, in the reader's language; that it was taken is noted."""
    place, today = own_place_for(request.actor, code, cycle), timezone.localdate()
    language = reading_language()
    made = printed(pack_of(place, language=language, today=today), today=today)
    note_download(Download.Kind.PACK, None, by=request.actor, now=timezone.now(), respondent_id=place.respondent.pk)
    name = f"hand-over-{place.respondent.code}-{place.cycle.slug}.pdf"
    return serve_written(made, name=name, content_type=ACCEPTED["pdf"].content_type)


@require_safe
@requires(Permission.DASHBOARD_READ)
def thin_states(request: SignedInRequest) -> TemplateResponse:
    """The Member States for which one person acts, or nobody."""
    states = who.thin_states(request.actor, today=timezone.localdate())
    context = {
        "none": [one for one in states if not one.people], "one": [one for one in states if one.people],
        "breadcrumbs": [(reverse("dashboards:states"), _("States")), ("", _("People"))],
    }  # fmt: skip
    return render_page(request, THIN, context)
