"""What happens after the cycle: a successor, and the next call."""

from datetime import timedelta

from django.utils import timezone

from commitments.access.models import Designation
from tests.journeys.exchange.people import FIRST, SECOND, A, People, answers, chooses_use, desk, paragraph, sends
from tests.journeys.exchange.within_the_state import FORBIDDEN, NOT_FOUND, an_officer_opens_the_cycle

PLACE = "/administration/commitments/designation/"


def the_focal_point_is_replaced_and_the_successor_reads_the_pack(people: People) -> None:
    before, after = people.focal_point.user, people.successor.user
    assert before
    assert after
    page = people.administrator.opens(f"{PLACE}add/")
    page.presses(
        "Save", user=page.ticks("user", str(after)), role="focal_point", respondent=page.ticks("respondent", "Thailand"),
        note_verbale="NV 12/2026",
    )  # fmt: skip
    held = Designation.objects.get(user=before)
    page.opens(f"{PLACE}{held.pk}/change/").presses("Save", until_on=timezone.localdate() - timedelta(days=1))

    people.successor.opens(desk(A, more="hand-over/")).reads("Your first hour", str(before), "NV 12/2026")
    assert people.successor.follows("Take it along as a PDF").content.startswith(b"%PDF")
    for address in (desk(A, more="hand-over/"), desk(A), paragraph(A, "D17")):
        assert people.focal_point.opens(address).status in {FORBIDDEN, NOT_FOUND}


def the_successor_confirms_writes_anew_and_sends_what_is_confirmed(people: People) -> None:
    an_officer_opens_the_cycle(people, SECOND, name="The exchange of 2031")
    page = people.successor.opens(desk(A, SECOND, "carried/")).reads("To confirm", "D15", "D17", "D18")
    page.presses("Confirm those that are ticked", answers=[page.ticks("answers", "D17")])
    page.reads("1 answer is confirmed.")
    answers(page, A, "D18", SECOND, narrative="A new Act of 2031.")
    chooses_use(page, A, SECOND)
    page.opens(desk(A, SECOND, "review/")).reads("Carried over from an earlier cycle and not confirmed")
    sends(page, A, SECOND)

    sent = page.opens(desk(A, SECOND)).follows("Read what was sent").reads("A new Act of 2031.", "for all provinces")
    assert "Courts were given rooms" not in sent.text
    page.opens(desk(A, FIRST)).follows("Read what was sent").reads("Courts were given rooms")
