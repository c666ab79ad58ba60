"""The States asked: how many, in which groups and order, under which names, on which date."""

from collections import Counter
from datetime import date

import pytest

from commitments.respondents.models import RegionalGroup, Respondent

pytestmark = pytest.mark.django_db

GROUPS = {
    "african": 54,
    "asia-pacific": 54,
    "eastern-european": 23,
    "latin-american-and-caribbean": 33,
    "western-european-and-others": 29,
}


def test_the_member_states_stand_in_their_regional_groups() -> None:
    counts = Counter(Respondent.objects.member_states().values_list("regional_group__code", flat=True))

    assert counts == GROUPS
    assert sum(counts.values()) == 193


def test_groups_stand_in_alphabetical_order() -> None:
    assert [group.code for group in RegionalGroup.objects.in_order()] == sorted(GROUPS)


def test_on_the_day_of_the_resolution_191_states_were_members() -> None:
    day = date(2005, 12, 16)

    assert Respondent.objects.members_on(day).count() == 191
    missing = Respondent.objects.member_states().exclude(pk__in=Respondent.objects.members_on(day))
    assert {state.code for state in missing} == {"MNE", "SSD"}


def test_a_state_is_a_member_from_the_day_of_its_admission() -> None:
    assert Respondent.objects.members_on(date(2006, 6, 28)).count() == 192
    assert Respondent.objects.members_on(date(2006, 6, 27)).count() == 191


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Costa Rica", "Côte d'Ivoire"),
        ("Côte d'Ivoire", "Croatia"),
        ("Tunisia", "Türkiye"),
        ("Türkiye", "Turkmenistan"),
        ("Qatar", "Republic of Korea"),
        ("United Arab Emirates", "United Kingdom of Great Britain and Northern Ireland"),
        ("United Kingdom of Great Britain and Northern Ireland", "United Republic of Tanzania"),
        ("Nepal", "Netherlands (Kingdom of the)"),
    ],
)
def test_states_follow_one_another_as_the_united_nations_sorts_them(before: str, after: str) -> None:
    names = list(Respondent.objects.member_states().in_order().values_list("short_name", flat=True))

    assert names.index(after) == names.index(before) + 1


def test_other_respondents_are_of_their_own_kind_and_stand_after_the_states() -> None:
    names = [respondent.code for respondent in Respondent.objects.others().in_order()]

    assert names[:3] == ["VAT", "PSE", "EU"]
    assert names[7] == "UNODC"
    assert names[-1] == "ISPAC"
    assert not Respondent.objects.others().filter(regional_group__isnull=False).exists()
    assert Respondent.objects.in_order().first() == Respondent.objects.get(code="AFG")


def test_every_respondent_has_its_english_name_and_only_uncertain_names_are_unverified() -> None:
    unverified = Respondent.objects.filter(names__language="en", names__verified=False).member_states()

    assert Respondent.objects.filter(names__language="en").count() == Respondent.objects.count()
    assert [state.code for state in unverified] == ["NLD"]


def test_a_name_falls_back_to_english_where_a_language_has_none() -> None:
    thailand = Respondent.objects.with_names().get(code="THA")

    assert thailand.name_in("fr") == "Thailand"


def test_a_state_bears_the_name_it_had_on_the_day_of_the_resolution() -> None:
    states = {state.code: state for state in Respondent.objects.with_names()}
    day = date(2005, 12, 16)

    assert states["TUR"].name_on(day) == "Turkey"
    assert states["SRB"].name_on(day) == "Serbia and Montenegro"
    assert states["THA"].name_on(day) == "Thailand"
    assert states["TUR"].name_on(date(2026, 1, 1)) == "Türkiye"


def test_names_carry_their_article_in_running_text() -> None:
    assert Respondent.objects.get(code="TZA").name_in_text == "the United Republic of Tanzania"
    assert Respondent.objects.get(code="THA").name_in_text == "Thailand"


def test_uncertain_rows_say_what_is_uncertain() -> None:
    uncertain = [state for state in Respondent.objects.member_states() if not state.is_certain]

    assert {state.code for state in uncertain} == {"KIR", "NLD", "SSD", "TUR", "USA"}
    assert all(state.notes for state in uncertain)


def test_acts_listed_under_serbia_before_3_june_2006_are_serbia_and_montenegros() -> None:
    serbia = Respondent.objects.get(code="SRB")

    assert serbia.bearer_on(date(2006, 6, 2)) == "Serbia and Montenegro"
    assert serbia.bearer_on(date(2006, 6, 3)) == "Serbia"
