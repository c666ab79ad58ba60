"""What the pages of papers read."""

from typing import Any

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.assistance.kinds import KINDS, OFFERS, PaperKind
from commitments.assistance.models import Pairing, PairingOutcome
from commitments.respondents.models import Respondent, RespondentKind
from commitments.submissions.models import ReportingCycle
from commitments.web.together import together


def papers_of(kind: PaperKind, respondent: Respondent, actor: Actor) -> Any:
    """The respondent's papers of a kind that the actor may see, the newest first."""
    found = kind.papers.visible_to(actor).filter(respondent=respondent)
    return found.with_paragraphs().order_by("-created_at", "-pk")


def received(kind: PaperKind, actor: Actor) -> Any:
    """What the actor may read of the papers sent, withdrawn ones left out, in the order of respondents."""
    found = kind.papers.visible_to(actor).sent()
    return found.with_paragraphs().order_by("respondent__position", "sent_at", "pk")


def references(paper: Any) -> list[str]:
    """The paragraphs that a paper (read `with_paragraphs`) names."""
    return [link.obligation.reference for link in paper.links.all()]


def offers(actor: Actor) -> Any:
    """The offers that stand, for pairing, in the order of respondents."""
    return (
        KINDS[OFFERS]
        .papers.visible_to(actor)
        .sent()
        .select_related("respondent")
        .order_by("respondent__position", "pk")
    )


def pairings_of(paper: Any, actor: Actor) -> list[tuple[Pairing, list[PairingOutcome]]]:
    """The pairings of a request that the actor may see, the oldest first, each with what came of it; one query.

    The offer is read with them for the secretariat alone: the one that asks is told of it in words.
    """
    found = Pairing.objects.visible_to(actor).filter(asked_for=paper).order_by("pk")
    said = PairingOutcome.objects.visible_to(actor).filter(pairing__asked_for=paper)
    pairings, outcomes = together(
        found.select_related("offered") if actor.is_secretariat else found, said.select_related("cycle").order_by("pk")
    )
    return [(one, [each for each in outcomes if each.pairing_id == one.pk]) for one in pairings]


def asking_cycle(pairing: Pairing) -> ReportingCycle | None:
    """The newest open cycle that asks the respondent and was opened after the pairing: it asks what came of it."""
    asking = ReportingCycle.objects.open().filter(asked=pairing.respondent_id, opened_at__gt=pairing.created_at)
    found: ReportingCycle | None = asking.first()
    return found


def secretariats_of(actor: Actor) -> dict[int, Respondent]:
    """The respondents of the kind secretariat for which the actor himself writes, by key."""
    own = actor.own_respondents_with(Permission.ACTION_RECORD)
    found = Respondent.objects.filter(pk__in=own, kind=RespondentKind.SECRETARIAT)
    return {one.pk: one for one in found.in_order()}


def secretariat_read_by(actor: Actor) -> Respondent | None:
    """The secretariat whose own obligations the actor may read: his own, or for officers the first there is."""
    secretariats = Respondent.objects.filter(kind=RespondentKind.SECRETARIAT).in_order()
    if not actor.is_secretariat:
        secretariats = secretariats.filter(pk__in=actor.own_respondents_with(Permission.DESK_OPEN))
    return secretariats.first()
