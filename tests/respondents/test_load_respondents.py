"""The command that loads respondents: repeatable, and all or nothing."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from commitments.access.actor import anonymous
from commitments.access.refusals import LoadingNotAllowed
from commitments.respondents.models import FormerName, Respondent, RespondentName
from commitments.respondents.services import load_respondents
from tests.factories.respondents import FIXTURES, rewritten, state

pytestmark = pytest.mark.django_db
MEMBERS = FIXTURES / "member_states.csv"


def load(**options: Path) -> str:
    out = StringIO()
    call_command("load_respondents", stdout=out, **options)
    return out.getvalue()


def test_loading_twice_changes_nothing() -> None:
    models = (Respondent, RespondentName, FormerName)
    before = [list(model.objects.order_by("pk").values_list()) for model in models]
    events = [model.pgh_event_model.objects.count() for model in models]

    out = load()

    assert "0 new, 0 changed, 208 as they were." in out
    assert "member_state: 193" in out
    assert "Eastern European: 23" in out
    assert [list(model.objects.order_by("pk").values_list()) for model in models] == before
    assert [model.pgh_event_model.objects.count() for model in models] == events


def test_a_new_name_is_taken_up_and_the_respondent_stays_the_same(tmp_path: Path) -> None:
    thailand = state("THA")
    members = rewritten(MEMBERS, tmp_path / MEMBERS.name, {"THA": {"short_name": "Siam"}}, key="iso3")

    out = load(members=members)

    assert "0 new, 1 changed, 207 as they were." in out
    assert (state("THA").pk, state("THA").short_name) == (thailand.pk, "Siam")
    assert RespondentName.objects.get(respondent=thailand, language="en").short_name == "Siam"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"admitted": "1946"}, "“1946” is no date of admission"),
        ({"admitted": "2006-01-01"}, "member_on_2005_12_16 says “yes”, admission is 2006-01-01"),
        ({"regional_group": ""}, "no regional group"),
        ({"iso3": "th"}, "“th” is no code"),
        ({"iso3": "TGO"}, "stands already on line"),
        ({"short_name": ""}, "no name"),
    ],
)
def test_a_wrong_row_is_named_by_line_and_nothing_is_written(
    tmp_path: Path, change: dict[str, str], words: str
) -> None:
    names = {"THA": change, "AFG": {"short_name": "Another name"}}
    members = rewritten(MEMBERS, tmp_path / "members.csv", names, key="iso3")

    with pytest.raises(CommandError, match=words) as refusal:
        load(members=members)

    assert "members.csv, line 1" in str(refusal.value)
    assert "Nothing was written." in str(refusal.value)
    assert state("AFG").short_name == "Afghanistan"


@pytest.mark.parametrize("content", [b"", b"\x00\x01\xff", b"code,name\nTHA,Thailand\n"])
def test_a_file_that_is_no_such_csv_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "members.csv"
    file.write_bytes(content)

    with pytest.raises(CommandError, match=r"members\.csv"):
        load(members=file)


def test_a_predecessor_of_nobody_is_refused(tmp_path: Path) -> None:
    file = rewritten(FIXTURES / "predecessors.csv", tmp_path / "p.csv", {"SRB": {"code": "YUG"}}, key="code")

    with pytest.raises(CommandError, match="No respondent has the code YUG"):
        load(predecessors=file)


def test_somebody_who_may_not_load_writes_nothing() -> None:
    with pytest.raises(LoadingNotAllowed):
        load_respondents([], by=anonymous())
