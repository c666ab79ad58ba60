"""The command that loads treaties and acts: complete, repeatable, clear about what it refuses."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from commitments.access.actor import anonymous
from commitments.access.refusals import LoadingNotAllowed
from commitments.respondents.models import Respondent
from commitments.treaties.models import Treaty, TreatyAct
from commitments.treaties.rows import ActsRead
from commitments.treaties.services import load_acts, load_treaties
from tests.factories.respondents import FIXTURES, rewritten
from tests.factories.treaties import acts_file, treaty

pytestmark = pytest.mark.django_db

KINDS = {
    "signature": 1340,
    "ratification": 1198,
    "accession": 1104,
    "succession": 61,
    "acceptance": 23,
    "approval": 12,
    "succession to signature": 1,
    "formal confirmation": 1,
}


def load(file: Path, **options: Path) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("load_treaty_acts", file, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_all_treaties_and_all_acts_are_held() -> None:
    assert Treaty.objects.count() == 33
    assert Treaty.objects.with_a_list().count() == 15
    assert TreatyAct.objects.count() == 3740


@pytest.mark.parametrize(("kind", "count"), KINDS.items())
def test_every_kind_of_act_is_loaded(kind: str, count: int) -> None:
    assert TreatyAct.objects.filter(kind=kind).count() == count


def test_participants_that_are_not_member_states_are_kept_apart_and_reported_by_name() -> None:
    out, _err = load(FIXTURES / "treaty_actions.csv")

    others = TreatyAct.objects.of_other_participants()
    assert others.count() == 40
    assert TreatyAct.objects.of_member_states().count() == 3700
    assert set(others.values_list("participant", flat=True)) == {
        "Cook Islands",
        "European Union",
        "Holy See",
        "Niue",
        "State of Palestine",
    }
    assert "not Member States: Cook Islands 7, European Union 14, Holy See 11, Niue 7, State of Palestine 1." in out


def test_loading_twice_changes_nothing() -> None:
    before = list(TreatyAct.objects.order_by("pk").values_list())
    events = TreatyAct.pgh_event_model.objects.count()

    out, err = load(FIXTURES / "treaty_actions.csv")

    assert "Treaties: 0 new, 0 changed, 33 as they were; 18 without a list." in out
    assert "Acts: 3740 rows read, 0 added, 3740 held already, 0 refused." in out
    assert list(TreatyAct.objects.order_by("pk").values_list()) == before
    assert TreatyAct.pgh_event_model.objects.count() == events
    assert "act" not in err


def test_wrong_rows_are_refused_by_line_while_the_others_load(tmp_path: Path) -> None:
    file = acts_file(
        tmp_path,
        ("untoc", "2013-12-30", "TUV", "Tuvalu", "accession"),
        ("unknown", "2013-12-30", "TUV", "Tuvalu", "accession"),
        ("untoc", "2013-12-30", "ZZZ", "Nowhere", "accession"),
        ("untoc", "1999-12-30", "TUV", "Tuvalu", "signature"),
    )

    out, err = load(file)

    assert TreatyAct.objects.filter(respondent__code="TUV", acted_on="2013-12-30").exists()
    assert "Acts: 4 rows read, 1 added, 0 held already, 3 refused." in out
    assert "refused, unknown treaty: 1" in out
    assert "refused, unknown State: 1" in out
    assert "refused, before the treaty's adoption: 1" in out
    assert "line 3: unknown treaty “unknown”" in err
    assert "line 4: unknown State “ZZZ”" in err
    assert "line 5: 1999-12-30 is before the adoption of untoc on 2000-11-15" in err


def test_acts_that_a_file_no_longer_shows_stay(tmp_path: Path) -> None:
    out, _err = load(acts_file(tmp_path))

    assert TreatyAct.objects.count() == 3740
    assert "not shown by this file: 3740 acts. They stay." in out


def test_a_file_that_is_no_csv_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "acts.csv"
    file.write_bytes(b"\x00\xff\xfe")

    with pytest.raises(CommandError, match="Nothing was written"):
        load(file)


def test_a_changed_treaty_is_changed_in_its_place(tmp_path: Path) -> None:
    before = treaty("uncac").pk
    changed = rewritten(FIXTURES / "treaties.csv", tmp_path / "t.csv", {"uncac": {"short_name": "UNCAC"}}, key="key")

    out, _err = load(FIXTURES / "treaty_actions.csv", treaties=changed)

    assert "Treaties: 0 new, 1 changed, 32 as they were" in out
    assert (treaty("uncac").pk, treaty("uncac").short_name) == (before, "UNCAC")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"adopted": "in 2003"}, "line 6: “in 2003” in adopted is no date"),
        ({"group": "poetry"}, "line 6: unknown group “poetry”"),
        ({"cert_unts": "sure"}, "line 6: unknown cert_unts “sure”"),
        ({"list_source": ""}, "line 6: a list needs both its date and its source"),
        ({"key": "untoc"}, "line 6: key “untoc” stands twice"),
        ({"formal_title": ""}, "line 6: no formal_title"),
    ],
)
def test_a_wrong_treaty_refuses_the_whole_file(tmp_path: Path, change: dict[str, str], words: str) -> None:
    file = rewritten(FIXTURES / "treaties.csv", tmp_path / "t.csv", {"uncac": change}, key="key")

    with pytest.raises(CommandError, match=words):
        load(FIXTURES / "treaty_actions.csv", treaties=file)


def test_acts_are_refused_before_the_states_are_loaded() -> None:
    TreatyAct.objects.all().delete()
    Respondent.objects.filter(kind="member_state").update(kind="observer_state", regional_group=None, admitted_on=None)

    with pytest.raises(CommandError, match="run load_respondents first"):
        load(FIXTURES / "treaty_actions.csv")


def test_somebody_who_may_not_load_writes_nothing() -> None:
    with pytest.raises(LoadingNotAllowed):
        load_acts(ActsRead(), by=anonymous())
    with pytest.raises(LoadingNotAllowed):
        load_treaties([], by=anonymous())
