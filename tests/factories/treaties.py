"""Treaties for tests: real ones by their key, new ones, small files of acts."""

from datetime import date
from pathlib import Path
from typing import Any

from commitments.treaties.models import Treaty, TreatyAct
from commitments.treaties.rows import ACT_COLUMNS, Known, KnownTreaty
from tests.factories.respondents import state, written


def treaty(key: str) -> Treaty:
    """A treaty that is loaded with the reference data."""
    return Treaty.objects.get(key=key)


def new_treaty(key: str = "treaty-of-a-test", **fields: Any) -> Treaty:
    """A treaty of the test's own, with a list of 31 December 2010 unless told otherwise."""
    values: dict[str, Any] = {
        "position": 1000 + Treaty.objects.count(),
        "group": "corruption",
        "formal_title": f"Treaty {key}",
        "short_name": key,
        "adopted_on": date(2000, 1, 1),
        "adopted_certainty": "verified",
        "entry_into_force_certainty": "unknown",
        "unts_certainty": "unknown",
        "list_as_of": date(2010, 12, 31),
        "list_source": "a list made for a test",
    }
    return Treaty.objects.create(key=key, **(values | fields))


def act(treaty: Treaty, code: str | None, kind: str, day: str, *, participant: str = "") -> TreatyAct:
    """One act on record; without a code, of a participant that is no respondent."""
    respondent = state(code) if code else None
    return TreatyAct.objects.create(
        treaty=treaty,
        respondent=respondent,
        participant=participant or (respondent.short_name if respondent else "Somewhere"),
        kind=kind,
        acted_on=date.fromisoformat(day),
    )


def acts_file(folder: Path, *rows: tuple[str, ...]) -> Path:
    """A file of acts with these rows; the first stands on line 2."""
    return written(folder / "acts.csv", ACT_COLUMNS, rows)


def known() -> Known:
    """What a file of acts is read against, without a database."""
    return Known(
        treaties={
            "listed": KnownTreaty(1, date(2000, 1, 1), date(2010, 12, 31)),
            "unlisted": KnownTreaty(2, date(2000, 1, 1), None),
        },
        codes={"THA": 11, "KEN": 12, "VAT": 13},
        member_names={"Thailand": "THA", "Kenya": "KEN", "Siam": "THA"},
        other_names={"Holy See": 13},
    )
