"""A cycle is opened from a page: read before it happens, its list of States fixed, by officers and nobody else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from commitments.calls.models import CallDocument
from commitments.respondents.models import Respondent
from commitments.submissions.models import AskedRespondent, ReportingCycle
from tests.factories import submissions as make
from tests.factories.access import person

pytestmark = pytest.mark.django_db
NEW = "/new-cycle/"


def officer() -> Client:
    client = Client()
    client.force_login(person("officer"))
    return client


def typed(**fields):
    today = timezone.localdate()
    return {
        "name": "Call of 2027", "slug": "call-2027", "instruments": [make.instrument().slug], "time_zone": "Europe/Vienna",
        "soft_deadline_on": today + timedelta(days=60), "hard_deadline_on": today + timedelta(days=90),
        "report_cut_off_on": today + timedelta(days=100), "who": "named", "named": ["KEN", "THA"], **fields,
    }  # fmt: skip


def test_what_will_happen_is_read_before_anything_is_written():
    page = officer().post(NEW, typed())

    assert "Nothing has been written yet" in page.text
    assert "2 respondents are asked" in page.text
    assert "Kenya" in page.text
    assert not ReportingCycle.objects.exists()


def test_an_address_with_a_language_complains_of_no_field():
    page = officer().get(NEW, {"lang": "ar", "name": "Typed into the address"})

    assert page.status_code == 200
    assert 'aria-invalid="true"' not in page.text


def test_from_there_the_cycle_is_opened_with_its_list_and_its_documents_wait():
    answer = officer().post(NEW, typed(open="1"))

    cycle = ReportingCycle.objects.get()
    assert answer["Location"] == "/cycles/call-2027/"
    assert set(cycle.asked.values_list("code", flat=True)) == {"KEN", "THA"}
    assert cycle.report_cut_off_on == timezone.localdate() + timedelta(days=100)
    assert set(CallDocument.objects.values_list("language", "form")) == {("en", "docx"), ("en", "pdf")}


def test_a_second_click_opens_no_second_cycle():
    client, said = officer(), typed(open="1")

    client.post(NEW, said)
    again = client.post(NEW, said)

    assert again.status_code == 422
    assert ReportingCycle.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "more"), [("everybody", {}), ("groups", {"groups": ["african", "asia-pacific"]}), ("named", {"named": ["KEN"]})]
)  # fmt: skip
def test_who_is_asked_is_all_or_by_groups_or_by_name(who, more):
    officer().post(NEW, typed(open="1", who=who, **{"named": [], **more}))

    members = Respondent.objects.members_on(timezone.localdate())
    wanted = {
        "everybody": members.count(),
        "groups": members.filter(regional_group__code__in=["african", "asia-pacific"]).count(),
        "named": 1,
    }
    assert AskedRespondent.objects.count() == wanted[who] > 0


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"named": []}, "Nobody is asked"),
        ({"slug": "two words"}, "Enter a valid"),
        ({"time_zone": "Europe/Nowhere"}, "There is no time zone"),
        ({"soft_deadline_on": "2020-01-01"}, "before the day on which the cycle opens"),
        ({"report_cut_off_on": timezone.localdate()}, "cut off before replies are requested"),
        ({"instruments": []}, "This field is required"),
    ],
)
@pytest.mark.parametrize("step", [{}, {"open": "1"}])
def test_what_cannot_be_is_refused_at_its_field_in_both_steps(fields, words, step):
    answer = officer().post(NEW, typed(**fields, **step))

    assert answer.status_code == 422
    assert words in answer.text
    assert not ReportingCycle.objects.exists()


def test_change_it_leads_back_to_the_form_with_what_was_typed():
    page = officer().post(NEW, typed(change="1"))

    assert page.status_code == 200
    assert 'value="Call of 2027"' in page.text


@pytest.mark.parametrize("role", ["approver", "reader", "administrator"])
def test_nobody_else_opens_one(role):
    client = Client()
    client.force_login(person(role))

    assert client.post(NEW, typed(open="1")).status_code == 403
    assert not ReportingCycle.objects.exists()
