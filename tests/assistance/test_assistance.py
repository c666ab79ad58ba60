"""Assistance: asked for and offered under the secretariat's eyes alone, paired by an officer, asked about in the next cycle."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from commitments.access.acting import acting
from commitments.access.refusals import NotAllowed, RefusedInField
from commitments.assistance import services
from commitments.assistance.models import AssistanceOffer, AssistanceRequest, Pairing, PairingOutcome
from commitments.assistance.services.pairing import NotAskedNow, PairedAlready
from commitments.history.models import Event
from commitments.implementation.refusals import RulesBroken
from commitments.instruments.models import Instrument
from tests.factories import papers
from tests.factories import submissions as make
from tests.factories.access import actor, person

pytestmark = pytest.mark.django_db
LATER = make.NOON + timedelta(days=200)


@pytest.fixture
def asked():
    return make.obligations(make.cycle())[0]


def client_of(role, code=None):
    client = Client()
    client.force_login(person(role, code))
    return client


def test_a_request_and_an_offer_never_stand_in_the_list_for_the_commission(asked):
    papers.sent("THA", asked, kind="requests")
    papers.sent("KEN", asked, kind="offers")
    officer = client_of("officer")

    tools = officer.get("/assistance/tools/received/list.csv").getvalue().decode()
    requests = officer.get("/assistance/requests/received/list.csv").getvalue().decode()

    assert "Training of prosecutors" not in tools
    assert "Courses" not in tools
    assert "Attorney General" in requests


@pytest.mark.parametrize("model", [AssistanceRequest, AssistanceOffer])
@pytest.mark.parametrize(
    ("role", "code", "sees"), [("officer", None, 1), ("focal_point", "THA", 1), ("focal_point", "NOR", 0)]
)
def test_the_secretariat_and_the_own_state_see_what_was_sent_and_no_other_state(asked, model, role, code, sees):
    papers.sent("THA", asked, kind="requests" if model is AssistanceRequest else "offers")
    reader = actor(role, code)

    assert model.objects.visible_to(reader).count() == sees
    with acting(reader):
        assert model.objects.count() == sees


@pytest.mark.parametrize(
    ("said", "field"),
    [({"amount": "5"}, "currency"), ({"currency": "USD"}, "amount"), ({"amount": "5", "currency": "US"}, "currency")],
)
def test_an_amount_names_its_currency(asked, said, field):
    page = client_of("focal_point", "THA").post("/assistance/offers/new/", {**papers.SAID["offers"], **said})

    assert page.status_code == 422
    assert page.context["form"].errors[field]
    assert not AssistanceOffer.objects.exists()


def test_an_amount_without_its_currency_is_refused_by_service_and_database(asked):
    offer = papers.draft("THA", asked, kind="offers")

    with pytest.raises(RulesBroken):
        papers.draft("THA", asked, kind="offers", amount=Decimal(5), currency="")
    with pytest.raises(DatabaseError, match="names_its_currency"), transaction.atomic():
        AssistanceOffer.objects.filter(pk=offer.pk).update(amount=5)


def test_an_offer_says_as_whom_it_is_made(asked):
    offer = papers.draft("THA", asked, kind="offers", standing="")

    with pytest.raises(DatabaseError, match="as_whom"), transaction.atomic():
        AssistanceOffer.objects.filter(pk=offer.pk).update(sent_at=make.NOON, sent_by=offer.created_by)


def test_an_officer_pairs_and_the_state_that_asks_reads_what_it_is_told_and_not_the_offer(asked):
    request, offer = papers.sent("THA", asked, kind="requests"), papers.sent("KEN", asked, kind="offers")
    address = f"/assistance/requests/{request.public_id}/"

    client_of("officer").post(f"{address}pair/", {"offer": str(offer.public_id), "told": "Two places in a course"})
    page = client_of("focal_point", "THA").get(address)

    assert "Two places in a course" in page.text
    assert "Courses on asset recovery" not in page.text
    assert Event.objects.filter(name="assistance_paired").count() == 1


@pytest.mark.parametrize(("role", "code"), [("approver", None), ("reader", None), ("focal_point", "THA")])
def test_nobody_but_an_officer_pairs(asked, role, code):
    request, offer = papers.sent("THA", asked, kind="requests"), papers.sent("KEN", asked, kind="offers")

    with pytest.raises(NotAllowed):
        services.pair(request, offer, by=actor(role, code), now=make.NOON, told="Two places")
    with pytest.raises(DatabaseError), acting(by := actor(role, code)):
        Pairing.objects.create(
            asked_for=request,
            offered=offer,
            respondent=request.respondent,
            told="x",
            created_at=make.NOON,
            created_by_id=by.user_id,
        )


def test_only_what_was_sent_and_stands_is_paired_and_once(asked):
    by, request, offer = (
        actor("officer"),
        papers.sent("THA", asked, kind="requests"),
        papers.sent("KEN", asked, kind="offers"),
    )
    draft = papers.draft("KEN", asked, kind="offers")

    with pytest.raises(RefusedInField):
        services.pair(request, draft, by=by, now=make.NOON, told="Two places")
    with pytest.raises(RefusedInField):
        services.pair(request, offer, by=by, now=make.NOON, told=" ")
    services.pair(request, offer, by=by, now=make.NOON, told="Two places")
    with pytest.raises(PairedAlready):
        services.pair(request, offer, by=by, now=make.NOON, told="Two places")


def test_the_next_cycle_asks_what_came_of_it_once_and_the_one_after_asks_again(asked):
    pairing, by = papers.paired("THA", asked), make.focal_point()
    with pytest.raises(NotAskedNow):
        services.say_outcome(pairing, by=by, now=LATER, outcome="received")

    make.cycle(at=LATER)
    services.say_outcome(pairing, by=by, now=LATER, outcome="under_way", words="Since May")
    with pytest.raises(NotAskedNow):
        services.say_outcome(pairing, by=by, now=LATER, outcome="received")
    make.cycle(at=LATER + timedelta(days=365))
    services.say_outcome(pairing, by=by, now=LATER, outcome="received")

    assert [one.outcome for one in PairingOutcome.objects.order_by("pk")] == ["under_way", "received"]


def test_what_came_of_it_is_said_on_a_page_and_read_by_the_officer(asked):
    pairing = papers.paired("THA", asked)
    make.cycle(at=LATER)

    client_of("focal_point", "THA").post(
        f"/assistance/pairings/{pairing.public_id}/outcome/", {"outcome": "received", "words": "In June"}
    )

    page = client_of("officer").get(f"/assistance/requests/{pairing.asked_for.public_id}/")
    assert "The assistance was received" in page.text
    assert "In June" in page.text


@pytest.mark.parametrize(("role", "code"), [("focal_point", "KEN"), ("mission", "THA"), ("officer", None)])
def test_nobody_else_says_what_came_of_it(asked, role, code):
    pairing = papers.paired("THA", asked)
    make.cycle(at=LATER)

    with pytest.raises(NotAllowed):
        services.say_outcome(pairing, by=actor(role, code), now=LATER, outcome="received")


def test_what_was_paired_and_said_stays_as_it_was(asked):
    pairing = papers.paired("THA", asked)
    make.cycle(at=LATER)
    said = services.say_outcome(pairing, by=make.focal_point(), now=LATER, outcome="received")

    for change in (
        lambda: Pairing.objects.update(told="Another"), lambda: Pairing.objects.all().delete(),
        lambda: PairingOutcome.objects.update(outcome="nothing"), lambda: PairingOutcome.objects.filter(pk=said.pk).delete(),
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_requests_stand_against_offers_by_region_and_paragraph_and_each_figure_opens_its_records():
    d17 = Instrument.objects.get(is_founding=True).obligations.get(reference="D17")
    papers.sent("THA", d17, kind="requests", title="Of Thailand")
    papers.sent("KEN", d17, kind="requests", title="Of Kenya")
    papers.sent("NOR", d17, kind="offers", for_region="african")
    papers.sent("NOR", d17, kind="offers")
    papers.draft("KEN", d17, kind="requests")
    officer = client_of("officer")

    page = officer.get("/assistance/balance/?region=african")
    regions = {line.label: (line.requests, line.offers) for line in page.context["regions"]}
    (paragraph,) = page.context["paragraphs"]
    records = officer.get(f"/assistance/requests/received/?{paragraph.query}")

    assert regions["African States"] == (1, 1)
    assert regions["Asia-Pacific States"] == (1, 0)
    assert regions["No region named"] == (0, 1)
    assert (paragraph.label[:3], paragraph.requests, paragraph.offers) == ("D17", 1, 1)
    assert "Of Kenya" in records.text
    assert "Of Thailand" not in records.text


def test_the_figures_of_every_region_add_up_to_the_list():
    d17 = Instrument.objects.get(is_founding=True).obligations.get(reference="D17")
    for code in ("THA", "KEN", "VAT"):
        papers.sent(code, d17, kind="requests")
    officer = client_of("officer")

    lines = officer.get("/assistance/balance/").context["regions"]
    counts = {
        line.query: officer.get(f"/assistance/requests/received/?{line.query}").context["page"].paginator.count
        for line in lines
    }

    assert {line.query: line.requests for line in lines} == counts
    assert sum(counts.values()) == 3


@pytest.mark.parametrize(("role", "code"), [("focal_point", "THA"), ("administrator", None)])
def test_nobody_but_the_secretariat_reads_requests_against_offers(role, code):
    assert client_of(role, code).get("/assistance/balance/").status_code == 403
