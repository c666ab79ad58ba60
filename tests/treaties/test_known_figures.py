"""Figures published at the time, met by the record; and figures that must add up."""

from datetime import date

import pytest

from commitments.treaties import queries
from commitments.treaties.models import Treaty, TreatyAct
from commitments.treaties.status import BINDING_KINDS
from tests.factories.treaties import act, new_treaty, treaty

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("key", "parties"), [("untoc", 100), ("tip", 80), ("som", 69)])
def test_parties_on_8_march_2005_are_those_published_then(key: str, parties: int) -> None:
    assert queries.parties_on(treaty(key), date(2005, 3, 8)).total == parties


def test_the_corruption_convention_had_118_signatures_and_18_ratifications_on_14_march_2005() -> None:
    day = date(2005, 3, 14)

    assert queries.signatures_on(treaty("uncac"), day) == 118
    assert queries.parties_on(treaty("uncac"), day).total == 18


@pytest.mark.parametrize("key", ["untoc", "uncac", "cbd", "sc1961p", "traffic1988"])
def test_a_query_of_its_own_counts_the_same_parties(key: str) -> None:
    found = treaty(key)
    day = date(2005, 12, 16)

    acts = TreatyAct.objects.filter(treaty=found, kind__in=BINDING_KINDS, acted_on__lte=day)
    by_hand = len({participant or name for participant, name in acts.values_list("respondent_id", "participant")})

    assert queries.parties_on(found, day).total == by_hand


def test_the_parts_by_group_add_up_to_the_parties() -> None:
    for found in Treaty.objects.with_a_list():
        for day in (date(2000, 1, 1), date(2005, 12, 16), found.list_as_of):
            if day and found.list_as_of and found.adopted_on <= day <= found.list_as_of:
                assert queries.parties_by_group(found, day).total == queries.parties_on(found, day).total


def test_each_groups_denominator_is_its_members_on_the_day() -> None:
    groups = queries.parties_by_group(treaty("untoc"), date(2005, 12, 16)).groups

    assert [group.members for group in groups] == [53, 54, 22, 33, 29]
    assert sum(group.members for group in groups) == 191


def test_an_act_before_admission_is_valid_and_shown_apart() -> None:
    found = treaty("psych1971")
    day = date(1999, 1, 1)

    counts = queries.parties_by_group(found, day)

    assert counts.not_yet_members >= 1  # Switzerland was a party before it was a Member
    assert "CHE" in {who.code for who in queries.participants_of(found) if not who.was_member_on(day)}


def test_a_state_with_signature_and_ratification_counts_once_from_its_ratification() -> None:
    found = new_treaty()
    act(found, "THA", "signature", "2001-01-01")
    act(found, "THA", "ratification", "2003-01-01")
    act(found, "KEN", "accession", "2002-01-01")

    assert queries.parties_on(found, date(2002, 12, 31)).total == 1
    assert queries.parties_on(found, date(2003, 1, 1)).total == 2
    assert [(count.day.year, count.total) for count in queries.parties_over_time(found)] == [(2002, 1), (2003, 2)]


def test_the_line_over_time_ends_where_the_count_on_that_day_stands() -> None:
    for found in Treaty.objects.with_a_list():
        assert found.list_as_of
        last = queries.parties_over_time(found)[-1]
        on_list = queries.parties_on(found, found.list_as_of)
        assert (last.member_states, last.others) == (on_list.member_states, on_list.others)


def test_nothing_is_counted_after_the_list() -> None:
    found = treaty("uncac")
    assert found.list_as_of

    with pytest.raises(queries.NotOnTheList):
        queries.parties_on(found, date(2014, 7, 11))
    assert queries.parties_on(found, date(2014, 7, 10)).day == found.list_as_of


def test_a_treaty_without_a_list_has_no_count_and_no_line() -> None:
    found = treaty("cites")

    with pytest.raises(queries.NotOnTheList):
        queries.parties_on(found, date(2005, 3, 8))
    assert queries.parties_over_time(found) == []
    rows = {row.treaty.key: row.parties for row in queries.treaties_with_parties()}
    assert rows["cites"] is None
    assert rows["sc1961am"] is None


def test_the_amended_convention_takes_no_parties_from_the_convention_or_its_protocol() -> None:
    assert not treaty("sc1961am").acts.exists()
    assert queries.parties_on(treaty("sc1961"), date(2005, 3, 8)).total > 100


def test_counts_need_few_queries(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(2):  # type: ignore[operator]
        queries.treaties_with_parties()
    found = treaty("uncac")
    with django_assert_num_queries(2):  # type: ignore[operator]
        queries.parties_page(found, date(2005, 12, 16))
    with django_assert_num_queries(3):  # type: ignore[operator]
        queries.matrix()
