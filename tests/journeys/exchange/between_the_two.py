"""What happens between the States and the secretariat: receipt, question, recall, revision, closing."""

import json
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from commitments.receipts.tasks import make_receipts
from tests.factories import access
from tests.journeys.exchange.people import A, B, C, People, answers, chooses_use, desk, paragraph, reply_of, sends
from tests.journeys.exchange.within_the_state import FORBIDDEN, NOT_FOUND, OF_THE_STATE

QUESTION = "Which provinces does the Act cover?"
RECALLED_FOR = "The figure on paragraph 17 was wrong."


def thailand_sends_and_anybody_verifies_its_receipt(people: People) -> None:
    sends(people.focal_point, A)
    make_receipts()
    page = people.focal_point.opens(desk(A)).follows("Receipt").reads("D17")
    code = page.tree.xpath("//main//p/code")[0].text
    page.opens(page.address).follows("Take the receipt (JSON)")
    receipt = json.loads(page.content)
    assert page.opens(desk(A)).follows("Receipt").follows("For paper (PDF)").content.startswith(b"%PDF")

    shown = people.public.opens("/receipts/verify/").presses("Verify", code=code)
    shown.reads("Thailand")
    receipt["statement"]["respondent"]["name"] = "Siam"
    forged = SimpleUploadedFile("receipt.json", json.dumps(receipt).encode())
    people.public.opens("/receipts/verify/").presses("Verify", receipt=forged).reads("It differs at:")
    assert OF_THE_STATE not in people.public.text


def kenya_and_jamaica_send(people: People) -> None:
    chooses_use(people.of_b, B)
    sends(people.of_b, B)
    answers(people.of_c, C, "D17", narrative="Witnesses are moved abroad.")
    chooses_use(people.of_c, C)
    sends(people.of_c, C)


def the_officer_asks_and_only_that_paragraph_opens(people: People) -> None:
    page = reply_of(people.officer, "Thailand")
    page.presses("Begin to read it").reads("The reply is being read.")
    page.presses(
        "Send the question", paragraphs=[page.ticks("paragraphs", "D17 ")], question=QUESTION,
        due_on=timezone.localdate() + timedelta(days=10),
    ).reads("Question 1 was sent to the State.")  # fmt: skip

    people.focal_point.opens(desk(A, more="questions/")).reads(QUESTION)
    people.focal_point.presses("Change answers in a new version").reads("A new version is open")
    assert people.focal_point.opens(paragraph(A, "D17")).offers("Save")
    assert not people.focal_point.opens(paragraph(A, "D18")).reads("Not open in this version").offers("Save")
    people.focal_point.tries(paragraph(A, "D18"), expected=1, narrative="Changed", language="en")
    people.focal_point.opens(paragraph(A, "D18")).reads(OF_THE_STATE)


def thailand_answers_in_words_and_with_a_new_version(people: People) -> None:
    answers(people.focal_point, A, "D17", narrative="The Witness Protection Act was amended in 2024 for all provinces.")
    sends(people.focal_point, A)
    people.focal_point.opens(desk(A, more="questions/"))
    people.focal_point.presses("Send the answer", answer="All of them.").reads("Your answer was sent")

    reply_of(people.officer, "Thailand").reads(QUESTION, "All of them.").follows("What changed")
    people.officer.reads("for all provinces")
    assert people.of_b.opens(people.officer.address).status == NOT_FOUND


def kenya_recalls_with_a_reason_and_sends_again(people: People) -> None:
    page = people.of_b.opens(desk(B))
    page.presses("Take it back", reason="").reads("Please give a reason.")
    page.opens(desk(B)).presses("Take it back", reason=RECALLED_FOR).reads("The reply was taken back")
    assert "Kenya" not in people.officer.opens("/review/?cycle=exchange-2026").text
    answers(people.of_b, B, "D17", narrative="Three shelters opened in Nairobi.")
    sends(people.of_b, B)


def jamaica_revises_and_both_sides_read_the_difference(people: People) -> None:
    page = people.of_c.opens(desk(C)).presses("Correct it in a new version").reads("A new version is open")
    answers(page, C, "D17", narrative="Witnesses are moved abroad or hidden.")
    sends(page, C)
    page.opens(desk(C)).follows("What changed")
    reply_of(people.officer, "Jamaica").follows("What changed")
    for reader in (page, people.officer):
        changed = [[each.text for each in reader.tree.xpath(f"//main//{tag}")] for tag in ("del", "ins")]
        assert changed == [["abroad."], ["abroad or hidden."]]

    assert people.of_b.opens(page.address).status == NOT_FOUND


def one_person_alone_cannot_close_and_two_close_it(people: People) -> None:
    both = people.second_officer
    assert both.user
    access.designated(both.user, "approver")
    assert not reply_of(both, "Thailand").offers("Begin to read it"), "what answers a question is read on"
    both.presses("Propose to close it", **{"close-reason": "Clear."}).reads("A second person decides.")
    assert not both.offers("Close the reply")
    both.tries(f"{both.address}close/").reads("who proposed the closing does not close")
    assert reply_of(people.officer, "Thailand").tries(f"{people.officer.address}close/").status == FORBIDDEN

    reply_of(people.approver, "Thailand").presses("Close the reply").reads("The reply is closed.")
    for state in ("Kenya", "Jamaica"):
        reply_of(people.officer, state).presses("Begin to read it").presses("Propose to close it")
        reply_of(people.approver, state).presses("Close the reply").reads("The reply is closed.")
    people.focal_point.opens(desk(A)).reads("Closed")
