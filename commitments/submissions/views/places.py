"""What every page of the desk begins with: whose desk, which cycle, in which language, the way back."""

from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from commitments.access.guards import SignedInRequest
from commitments.respondents.models import Respondent
from commitments.submissions.models import ReportingCycle
from commitments.submissions.queries import Place, respondents_of
from commitments.submissions.queries.scope import cycles_of, place_of


class Here(NamedTuple):
    """Where the person stands: the place, if there is one, and what could be chosen instead."""

    place: Place | None
    own: list[Respondent]
    cycles: list[ReportingCycle]


def current_place(request: SignedInRequest) -> Here:
    """The person's own open cycle (`?for=` and `?cycle=` choose among several), and the choices; one query."""
    actor = request.actor
    own = list(respondents_of(actor))
    wanted = request.GET.get("for", "")
    respondent = next((one for one in own if one.code == wanted), own[0] if own else None)
    if respondent is None:
        return Here(None, own, [])
    cycles = [one for one in cycles_of(respondent) if actor.opens_desk_of(respondent.pk, one.pk)]
    running = [one for one in cycles if one.is_open]
    cycle = next((one for one in running if one.slug == request.GET.get("cycle")), running[0] if running else None)
    if cycle is None:
        return Here(None, own, cycles)
    return Here(place_of(actor, respondent, cycle), own, cycles)


def way_to(place: Place, *further: tuple[str, str]) -> list[tuple[str, str]]:
    """The breadcrumbs of a page of this place."""
    return [
        (reverse("submissions:desk"), _("My desk")),
        (place.url("versions"), f"{place.respondent.short_name}, {place.cycle.name}"),
        *further,
    ]


def choices_of(own: list[Respondent], place: Place | None) -> list[dict[str, Any]]:
    """Tabs for somebody who speaks for several respondents; none for everybody else."""
    if len(own) <= 1:
        return []
    here = place.respondent.pk if place else None
    return [
        {"url": f"?for={one.code}", "label": one.short_name, "current": one.pk == here, "count": None} for one in own
    ]
