"""“Already party” is an answer: begun from the treaty lists with their dates, confirmed or changed by the State."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from commitments.instruments.models import Instrument
from commitments.submissions.models import ObligationReport, ReportingCycle
from tests.factories import submissions as make

pytestmark = pytest.mark.django_db

PARTY = "Answer “already party”"


@pytest.fixture
def founding(db: None) -> ReportingCycle:
    return make.cycle(on=Instrument.objects.get(is_founding=True))


def place(cycle: ReportingCycle, reference: str, name: str = "answer", code: str = "THA") -> str:
    return reverse(f"submissions:{name}", args=[code, cycle.slug, cycle.instruments.get().slug, reference])


def press(client: Any, cycle: ReportingCycle, reference: str) -> Any:
    return client.post(place(cycle, reference, "already_party"))


def test_one_click_begins_the_answer_with_the_act_and_the_date_of_the_list(
    founding: ReportingCycle, sign_in: Any
) -> None:
    client = sign_in()
    assert PARTY in client.get(place(founding, "D23")).content.decode()

    response = press(client, founding, "D23")

    answer = ObligationReport.objects.get()
    assert response["Location"] == place(founding, "D23") + "#answer-heading"
    assert (answer.obligation.reference, answer.status, answer.submission.stage) == (
        "D23", "implemented_and_maintained", "draft"
    )  # fmt: skip
    assert answer.narrative == (
        "Already party: Convention against Corruption, ratification of 1 March 2011 "
        "(depositary’s list of 10 July 2014)."
    )
    assert PARTY not in client.get(place(founding, "D23")).content.decode()


def test_where_a_list_does_not_show_every_treaty_the_status_stays_the_states(
    founding: ReportingCycle, sign_in: Any
) -> None:
    press(sign_in(), founding, "D4")

    answer = ObligationReport.objects.get()
    assert answer.status == "not_reported"
    assert "Organized Crime Convention, ratification of 17 October 2013" in answer.narrative
    assert "Smuggling of Migrants" not in answer.narrative  # signed only
    assert all(line.startswith("Already party: ") for line in answer.narrative.splitlines())


def test_nothing_that_was_said_is_overwritten(founding: ReportingCycle, sign_in: Any) -> None:
    asked = founding.instruments.get().obligations.get(reference="D23")
    make.answer(make.submission(of=founding), asked, status="not_reported", narrative="Typed by a person")
    client = sign_in()
    assert PARTY not in client.get(place(founding, "D23")).content.decode()

    response = client.post(place(founding, "D23", "already_party"), follow=True)

    assert ObligationReport.objects.get().narrative == "Typed by a person"
    assert "Nothing was overwritten" in response.content.decode()


def test_pressed_twice_it_is_said_once(founding: ReportingCycle, sign_in: Any) -> None:
    client = sign_in()

    for _ in range(2):
        press(client, founding, "D23")

    assert ObligationReport.objects.get().version == 1


@pytest.mark.parametrize("reference", ["D25", "D5", "D17"])
def test_it_is_offered_only_where_the_text_calls_upon_states_not_yet_parties(
    founding: ReportingCycle, sign_in: Any, reference: str
) -> None:
    client = sign_in()

    assert PARTY not in client.get(place(founding, reference)).content.decode()
    assert press(client, founding, reference).status_code == 404
    assert not ObligationReport.objects.exists()


def test_a_state_whose_list_shows_no_binding_act_is_offered_nothing(sign_in: Any) -> None:
    cycle = make.cycle("PRK", on=Instrument.objects.get(is_founding=True))
    client = sign_in("focal_point", "PRK")

    assert PARTY not in client.get(place(cycle, "D23", code="PRK")).content.decode()
    assert client.post(place(cycle, "D23", "already_party", code="PRK")).status_code == 404


def test_the_words_are_in_the_language_the_answer_says_it_is_in(founding: ReportingCycle, sign_in: Any) -> None:
    with translation.override("ar"):
        press(sign_in(), founding, "D23")

    answer = ObligationReport.objects.get()
    assert answer.language == "en"
    assert "1 March 2011" in answer.narrative


def test_a_clearance_officer_is_refused(founding: ReportingCycle, sign_in: Any) -> None:
    assert press(sign_in("clearance"), founding, "D23").status_code == 403
