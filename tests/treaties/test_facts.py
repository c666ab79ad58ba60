"""What is said of one State and one treaty: with its list, and no more than the list shows."""

import csv
import re
from datetime import date

import pytest

from commitments.instruments.models import Obligation
from commitments.treaties import queries
from commitments.treaties.facts import TreatyFact, fact
from commitments.treaties.models import ObligationTreaty
from commitments.treaties.status import ListedAct, Standing
from tests.factories.respondents import FIXTURES, state
from tests.factories.treaties import act, new_treaty, treaty

pytestmark = pytest.mark.django_db


def facts_of(code: str, day: date | None = None) -> dict[str, TreatyFact]:
    return {fact.treaty.key: fact for fact in queries.record_of(state(code), day)}


def test_a_party_is_told_with_its_act_its_date_and_its_list() -> None:
    told = facts_of("THA")["uncac"]

    assert told.is_party
    assert told.sentence == "Party by ratification of 1 March 2011."
    assert told.limit == "Not known after 10 July 2014."
    assert told.list_as_of == date(2014, 7, 10)
    assert "United Nations Treaty Collection" in told.source
    assert [entry.kind for entry in told.acts] == ["signature", "ratification"]


def test_a_signatory_is_told_that_the_list_shows_no_binding_act() -> None:
    told = facts_of("THA", date(2005, 12, 16))["uncac"]

    assert told.standing is Standing.SIGNED
    assert told.sentence == (
        "Signed on 9 December 2003; our list of 10 July 2014 shows no act by which it was bound by 16 December 2005."
    )


def test_a_state_without_an_act_is_never_called_a_non_party() -> None:
    found = new_treaty(signature_closed_on=date(2002, 12, 12))

    told = fact(found, state("THA"), [])

    assert told.sentence == "Our list of 31 December 2010 does not show an act of Thailand."
    assert told.what_is_open == "Signature has closed; accession is what is open."
    assert "party" not in told.sentence


def test_a_day_before_a_later_act_does_not_deny_the_later_act() -> None:
    told = facts_of("THA", date(2003, 1, 1))["uncac"]

    assert told.sentence == ("Our list of 10 July 2014 does not show an act of Thailand by 1 January 2003.")


def test_before_signature_closed_accession_is_not_said_to_be_what_is_open() -> None:
    found = new_treaty(signature_closed_on=date(2002, 12, 12))

    assert fact(found, state("THA"), [], date(2002, 12, 12)).what_is_open == ""


def test_of_a_treaty_without_a_list_nothing_is_said_even_where_acts_are_held() -> None:
    found = new_treaty(list_as_of=None, list_source="")

    told = fact(found, state("THA"), [ListedAct("ratification", date(2001, 1, 1))])

    assert told.standing is Standing.NO_LIST
    assert told.sentence == "No list is held for this treaty; nothing is said about it."
    assert (told.acts, told.act, told.day, told.limit) == ((), None, None, "")


def test_a_day_after_the_list_tells_what_the_list_showed() -> None:
    told = facts_of("THA", date(2026, 1, 1))["uncac"]

    assert told.day == date(2014, 7, 10)
    assert told.limit == "Not known after 10 July 2014."


def test_an_act_listed_under_serbia_before_june_2006_is_told_as_serbia_and_montenegros() -> None:
    told = facts_of("SRB")["uncac"]

    assert told.acted_on == date(2005, 12, 20)
    assert told.succession_note == "An act of Serbia and Montenegro, which the list shows under Serbia."
    assert facts_of("MNE")["uncac"].succession_note == ""


def test_a_states_record_names_every_treaty() -> None:
    assert len(facts_of("THA")) == 33


def test_facts_beside_an_obligation_are_those_of_its_treaties() -> None:
    founding = Obligation.objects.filter(instrument__is_founding=True)
    beside = queries.facts_by_obligation(state("THA"), founding)
    by_reference = {one.reference: {told.treaty.key for told in beside[one.pk]} for one in founding}

    shown = {reference for reference, keys in by_reference.items() if keys}
    assert shown == {"D4", "D5", "D12", "D19", "D21", "D22", "D23", "D25"}
    assert by_reference["D23"] == by_reference["D25"] == {"uncac"}
    assert by_reference["D22"] == {"nuclear_terrorism"}
    assert by_reference["D12"] == {"unesco1970", "cites", "cbd"}
    assert by_reference["D19"] == {"sc1961", "sc1961p", "sc1961am", "psych1971", "traffic1988"}
    assert len(by_reference["D21"]) == 19


def test_facts_of_many_obligations_take_one_query(django_assert_num_queries: object) -> None:
    obligations = list(Obligation.objects.all())
    thailand = state("THA")

    with django_assert_num_queries(1):  # type: ignore[operator]
        queries.facts_by_obligation(thailand, obligations)


def test_the_links_hold_every_paragraph_that_the_file_of_treaties_names() -> None:
    with (FIXTURES / "treaties.csv").open(encoding="utf-8") as file:
        named = {
            (reference, row["key"])
            for row in csv.DictReader(file)
            if "subject only" not in row["paragraphs"]
            for reference in re.findall(r"D\d+", row["paragraphs"])
        }
    with (FIXTURES / "obligation_treaties.csv").open(encoding="utf-8") as file:
        links = list(csv.DictReader(file))

    assert {(row["obligation"], row["treaty"]) for row in links if row["origin"] == "text"} == named
    assert all(row["reason"] for row in links)
    assert ObligationTreaty.objects.count() == len(links)


def test_facts_for_one_obligation_are_in_the_order_of_the_treaties() -> None:
    told = queries.facts_for(state("THA"), Obligation.objects.get(instrument__is_founding=True, reference="D4"))

    assert [one.treaty.position for one in told] == sorted(one.treaty.position for one in told)
    assert told[0].treaty.key == "untoc"


def test_a_test_treaty_is_told_like_any_other() -> None:
    found = new_treaty()
    act(found, "KEN", "accession", "2004-05-05")

    assert facts_of("KEN")[found.key].sentence == "Party by accession of 5 May 2004."
    assert treaty(found.key).acts.count() == 1
