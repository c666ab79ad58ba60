"""The treaty pages as anybody sees them."""

import gzip
import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client

from commitments.treaties.models import Treaty

pytestmark = pytest.mark.django_db


def text_of(client: Client, address: str, *, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def test_the_list_of_treaties_gives_parties_only_where_a_list_is_held(client: Client) -> None:
    page = text_of(client, "/treaties/")

    assert "Organized Crime Convention 179 175 27 January 2014 15 November 2000 29 September 2003" in page
    assert page.count("no list held") == 18
    assert page.count("not counted") == 18


@pytest.mark.parametrize("address", ["/treaties/", "/states/THA/treaties/"])
def test_each_subject_is_one_group(client: Client, address: str) -> None:
    page = client.get(address).content.decode()

    subjects = re.findall(r'<h2 id="group-\d+">([^<]+)</h2>', page)
    assert len(subjects) > 5
    assert len(set(subjects)) == len(subjects)


def test_every_treaty_has_its_page(client: Client) -> None:
    for treaty in Treaty.objects.all():
        assert treaty.formal_title in text_of(client, f"/treaties/{treaty.key}/")


def test_a_treatys_page_tells_dates_certainty_depositary_and_list(client: Client) -> None:
    page = text_of(client, "/treaties/uncac/")

    for words in (
        "31 October 2003, New York, resolution 58/4, annex (read in an official document)",
        "9 December 2005 (recalled, not confirmed) . Since then accession is what is open.",
        "14 December 2005",
        "Secretary-General of the United Nations",
        "vol. 2349, No. 42146",
        "10 July 2014",
        "Parties on 10 July 2014",
        "Not known after that date.",
        "A/RES/60/177, D23",
    ):
        assert words in page, words


def test_as_of_a_day_the_page_shows_the_published_figures(client: Client) -> None:
    page = text_of(client, "/treaties/untoc/?on=2005-03-08")

    assert "Parties on 8 March 2005" in page
    assert re.search(r"\b100\b.{0,40}parties", page)
    page = text_of(client, "/treaties/uncac/?on=2005-03-14")
    assert re.search(r"\b118\b.{0,60}signatures", page)
    assert re.search(r"\b18\b.{0,40}parties", page)


def test_groups_stand_beside_their_members_of_that_day(client: Client) -> None:
    page = text_of(client, "/treaties/untoc/?on=2005-12-16")

    assert re.search(r"African States \d+ 53 Asia-Pacific States \d+ 54 Eastern European States \d+ 22", page)


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("yesterday", "“yesterday” is no date"),
        ("2005-02-30", "“2005-02-30” is no date"),
        ("٢٠٠٥-٠٣-٠٨", "is no date"),
        ("2014-07-11", "11 July 2014 is after the list held, of 10 July 2014: nothing is known after that date."),
        ("9999-12-31", "lies in the future"),
    ],
)
def test_a_day_that_cannot_be_answered_is_refused_in_words(client: Client, on: str, words: str) -> None:
    page = text_of(client, f"/treaties/uncac/?on={on}", status=400)

    assert words in page
    assert "There is a problem with 1 field" in page
    assert "Parties on 10 July 2014" in page


def test_a_day_in_the_future_is_refused_everywhere(client: Client) -> None:
    tomorrow = date.today() + timedelta(days=2)  # noqa: DTZ011 (a day, not a moment)

    for address in ("/treaties/untoc/", "/treaties/matrix/", "/states/THA/treaties/"):
        assert "lies in the future" in text_of(client, f"{address}?on={tomorrow}", status=400)


def test_before_its_adoption_a_treaty_has_no_figures(client: Client) -> None:
    page = text_of(client, "/treaties/untoc/?on=1999-01-01")

    assert "On 1 January 1999 this treaty had not been adopted" in page
    assert "By regional group" not in page


def test_a_treaty_without_a_list_says_so_and_shows_no_figure(client: Client) -> None:
    response = client.get("/treaties/cites/")

    page = response.content.decode()
    assert "No list of acts is held for this treaty" in page
    assert "<svg" not in page.split('id="panel"')[1].split("</main>")[0].replace('<svg class="icon"', "")
    assert "By regional group" not in page


def test_participants_that_are_not_member_states_stand_apart(client: Client) -> None:
    page = text_of(client, "/treaties/untoc/")
    members, others = page.split("Participants that are not Member States Participant")

    assert "European Union" in others
    assert "Niue" in others
    assert "Niue" not in members


def test_an_unknown_treaty_or_state_is_not_found(client: Client) -> None:
    for address in ("/treaties/nothing/", "/states/ZZZ/treaties/", "/states/tha/treaties/"):
        assert client.get(address).status_code == 404, address


def test_the_matrix_has_every_state_and_treaty_in_words(client: Client) -> None:
    page = client.get("/treaties/matrix/").content.decode()
    body = page.split("<tbody>")[1].split("</tbody>")[0]

    assert body.count("<tr>") == 193
    assert body.count("<td") == 193 * 33
    assert body.count(">no list<") == 193 * 18
    assert "party 2011" in body.split("THA/treaties")[1].split("</tr>")[0]


def test_the_matrix_is_light(client: Client) -> None:
    assert len(gzip.compress(client.get("/treaties/matrix/").content)) < 100_000


def test_the_matrix_of_one_group_shows_its_states_only(client: Client) -> None:
    page = client.get("/treaties/matrix/?group=eastern-european").content.decode()

    assert page.split("<tbody>")[1].split("</tbody>")[0].count("<tr>") == 23
    assert " of 23" in page


def test_the_matrix_on_a_day_shows_the_members_and_acts_of_that_day(client: Client) -> None:
    page = client.get("/treaties/matrix/?on=2005-12-16").content.decode()
    body = page.split("<tbody>")[1].split("</tbody>")[0]

    assert body.count("<tr>") == 191
    assert not re.search(r"(party|signed) 20(0[6-9]|1\d)", body)
    assert "as of 16 December 2005, or of the date of the list" in page


def test_an_unknown_group_is_refused_in_words(client: Client) -> None:
    assert "“west” is no regional group." in text_of(client, "/treaties/matrix/?group=west", status=400)


def test_a_states_record_carries_the_list_with_every_fact(client: Client) -> None:
    page = text_of(client, "/states/SRB/treaties/")

    assert page.count("Not known after") == 15
    assert page.count("No list is held for this treaty") == 18
    assert "An act of Serbia and Montenegro, which the list shows under Serbia." in page


def test_what_is_uncertain_about_a_state_is_said_with_its_source(client: Client) -> None:
    assert "Not certain about this respondent: date not in the nationdates source" in text_of(
        client, "/states/SSD/treaties/"
    )
    assert "Not certain" not in text_of(client, "/states/THA/treaties/")


def test_no_page_calls_a_state_a_non_party(client: Client) -> None:
    for address in ("/treaties/", "/treaties/uncac/", "/treaties/matrix/", "/states/SOM/treaties/"):
        page = text_of(client, address).lower()
        assert not re.search(r"non-party|not a party|not party", page), address


def test_other_respondents_have_a_record_too(client: Client) -> None:
    assert "Party by approval of 12 November 2008." in text_of(client, "/states/EU/treaties/")


def test_htmx_gets_the_panel_only(client: Client) -> None:
    page = client.get(
        "/treaties/uncac/?on=2005-12-16", headers={"HX-Request": "true", "HX-Target": "panel"}
    ).content.decode()

    assert page.lstrip().startswith('<div id="panel"')
    assert "<html" not in page
