"""The command open_cycle: opens, and refuses with the name of what is wrong."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from commitments.submissions.models import ReportingCycle
from tests.factories import submissions as make

USUAL = ["--name", "Follow-up", "--soft-deadline", "2100-01-01", "--hard-deadline", "2100-02-01"]


def run(slug: str, *words: str) -> str:
    said = StringIO()
    call_command("open_cycle", slug, *USUAL, *words, stdout=said)
    return said.getvalue()


@pytest.fixture
def symbol(committed_db: str) -> str:
    return make.instrument().symbol


def test_it_asks_all_member_states_or_those_named(symbol: str) -> None:
    members = make.Respondent.objects.member_states().count()

    assert f"{members} asked" in run("all", "--instrument", symbol)
    assert "2 asked" in run("two", "--instrument", symbol, "--asked", "THA", "KEN", "THA")
    assert ReportingCycle.objects.count() == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--hard-deadline", "2099-01-01"], "soft_deadline_on"), (["--asked", "XXX"], "No respondent XXX"),
        (["--zone", "Mars/Base"], "time_zone"), (["--instrument", "A/NONE"], "No instrument A/NONE"),
        (["--soft-deadline", "tomorrow"], "invalid"), (["--soft-deadline", "2001-01-01"], "soft_deadline_on"),
    ],
)  # fmt: skip
def test_it_refuses_with_the_name_of_what_is_wrong(symbol: str, words: list[Any], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        run("wrong", "--instrument", symbol, *words)

    assert not ReportingCycle.objects.exists()
