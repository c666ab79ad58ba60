"""Folded counts that a process keeps: a change is in them at once for everyone, and none reaches another audience."""

import pytest
from django.conf import settings
from django.db import connections, transaction

from commitments.access.acting import acting
from commitments.access.actor import Actor, anonymous
from commitments.rollups import queries
from commitments.rollups.counts import CycleCounts
from commitments.rollups.models import Rollup
from commitments.rollups.services import fold
from commitments.submissions.models import ObligationReport, ReportingCycle
from commitments.web.transactions import as_program
from tests.factories.access import actor, person
from tests.rollups.readers import READERS
from tests.rollups.replies import NOON, cycle_of, reply
from tests.rollups.texts import small_text


def made() -> ReportingCycle:
    cycle = cycle_of(instruments=[small_text()])
    reply(cycle, "THA", {"OP1": ("planned", "own_state"), "OP2": ("under_way", "public")})
    reply(cycle, "KEN", {"OP1": ("planned", "secretariat"), "OP2": ("considered", "own_state")})
    reply(cycle, "BRA", {"OP1": ("under_way", "member_states"), "OP3": ("not_applicable", "public")})
    reply(cycle, "POL", {})
    return cycle


@pytest.fixture
def cycle(db):
    cycle = made()
    fold()
    queries.KEPT.clear()
    return cycle


def counts_for(somebody: Actor, cycle: ReportingCycle) -> CycleCounts:
    """As a page of this reader counts, of what is kept or not."""
    with acting(somebody):
        return queries.counts_for(somebody, cycle)


def counted(counts: CycleCounts) -> tuple[object, ...]:
    return {*counts.answers}, counts.hidden, counts.asked, counts.replied, counts.nil, counts.late


def fresh(somebody: Actor, cycle: ReportingCycle) -> tuple[object, ...]:
    """The counts with nothing kept before them."""
    queries.KEPT.clear()
    return counted(counts_for(somebody, cycle))


def audience_of_thailand(audience: str) -> None:
    ObligationReport.objects.filter(respondent__code="THA").update(audience=audience)


def withdrawn_of_brazil() -> None:
    said = {"withdrawn_at": NOON, "withdrawn_by": person(), "withdrawn_reason": "Sent by mistake."}
    ObligationReport.objects.filter(respondent__code="BRA").update(**said)


CHANGES = {
    "an audience is narrowed": lambda _cycle: audience_of_thailand("secretariat"),
    "an answer is withdrawn": lambda _cycle: withdrawn_of_brazil(),
    "another State replies": lambda cycle: reply(cycle, "FRA", {"OP1": ("no_action_yet", "public")}),
    "all of it is folded": lambda cycle: (reply(cycle, "FRA", {"OP1": ("planned", "public")}), fold()),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_in_the_counts_of_every_reader_at_the_next_request(cycle, change):
    readers = [of() for of in READERS.values()]
    for somebody in readers:
        counts_for(somebody, cycle)

    CHANGES[change](cycle)

    after = [counted(counts_for(somebody, cycle)) for somebody in readers]
    assert after == [fresh(somebody, cycle) for somebody in readers]


@pytest.mark.parametrize("first", READERS)
def test_what_one_reader_left_is_never_in_the_counts_of_another(cycle, first):
    expected = {name: fresh(of(), cycle) for name, of in READERS.items()}
    queries.KEPT.clear()

    counts_for(READERS[first](), cycle)

    assert {name: counted(counts_for(of(), cycle)) for name, of in READERS.items()} == expected


def test_what_the_program_counted_for_a_reader_is_not_what_he_counts_himself(cycle):
    nobody = anonymous()
    expected = fresh(nobody, cycle)
    queries.KEPT.clear()

    with as_program("test"):
        queries.counts_for(nobody, cycle)

    assert counted(counts_for(nobody, cycle)) == expected


def test_counts_of_one_paragraph_are_of_what_is_kept_and_of_what_came_since(cycle):
    officer = actor("officer")
    whole = counts_for(officer, cycle)
    audience_of_thailand("public")

    for obligation_id in whole.on:
        with acting(officer):
            one = queries.counts_for(officer, cycle, only=obligation_id)

        assert {*one.answers} == {
            row for row in counts_for(officer, cycle).answers if row.obligation_id == obligation_id
        }


def test_a_reading_changes_nothing_of_what_is_kept(cycle):
    officer = actor("officer")
    before = counted(counts_for(officer, cycle))
    audience_of_thailand("public")
    counts_for(officer, cycle)

    audience_of_thailand("own_state")
    ObligationReport.objects.filter(respondent__code="THA", obligation__reference="OP2").update(audience="public")

    assert counted(counts_for(officer, cycle)) == before


def versions(cycle: ReportingCycle) -> list[int | None]:
    """What is kept, by its versions, after an officer has counted."""
    counts_for(actor("officer"), cycle)
    return [kept.version for key, (kept, _weight) in queries.KEPT._values.items() if key[0] == cycle.pk]


def test_folded_counts_are_read_once_and_again_after_a_fold_only(cycle):
    first, second = versions(cycle), versions(cycle)
    audience_of_thailand("public")
    after_a_change = versions(cycle)
    fold()

    assert first == second == after_a_change
    assert versions(cycle) != first


def test_a_fold_that_is_taken_back_leaves_nothing_kept(committed_db):
    cycle = made()
    fold()
    officer = actor("officer")
    expected = fresh(officer, cycle)
    with transaction.atomic():
        audience_of_thailand("public")
        fold()
        assert counted(counts_for(officer, cycle)) != expected
        transaction.set_rollback(True)

    assert counted(counts_for(officer, cycle)) == expected


WRITINGS = {
    "rows are added": "INSERT INTO commitments_rollup (cycle_id, obligation_id, regional_group_id, stage, status,"
    " answers_as, audience, n) SELECT cycle_id, obligation_id, regional_group_id, 'closed', status, answers_as,"
    " audience, 1 FROM commitments_rollup WHERE audience = 'public' LIMIT 1",
    "rows are changed": "UPDATE commitments_rollup SET n = n + 1 WHERE audience = 'public'",
    "rows are taken away": "DELETE FROM commitments_rollup WHERE audience = 'public'",
    "all are taken away": "TRUNCATE commitments_rollup",
}


@pytest.mark.parametrize("writing", WRITINGS)
def test_whoever_writes_folded_counts_by_hand_is_seen_at_the_next_request(committed_db, writing):
    cycle = made()
    fold()
    officer = actor("officer")
    before = fresh(officer, cycle)

    with connections[settings.OWNER_DATABASE].cursor() as owner:
        owner.execute(WRITINGS[writing])

    assert counted(counts_for(officer, cycle)) != before
    assert counted(counts_for(officer, cycle)) == fresh(officer, cycle)
    with as_program("test"):
        assert Rollup.objects.filter(cycle=cycle).exists() is (writing != "all are taken away")
