"""Writers beside each other and beside a fold, and a fold that dies: the counts are the records' all the time."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, OperationalError, connection, connections, transaction

from commitments.instruments.models import Obligation
from commitments.rollups.models import Rollup, RollupDelta
from commitments.rollups.recount import recount
from commitments.rollups.services import fold
from commitments.submissions.models import ObligationReport, Submission
from tests.factories.access import person
from tests.rollups.replies import answer, cycle_of, draft, reply, send
from tests.rollups.texts import small_text
from tests.rollups.verbs import Verbs, cycles_of

pytestmark = pytest.mark.usefixtures("committed_db")
CODES = ["THA", "KEN", "BRA", "FRA", "POL", "JPN"]


def closing(work: Callable[..., Any]) -> Callable[..., Any]:
    """Run in a thread with connections of its own, closed at the end."""

    def run(*arguments: Any) -> Any:
        try:
            return work(*arguments)
        finally:
            connections.close_all()

    return run


@closing
def write(code: str, cycle: Any, seed: int) -> None:
    dice = random.Random(seed)
    for number in range(1, 5):
        submission = draft(cycle, code, number=number)
        for reference in ("OP1", "OP2", "OP3"):
            answer(submission, reference, dice.choice(["planned", "under_way", "considered"]))
        with transaction.atomic():
            send(submission)
        ObligationReport.objects.filter(respondent__code=code).update(audience=dice.choice(["public", "secretariat"]))


@closing
def fold_often() -> int:
    return sum(fold() for _ in range(25))


def test_six_writers_and_two_folds_at_once_leave_every_count_true():
    cycle = cycle_of(instruments=[small_text()])
    with ThreadPoolExecutor(8) as pool:
        work = [pool.submit(write, code, cycle, seed) for seed, code in enumerate(CODES)]
        work += [pool.submit(fold_often) for _ in range(2)]
        for done in work:
            done.result()

    assert [difference.words for difference in recount().differences] == []
    assert ObligationReport.objects.reported().count() == 18
    fold()
    assert recount().is_clean
    assert not RollupDelta.objects.exists()


@closing
def one_verb_of(verbs: Verbs) -> None:
    """Two may want the same at once: then the database refuses one of them whole."""
    with suppress(IntegrityError, OperationalError):
        verbs.any()


@pytest.mark.parametrize("seed", range(2))
def test_any_verbs_from_three_connections_at_once_leave_the_counts_as_the_records_after_each(seed: int):
    text = small_text()
    cycles = cycles_of(text)
    hands = [Verbs(10 * seed + number, text, cycles) for number in range(3)]
    with ThreadPoolExecutor(3) as pool:
        for _round in range(25):
            for done in [pool.submit(one_verb_of, verbs) for verbs in hands]:
                done.result()

            assert [difference.words for difference in recount().differences] == []

    assert ObligationReport.objects.reported().exists()


def test_a_save_and_a_sending_at_the_same_moment_are_counted_once():
    cycle = cycle_of(instruments=[small_text()])
    submissions = [draft(cycle, code) for code in CODES]
    reports = [answer(submission, "OP1", "planned") for submission in submissions]
    sender = person()

    @closing
    def change(report: ObligationReport) -> None:
        # Sent first: the answer can no longer change. The submission is held first, as the verbs do.
        with suppress(IntegrityError), transaction.atomic():
            Submission.objects.select_for_update().get(pk=report.submission_id)
            ObligationReport.objects.filter(pk=report.pk).update(status="under_way")

    @closing
    def send_it(submission: Any) -> None:
        send(submission, by=sender)

    with ThreadPoolExecutor(6) as pool:
        pairs = [(pool.submit(change, r), pool.submit(send_it, s)) for r, s in zip(reports, submissions, strict=True)]
        for pair in pairs:
            for done in pair:
                done.result()

    assert [difference.words for difference in recount().differences] == []
    assert recount().answers == len(CODES)


def test_a_fold_that_is_killed_has_folded_nothing_and_the_next_one_finishes():
    cycle = cycle_of(instruments=[small_text()])
    for code in CODES:
        reply(cycle, code, {"OP1": "planned", "OP2": "under_way"})
    waiting = RollupDelta.objects.count()
    settings = connection.get_connection_params()
    settings.pop("cursor_factory", None)
    settings.pop("context", None)
    dying = psycopg.connect(**settings)
    dying.execute("SELECT fold_rollups(1000)")
    with connections["maintenance"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM commitments_rollupdelta")
        assert cursor.fetchone() == (waiting,)

    dying.close()  # the server is gone before the commit

    assert (RollupDelta.objects.count(), Rollup.objects.count()) == (waiting, 0)
    assert recount().is_clean
    assert fold() == waiting
    assert recount().is_clean


def test_a_theme_that_changes_changes_what_its_paragraphs_add_up_to():
    text = small_text()
    cycle = cycle_of(instruments=[text])
    reply(cycle, "THA", {"OP1": "planned"})
    paragraph = Obligation.objects.get(instrument=text, reference="OP1")

    paragraph.themes.all().delete()

    assert recount().is_clean  # themes are joined when read, so no count holds one
