"""Pairing a request with an offer, and what came of it in the next cycle."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.refusals import NotAllowed, Refused, RefusedInField, demand
from commitments.assistance.models import AssistanceOffer, AssistanceRequest, Pairing, PairingOutcome
from commitments.assistance.queries import asking_cycle
from commitments.history.event_names import EventName
from commitments.history.outbox import announce
from commitments.implementation.services.common import make_once


class PairedAlready(Refused):
    """The two are paired."""

    def __init__(self) -> None:
        super().__init__(_("This request and this offer are paired already."))


class NotAskedNow(Refused):
    """No open cycle asks what came of it, or its answer stands."""

    def __init__(self) -> None:
        super().__init__(_("No open cycle asks what came of this, or it was said already in this cycle."))


@transaction.atomic
def pair(
    request: AssistanceRequest, offer: AssistanceOffer, *, by: Actor, now: datetime, told: str,
    request_id: UUID | None = None,
) -> Pairing:  # fmt: skip
    """Pair what stands on both sides, and tell the State that asks. Refuses with NotAllowed and PairedAlready."""
    if not by.may(Permission.ASSISTANCE_PAIR):
        raise NotAllowed
    _check(request, offer, told)

    def make() -> Pairing:
        return Pairing.objects.create(
            asked_for=request, offered=offer, respondent_id=request.respondent_id, told=told.strip(), created_at=now,
            created_by_id=by.user_id, request_id=request_id,
        )  # fmt: skip

    made, is_new = make_once(Pairing, by=by, request_id=request_id, make=make)
    if is_new:
        announce(EventName.ASSISTANCE_PAIRED, subject=made, by=by, now=now)
    return made


@transaction.atomic
def say_outcome(pairing: Pairing, *, by: Actor, now: datetime, outcome: str, words: str = "") -> PairingOutcome:
    """Say in the open cycle what came of it, once. Refuses with NotAllowed and NotAskedNow."""
    demand(by, Permission.PAPER_DRAFT, pairing.respondent_id)
    cycle = asking_cycle(pairing)
    if cycle is None or pairing.outcomes.filter(cycle=cycle).exists():
        raise NotAskedNow
    try:
        with transaction.atomic():
            made: PairingOutcome = PairingOutcome.objects.create(
                pairing=pairing, cycle=cycle, respondent_id=pairing.respondent_id, outcome=outcome,
                words=words.strip(), created_at=now, created_by_id=by.user_id,
            )  # fmt: skip
    except IntegrityError as said_meanwhile:
        raise NotAskedNow from said_meanwhile
    return made


def _check(request: AssistanceRequest, offer: AssistanceOffer, told: str) -> None:
    if not told.strip():
        raise RefusedInField("told", _("Say what the State that asks is told."))
    if not all(one.is_sent and not one.is_withdrawn for one in (request, offer)):
        raise RefusedInField("offer", _("Only what was sent and stands can be paired."))
    if Pairing.objects.filter(asked_for=request, offered=offer).exists():
        raise PairedAlready
