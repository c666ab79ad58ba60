"""The verbs of lawful removal: one person asks, another of the other side confirms or declines."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.history.event_names import EventName
from commitments.history.outbox import announce
from commitments.jobs.broker import after_commit
from commitments.removal.models import Removal, Side
from commitments.removal.places import PLACES
from commitments.removal.refusals import AlreadyDecided, NeedsAnother, NotForYou, NothingNamed, WaitsAlready

FINISH = "commitments.removal.tasks.finish_removals"
LONGEST_PLACE = 200


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is to go, why, and by which law."""

    kind: str
    record_id: int
    respondent_id: int
    fields: tuple[str, ...]
    ground: str
    reason: str
    stands_in: str = ""
    request_id: UUID | None = None


def sides_of(actor: Actor, respondent_id: int) -> set[Side]:
    """For whom the actor may ask and decide where this respondent's records are concerned."""
    sides = set()
    if respondent_id in actor.own_respondents_with(Permission.CONTENT_REMOVE):
        sides.add(Side.STATE)
    if actor.holding(lambda grant: grant.role.is_secretariat and grant.respondent_id is None).may(
        Permission.CONTENT_REMOVE
    ):
        sides.add(Side.SECRETARIAT)
    return sides


@transaction.atomic
def ask(wish: Wish, *, by: Actor, now: datetime) -> Removal:
    """Ask for content to be removed; the same request makes one. Whoever calls has found the record for the person.

    Refuses with NotForYou, NothingNamed and WaitsAlready.
    """
    sides = sides_of(by, wish.respondent_id)
    if not sides:
        raise NotForYou
    if not wish.fields or not set(wish.fields) <= set(PLACES[wish.kind].names):
        raise NothingNamed
    if before := _made_before(wish, by):
        return before
    try:
        with transaction.atomic():
            made = _write(wish, Side.STATE if Side.STATE in sides else Side.SECRETARIAT, by=by, now=now)
    except IntegrityError as problem:
        raise (WaitsAlready if "removal_waits_once_for_a_record" in str(problem) else NotForYou)() from problem
    announce(EventName.REMOVAL_ASKED, subject=made, by=by, now=now)
    return made


def _made_before(wish: Wish, by: Actor) -> Removal | None:
    own = Removal.objects.visible_to(by).filter(asked_by=by.user_id, request_id=wish.request_id)
    return own.first() if wish.request_id else None


def _write(wish: Wish, side: Side, *, by: Actor, now: datetime) -> Removal:
    """The database itself says whose record it is, and whether there is one (sql.py)."""
    made = Removal(
        respondent_id=wish.respondent_id, kind=wish.kind, record_id=wish.record_id, fields=list(wish.fields),
        stands_in=wish.stands_in[:LONGEST_PLACE],
        ground=wish.ground, reason=wish.reason.strip(), asked_for=side, asked_at=now,
        asked_by_id=by.user_id,  # type: ignore[misc]  # who has a side is signed in
        request_id=wish.request_id, record_public_id=UUID(int=0),
    )  # fmt: skip
    made.save(force_insert=True)
    made.refresh_from_db()
    return made


def may_decide(removal: Removal, actor: Actor) -> bool:
    """Whether this person can be the second one."""
    is_another = removal.asked_by_id != actor.user_id
    return not removal.outcome and is_another and removal.decider in sides_of(actor, removal.respondent_id)


@transaction.atomic
def confirm(removal: Removal, *, by: Actor, now: datetime, reason: str = "") -> None:
    """Remove the content: record, history and copies in this transaction, files and exports after it.

    Refuses with NeedsAnother and AlreadyDecided; of two who confirm at once one does.
    """
    _lock(removal, by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT removal_confirm(%s, %s, %s)", [removal.pk, now, reason.strip()])
    removal.refresh_from_db()
    announce(EventName.REMOVAL_CONFIRMED, subject=removal, by=by, now=now)
    after_commit(FINISH)


@transaction.atomic
def decline(removal: Removal, *, by: Actor, now: datetime, reason: str) -> None:
    """Say no, with the reason; everything stays. Refuses with NeedsAnother and AlreadyDecided."""
    _lock(removal, by)
    removal.outcome, removal.decided_by_id = Removal.Outcome.DECLINED, by.user_id
    removal.decided_at, removal.decided_reason = now, reason.strip()
    removal.save(update_fields=["outcome", "decided_by", "decided_at", "decided_reason"])
    announce(EventName.REMOVAL_DECLINED, subject=removal, by=by, now=now)


def _lock(removal: Removal, by: Actor) -> None:
    """Hold the request until this transaction ends, and refuse whoever cannot be its second person."""
    current = Removal.objects.select_for_update().get(pk=removal.pk)
    if current.outcome:
        raise AlreadyDecided
    if not may_decide(current, by):
        raise NeedsAnother(current.decider_words)
