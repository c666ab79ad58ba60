"""Loading what bodies decided: facts that ship with the program, beside what the secretariat itself records."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from commitments.access.actor import Actor
from commitments.access.refusals import demand_loading
from commitments.assistance.mandates import asked_of_the_secretariat
from commitments.assistance.models import BodyOutcome
from commitments.assistance.rows import OutcomeRow, read_outcomes


@dataclass(frozen=True)
class OutcomesLoaded:
    """What a load did; an outcome that people withdrew is held as well, and stays withdrawn."""

    added: int
    held: int


@transaction.atomic
def load_outcomes(path: Path, *, by: Actor, now: datetime) -> OutcomesLoaded:
    """Write the outcomes of the file that are not held yet; what stands already is left as it is.

    Refuses with LoadingNotAllowed; raises OutcomesRefused or SheetRefused, and then nothing is written.
    """
    demand_loading(by)
    rows = read_outcomes(path, asked=_asked(), today=now.date())
    held = set(BodyOutcome.objects.values_list("obligation_id", "document"))
    new = [row for row in rows if (row.obligation_id, row.document) not in held]
    BodyOutcome.objects.bulk_create(_outcomes(new, now=now))
    return OutcomesLoaded(added=len(new), held=len(rows) - len(new))


def _asked() -> dict[tuple[str, str], int]:
    found = asked_of_the_secretariat().values_list("instrument__symbol", "reference", "pk")
    return {(symbol, reference): pk for symbol, reference, pk in found}


def _outcomes(rows: Sequence[OutcomeRow], *, now: datetime) -> list[BodyOutcome]:
    return [BodyOutcome(**asdict(row), created_at=now) for row in rows]
