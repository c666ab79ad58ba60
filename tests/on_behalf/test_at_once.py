"""Two at once, on real connections that commit: two officers, an officer and the State, taking over and receiving."""

from pathlib import Path
from typing import Any

import pytest

from commitments.respondents.models import Respondent
from commitments.submissions import services
from commitments.submissions.models import StageMove, Submission
from tests.factories import entries
from tests.factories import submissions as make
from tests.submissions.test_at_once import at_once, kinds

pytestmark = pytest.mark.usefixtures("committed_db")


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def test_of_two_officers_who_begin_the_same_reply_one_does_and_the_other_is_told() -> None:
    cycle, state = make.cycle(), Respondent.objects.get(code="THA")
    both = [entries.now_of(entries.officer()) for _ in range(2)]

    results = at_once(*[
        lambda by=by: services.begin_entry(cycle, state, entries.came(), by=by, now=make.NOON) for by in both
    ])  # fmt: skip

    assert kinds(results) == ["EntryRefused", "Submission"]
    assert Submission.objects.count() == 1


def test_of_an_officer_and_the_state_who_begin_at_once_one_does_and_the_other_is_told() -> None:
    cycle, state = make.cycle(), Respondent.objects.get(code="THA")
    officer, focal = entries.now_of(entries.officer()), make.focal_point()

    results = at_once(
        lambda: services.begin_entry(cycle, state, entries.came(), by=officer, now=make.NOON),
        lambda: services.start_submission(cycle, state, by=focal, now=make.NOON),
    )

    assert kinds(results) in (["EntryRefused", "Submission"], ["EnteredForTheState", "Submission"])
    assert Submission.objects.count() == 1


def test_of_taking_over_and_receiving_at_once_one_is_done_and_the_other_is_told() -> None:
    typist, checker = entries.officer(), entries.officer()
    whole = entries.entry(typist)
    entries.typed(typist, whole)
    second, focal = entries.now_of(checker), make.focal_point()

    results = at_once(
        lambda: services.receive_entry(whole, is_nil=False, as_read="", by=second, now=make.NOON),
        lambda: services.take_over(Submission.objects.get(pk=whole.pk), by=focal, now=make.NOON),
    )

    assert kinds(results) in (["EntryRefused", "Submission"], ["MoveNotAllowed", "Submission"])
    assert StageMove.objects.filter(submission=whole).count() == 2
