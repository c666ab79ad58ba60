"""What an act does to its participant."""

from datetime import date

import pytest

from commitments.treaties.status import BINDING_KINDS, EFFECTS, ActKind, ListedAct, Standing, standing_on

DAY = date(2005, 3, 8)


def listed(*acts: tuple[str, str]) -> list[ListedAct]:
    return [ListedAct(kind, date.fromisoformat(day)) for kind, day in acts]


def test_every_kind_of_act_has_an_effect() -> None:
    assert set(EFFECTS) == set(ActKind.values)


@pytest.mark.parametrize("kind", BINDING_KINDS)
def test_a_binding_act_makes_a_party(kind: str) -> None:
    assert standing_on(listed((kind, "2004-01-01")), DAY).standing is Standing.PARTY


@pytest.mark.parametrize("kind", ["signature", "succession to signature"])
def test_a_signature_makes_no_party(kind: str) -> None:
    assert standing_on(listed((kind, "2004-01-01")), DAY).standing is Standing.SIGNED


def test_an_act_counts_from_the_end_of_its_own_day() -> None:
    acts = listed(("ratification", "2005-03-08"))

    assert standing_on(acts, date(2005, 3, 7)).standing is Standing.NOT_SHOWN
    assert standing_on(acts, DAY).standing is Standing.PARTY


def test_the_earliest_binding_act_is_the_one_that_counts() -> None:
    acts = listed(("accession", "2003-01-01"), ("signature", "2000-12-12"), ("ratification", "2002-01-01"))

    assert standing_on(acts, DAY).act == ListedAct("ratification", date(2002, 1, 1))


def test_a_signature_and_a_ratification_of_one_day_make_a_party() -> None:
    assert standing_on(listed(("ratification", "2003-12-09"), ("signature", "2003-12-09")), DAY).standing == "party"


def test_a_denunciation_ends_and_a_later_accession_binds_again() -> None:
    acts = listed(("ratification", "1990-01-01"), ("denunciation", "1995-01-01"), ("accession", "2000-01-01"))

    assert standing_on(acts, date(1996, 1, 1)).standing is Standing.ENDED
    assert standing_on(acts, DAY).act == ListedAct("accession", date(2000, 1, 1))


def test_who_did_nothing_is_only_not_shown() -> None:
    assert standing_on([], DAY).standing is Standing.NOT_SHOWN
