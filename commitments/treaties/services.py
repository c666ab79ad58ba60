"""Loading what they joined: the one way treaties, acts and their links to obligations are written."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.refusals import demand_loading
from commitments.instruments.models import Obligation
from commitments.respondents.models import FormerName, Respondent, RespondentKind
from commitments.treaties.models import LinkOrigin, ObligationTreaty, Treaty, TreatyAct
from commitments.treaties.rows import ActRow, ActsRead, Known, KnownTreaty, LinkRow
from commitments.treaties.treaty_rows import DATES, FIELDS

TREATY_FIELDS = ("position", *(name for name in (*FIELDS.values(), *DATES.values()) if name != "key"))


@dataclass(frozen=True)
class TreatiesLoaded:
    """What a load of treaties did."""

    created: int
    changed: int
    unchanged: int
    without_list: int


@dataclass(frozen=True)
class ActsLoaded:
    """What a load of acts did; `missing` acts are held although the file no longer shows them."""

    added: int
    held: int
    missing: int
    by_kind: Counter[str]
    other_participants: Counter[str]


@dataclass(frozen=True)
class LinksLoaded:
    """What a load of links did; each refusal names its line."""

    added: int
    held: int
    refusals: tuple[str, ...]


@transaction.atomic
def load_treaties(treaties: Sequence[Treaty], *, by: Actor) -> TreatiesLoaded:
    """Write the treaties in the order given; twice changes nothing. Refuses with LoadingNotAllowed."""
    demand_loading(by)
    before = {known.key: known for known in Treaty.objects.all()}
    touched = [treaty for treaty in treaties if _differs(before.get(treaty.key), treaty)]
    if touched:
        Treaty.objects.bulk_create(
            touched, update_conflicts=True, unique_fields=["key"], update_fields=list(TREATY_FIELDS)
        )
    created = sum(treaty.key not in before for treaty in touched)
    without_list = sum(not treaty.has_list for treaty in treaties)
    return TreatiesLoaded(created, len(touched) - created, len(treaties) - len(touched), without_list)


def what_is_known() -> Known:
    """The treaties and respondents a file of acts is read against."""
    treaties = {
        key: KnownTreaty(pk, adopted_on, list_as_of)
        for pk, key, adopted_on, list_as_of in Treaty.objects.values_list("pk", "key", "adopted_on", "list_as_of")
    }
    rows = list(Respondent.objects.values_list("pk", "code", "kind", "short_name"))
    members = {name: code for _pk, code, kind, name in rows if kind == RespondentKind.MEMBER_STATE}
    former = FormerName.objects.exclude(name__in=members).values_list("name", "respondent__code")
    return Known(
        treaties=treaties,
        codes={code: pk for pk, code, _kind, _name in rows},
        member_names=dict(former) | members,
        other_names={name: pk for pk, _code, kind, name in rows if kind != RespondentKind.MEMBER_STATE},
    )


@transaction.atomic
def load_acts(read: ActsRead, *, by: Actor) -> ActsLoaded:
    """Write the acts that were accepted and are not held yet. Refuses with LoadingNotAllowed."""
    demand_loading(by)
    held = {
        (treaty, respondent or participant, kind, acted_on)
        for treaty, respondent, participant, kind, acted_on in TreatyAct.objects.values_list(
            "treaty_id", "respondent_id", "participant", "kind", "acted_on"
        )
    }
    new = [row for row in read.rows if row.identity not in held]
    TreatyAct.objects.bulk_create(map(_act, new))
    return ActsLoaded(
        added=len(new),
        held=len(read.rows) - len(new),
        missing=len(held - {row.identity for row in read.rows}),
        by_kind=Counter(row.kind for row in read.rows),
        other_participants=Counter(row.participant for row in read.rows if not row.is_of_member),
    )


@transaction.atomic
def load_links(rows: Sequence[LinkRow], *, by: Actor) -> LinksLoaded:
    """Write which treaties stand beside which obligations. Refuses with LoadingNotAllowed."""
    demand_loading(by)
    obligations = {
        (symbol, reference): pk
        for pk, symbol, reference in Obligation.objects.values_list("pk", "instrument__symbol", "reference")
    }
    treaties = dict(Treaty.objects.values_list("key", "pk"))
    held = set(ObligationTreaty.objects.values_list("obligation_id", "treaty_id"))
    new: dict[tuple[int, int], ObligationTreaty] = {}
    refusals: list[str] = []
    for row in rows:
        obligation_id = obligations.get((row.symbol, row.reference))
        treaty_id = treaties.get(row.treaty)
        fault = _link_fault(row, obligation_id, treaty_id)
        if fault or obligation_id is None or treaty_id is None:
            refusals.append(_("line %(line)d: %(words)s") % {"line": row.line, "words": fault})
        elif (obligation_id, treaty_id) not in held:
            new[obligation_id, treaty_id] = ObligationTreaty(
                obligation_id=obligation_id, treaty_id=treaty_id, origin=row.origin, reason=row.reason
            )
    ObligationTreaty.objects.bulk_create(new.values())
    return LinksLoaded(len(new), len(rows) - len(new) - len(refusals), tuple(refusals))


def _link_fault(row: LinkRow, obligation_id: int | None, treaty_id: int | None) -> str:
    words = {"symbol": row.symbol, "reference": row.reference, "treaty": row.treaty, "origin": row.origin}
    if obligation_id is None:
        return _("%(reference)s of %(symbol)s is not held") % words
    if treaty_id is None:
        return _("unknown treaty “%(treaty)s”") % words
    if row.origin not in LinkOrigin.values:
        return _("unknown origin “%(origin)s”") % words
    return "" if row.reason else _("no reason is given")


def _differs(known: Treaty | None, wanted: Treaty) -> bool:
    def values(treaty: Treaty) -> list[Any]:
        return [getattr(treaty, name) for name in TREATY_FIELDS]

    return known is None or values(known) != values(wanted)


def _act(row: ActRow) -> TreatyAct:
    return TreatyAct(
        treaty_id=row.treaty_id,
        respondent_id=row.respondent_id,
        participant=row.participant,
        kind=row.kind,
        acted_on=row.acted_on,
    )
