"""Loading who is asked: the one way respondents, their names and groups are written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.refusals import demand_loading
from commitments.respondents.models import FormerName, RegionalGroup, Respondent, RespondentName
from commitments.respondents.rows import PredecessorRow, RespondentRow

ORIGINAL_LANGUAGE = "en"
COPIED = (
    "kind", "short_name", "formal_name", "name_in_text", "certainty", "notes", "source", "iso2", "m49", "admitted_on",
)  # fmt: skip
WRITTEN = (*COPIED, "position", "regional_group", "predecessor_name", "succeeded_on")


class UnknownPredecessor(Exception):
    """A succession names a respondent that is not in the files; nothing was written."""


@dataclass(frozen=True)
class RespondentsLoaded:
    """What a load did."""

    created: int
    changed: int
    unchanged: int
    by_kind: dict[str, int]
    by_group: dict[str, int]


@transaction.atomic
def load_respondents(
    rows: Sequence[RespondentRow], *, predecessors: Sequence[PredecessorRow] = (), by: Actor
) -> RespondentsLoaded:
    """Write the respondents in the order given; twice changes nothing. Refuses with LoadingNotAllowed."""
    demand_loading(by)
    groups = _load_groups(rows)
    before = {known.code: known for known in Respondent.objects.all()}
    wanted = _respondents(rows, groups, _successions(rows, predecessors))
    touched = [row for row in wanted if _differs(before.get(row.code), row)]
    if touched:
        Respondent.objects.bulk_create(
            touched, update_conflicts=True, unique_fields=["code"], update_fields=list(WRITTEN)
        )
    ids = dict(Respondent.objects.values_list("code", "pk"))
    _load_names(rows, ids)
    _load_former_names(rows, ids)
    created = sum(row.code not in before for row in touched)
    return RespondentsLoaded(
        created=created,
        changed=len(touched) - created,
        unchanged=len(wanted) - len(touched),
        by_kind=_counts(row.kind for row in rows),
        by_group=_counts(row.group_name for row in rows if row.group_name),
    )


def _load_groups(rows: Sequence[RespondentRow]) -> dict[str, RegionalGroup]:
    names = sorted({row.group_name for row in rows if row.group_name})
    known = {group.name: group for group in RegionalGroup.objects.all()}
    new = [name for name in names if name not in known]
    RegionalGroup.objects.bulk_create(
        RegionalGroup(code=slugify(name), name=name, position=len(known) + number)
        for number, name in enumerate(new, start=1)
    )
    return {group.name: group for group in RegionalGroup.objects.all()}


def _successions(rows: Sequence[RespondentRow], predecessors: Sequence[PredecessorRow]) -> dict[str, PredecessorRow]:
    unknown = {row.code for row in predecessors} - {row.code for row in rows}
    if unknown:
        raise UnknownPredecessor(_("No respondent has the code %s.") % ", ".join(sorted(unknown)))
    return {row.code: row for row in predecessors}


def _respondents(
    rows: Sequence[RespondentRow], groups: dict[str, RegionalGroup], successions: dict[str, PredecessorRow]
) -> list[Respondent]:
    built = []
    for position, row in enumerate(rows, start=1):
        succession = successions.get(row.code)
        built.append(
            Respondent(
                code=row.code,
                position=position,
                regional_group=groups.get(row.group_name),
                predecessor_name=succession.name if succession else "",
                succeeded_on=succession.succeeded_on if succession else None,
                **{name: getattr(row, name) for name in COPIED},
            )
        )
    return built


def _differs(known: Respondent | None, wanted: Respondent) -> bool:
    return known is None or any(
        getattr(known, name) != getattr(wanted, name)
        for name in (*WRITTEN, "regional_group_id")
        if name != "regional_group"
    )


def _load_names(rows: Sequence[RespondentRow], ids: Mapping[str, int]) -> None:
    wanted = {ids[row.code]: row for row in rows}
    known: dict[int, tuple[Any, ...]] = {
        name.respondent_id: (name.short_name, name.formal_name, name.verified)
        for name in RespondentName.objects.filter(language=ORIGINAL_LANGUAGE)
    }
    RespondentName.objects.bulk_create(
        [
            RespondentName(
                respondent_id=pk,
                language=ORIGINAL_LANGUAGE,
                short_name=row.short_name,
                formal_name=row.formal_name,
                verified=row.name_verified,
                source=row.source,
            )
            for pk, row in wanted.items()
            if known.get(pk) != (row.short_name, row.formal_name, row.name_verified)
        ],
        update_conflicts=True,
        unique_fields=["respondent", "language"],
        update_fields=["short_name", "formal_name", "verified", "source"],
    )


def _load_former_names(rows: Sequence[RespondentRow], ids: Mapping[str, int]) -> None:
    held = {(name.respondent_id, name.held_on): name.name for name in FormerName.objects.all()}
    FormerName.objects.bulk_create(
        [
            FormerName(respondent_id=pk, name=row.former_name, held_on=row.former_name_held_on)
            for pk, row in ((ids[row.code], row) for row in rows)
            if row.former_name and row.former_name_held_on
            if held.get((pk, row.former_name_held_on)) != row.former_name
        ],
        update_conflicts=True,
        unique_fields=["respondent", "held_on"],
        update_fields=["name"],
    )


def _counts(names: Iterable[str]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for name in names:
        counted[name] = counted.get(name, 0) + 1
    return counted
