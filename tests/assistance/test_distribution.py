"""To whom the report was distributed: States, intergovernmental and non-governmental organizations, and when."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from commitments.access.acting import acting
from commitments.access.refusals import NotAllowed
from commitments.assistance import services
from commitments.assistance.models import Distribution, RecipientKind
from commitments.assistance.services.distribution import Recipient
from commitments.instruments.models import Instrument
from commitments.respondents.models import Respondent
from commitments.submissions.services.dispatches import DispatchRefused, Sent
from tests.factories import submissions as make
from tests.factories.access import actor, client_of

pytestmark = pytest.mark.django_db
TABLE = "/assistance/mandates/"
PLACE = f"{TABLE}A-RES-60-177/OP5/"
REPORT = "A/CONF.203/18"
NGO = Recipient(RecipientKind.NON_GOVERNMENTAL, name="Penal Reform International")
ONCE = "6d2f3f3e-95d5-4ad0-8f0f-0a7c9c9d6f11"


def op5():
    return Instrument.objects.get(is_founding=True).obligations.get(reference="OP5")


def to(code):
    return Recipient.of(Respondent.objects.get(code=code))


def enter(*recipients, by=None, sent=None, document=REPORT):
    sent = sent or Sent(on=make.NOON.date(), way="post")
    by = by or make.focal_point("UNODC")
    return services.enter_distribution(
        op5(), document, sent, recipients=recipients, request_id=None, by=by, now=make.NOON
    )


def typed(**said):
    return {"document": REPORT, "sent_on": "2005-07-01", "way": "pouch", **said}


def test_the_report_goes_to_all_member_states_and_organizations_in_one_entry_of_the_form():
    writer = client_of("focal_point", "UNODC")
    said = typed(all_members="on", respondents=["EU", "THA"], non_governmental="One\n\n Two \nOne", request_id=ONCE)

    writer.post(f"{PLACE}distribute/", said)
    writer.post(f"{PLACE}distribute/", said)
    table = client_of("officer").get(TABLE).text
    register = client_of("officer").get(f"{PLACE}distribution/?page=4").text

    assert Distribution.objects.count() == 193 + 1 + 2
    for words in ("State 193", "Intergovernmental organization 1", "Non-governmental organization 2"):
        assert words in table
    assert "1 July 2005" in register
    assert REPORT in register


def test_one_to_whom_it_went_twice_is_counted_once():
    enter(to("THA"), NGO)
    enter(to("THA"), sent=Sent(on=make.NOON.date(), way="email"))

    assert "State 1 · Non-governmental organization 1" in client_of("officer").get(TABLE).text
    assert "State: 1" in client_of("officer").get(f"{TABLE}list.csv").getvalue().decode()


def test_what_is_entered_already_is_not_entered_again():
    assert (enter(to("THA"), NGO), enter(to("THA"), NGO), enter(to("THA"), to("KEN"))) == (2, 0, 1)


@pytest.mark.parametrize(
    ("recipients", "days", "field"), [((), 0, "respondents"), ((NGO,), 1, "sent_on")], ids=["nobody", "a day to come"]
)
def test_an_entry_that_cannot_be_is_refused_at_its_field(recipients, days, field):
    with pytest.raises(DispatchRefused) as refusal:
        enter(*recipients, sent=Sent(on=make.NOON.date() + timedelta(days=days), way="post"))

    assert refusal.value.field == field
    assert not Distribution.objects.exists()


def test_nothing_is_distributed_to_the_secretariat_itself():
    with pytest.raises(DispatchRefused):
        to("UNODC")


@pytest.mark.parametrize(
    "wrong",
    [{"sent_on": ""}, {"document": ""}, {"respondents": "ZZZ"}, {"non_governmental": "x" * 301}, {"way": "owl"}],
)
def test_a_form_that_is_wrong_says_so_and_enters_nothing(wrong):
    page = client_of("focal_point", "UNODC").post(f"{PLACE}distribute/", typed(all_members="on") | wrong)

    assert page.status_code == 422
    assert not Distribution.objects.exists()


@pytest.mark.parametrize(("role", "code"), [("focal_point", "THA"), ("officer", None), ("mission", "UNODC")])
def test_nobody_else_enters_anything(role, code):
    with pytest.raises(NotAllowed):
        enter(NGO, by=actor(role, code))
    assert client_of(role, code).post(f"{PLACE}distribute/", typed(all_members="on")).status_code in {403, 404}
    assert not Distribution.objects.exists()


def test_an_officer_reads_the_register_and_is_offered_no_form():
    enter(NGO)

    page = client_of("officer").get(f"{PLACE}distribution/").text

    assert "Penal Reform International" in page
    assert "Enter in the register" not in page


def test_a_state_finds_no_register_for_the_page_and_the_database():
    enter(to("THA"))

    assert client_of("focal_point", "THA").get(f"{PLACE}distribution/").status_code == 404
    with acting(make.focal_point("THA")):
        assert not Distribution.objects.exists()


def test_an_entry_stays_as_it_was_made():
    enter(NGO)

    for change in (lambda: Distribution.objects.update(name="Another"), lambda: Distribution.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
