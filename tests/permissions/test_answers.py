"""Every page × every reach × every audience × every stage: each reader finds the answers that are his, and no others."""

import pytest
from django.conf import settings as configured
from django.db import connections

from commitments.access.audience import LADDER
from commitments.access.wall import WALLED
from commitments.submissions.stages import SUBMITTED, Stage
from tests.permissions import answers
from tests.permissions.answers import KINDS, Found, due_to, walk
from tests.permissions.canaries import REACH
from tracker.env import ROOT

pytestmark = pytest.mark.usefixtures("committed_db")
EVERYWHERE = {"dashboards:state", "dashboards:paragraph", "dashboards:records", "search:search", "counts"}
"""Where an answer stands for each who may read it."""


def not_his(found: Found, kind: str) -> dict[str, list[str]]:
    return {
        f"{stage} {wide}": sorted(where)
        for (stage, wide), where in found.items()
        if where and (stage, wide) not in due_to(kind)
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_reader_finds_the_answers_of_the_stages_and_audiences_that_are_his_and_no_others(kind: str) -> None:
    found = walk(kind, answers.scene())

    _print(kind, found)
    assert not_his(found, kind) == {}
    sent = {place for place in due_to(kind) if place[0] in SUBMITTED}
    assert {place: EVERYWHERE - found[place] for place in sent if not found[place] >= EVERYWHERE} == {}
    assert {place for place in due_to(kind) if not found[place]} == set()


def test_with_both_walls_taken_away_the_same_walk_finds_what_is_others(without_the_first_wall: None) -> None:
    made = answers.scene()
    with connections[configured.OWNER_DATABASE].cursor() as owner:
        for table in WALLED:
            owner.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")

    found = walk("focal_point KEN", {stage: made[stage] for stage in (Stage.DRAFT, Stage.RECEIVED)})

    assert not_his(found, "focal_point KEN") != {}


def test_the_readers_that_are_walked_have_every_reach_there_is() -> None:
    assert {REACH[kind] for kind in KINDS} == set(REACH.values())


def _print(kind: str, found: Found) -> None:
    """What `make walls` shows: in how many places each answer was found, and in each place how many."""
    lines = ["", f"{kind:<26}" + "".join(f"{wide:>16}" for wide in LADDER)]
    lines += [f"    {stage:<22}" + "".join(f"{len(found[stage, wide]):>16}" for wide in LADDER) for stage in Stage]
    wheres = sorted({where for routes in found.values() for where in routes})
    lines += [
        f"    {where:<36} {sum(where in routes for routes in found.values())} of {len(found)}" for where in wheres
    ]
    folder = ROOT / "var" / "walls"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"answers found by {kind}.txt").write_text("\n".join(lines) + "\n")
