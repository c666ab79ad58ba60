"""What happens inside the States before anything is sent: giving, drafting, a workbook, clearance."""

import re
from datetime import timedelta

from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from commitments.contributions.tasks import mail_links
from tests.journeys.exchange.people import FIRST, TEXT, A, B, C, People, answers, chooses_use, desk, paragraph
from tests.journeys.visitor import Visitor
from tests.workbooks.hands import Paper

NOT_FOUND, FORBIDDEN, CONFLICT, UNPROCESSABLE = 404, 403, 409, 422
OF_THE_STATE = "What only the focal point of Thailand wrote"
OFFERED = "Courts were given rooms for witnesses."


def an_officer_opens_the_cycle(people: People, slug: str = FIRST, *, name: str = "The exchange of 2026") -> None:
    today = timezone.localdate()
    people.officer.opens("/new-cycle/")
    people.officer.presses(
        "See what will happen", name=name, slug=slug, instruments=[TEXT], who="named", named=[A, B, C],
        soft_deadline_on=today + timedelta(days=30), hard_deadline_on=today + timedelta(days=60),
        report_cut_off_on=today + timedelta(days=90),
    ).reads("Nothing has been written yet", "Thailand", "Kenya", "Jamaica")  # fmt: skip
    people.officer.presses("Open the cycle").reads("The cycle is open: 3 are asked.")

    assert people.focal_point.opens("/new-cycle/").status == FORBIDDEN


def the_focal_point_gives_one_paragraph_to_a_ministry_and_two_by_a_link(people: People) -> list[str]:
    page = people.focal_point.opens(desk(A, more="contributors/"))
    assert people.contributor.user
    page.presses(
        "Give", obligations=[page.ticks("obligations", "D17 ")],
        contributor=page.ticks("contributor", people.contributor.user.name),
        due_on=timezone.localdate() + timedelta(days=14), note="Please name the Act.",
    ).reads("1 paragraph was given.", "Ministry of Justice")  # fmt: skip
    page.presses(
        "Give", obligations=[page.ticks("obligations", "D15 "), page.ticks("obligations", "D26 ")], contributor="",
        ministry="Supreme Court", name="A. Judge", email="judge@example.org",
    ).reads("2 paragraphs were given.")  # fmt: skip
    mail_links()
    letters = {re.search(r"\bD\d+", letter.body + letter.subject)[0]: letter.body for letter in mail.outbox}  # type: ignore[index]
    return [re.search(r"/contribute/\S+", letters[each])[0] for each in ("D15", "D26")]  # type: ignore[index]


def the_contributor_drafts_his_paragraph_and_can_open_no_other(people: People) -> None:
    answers(people.focal_point, A, "D18", narrative=OF_THE_STATE)
    people.contributor.opens("/desk/").reads("D17")
    assert OF_THE_STATE not in people.contributor.opens(desk(A, more="review/")).text
    answers(people.contributor, A, "D17", narrative="The Witness Protection Act was amended.")

    assert people.contributor.opens(paragraph(A, "D18")).status == NOT_FOUND
    assert people.contributor.tries(paragraph(A, "D18"), expected=1, narrative="x", language="en").status == NOT_FOUND


def a_judge_without_an_account_sends_his_text_by_the_link_and_only_once(people: People, links: list[str]) -> None:
    judge, again = Visitor().opens(links[0]), Visitor().opens(links[0])
    assert OF_THE_STATE not in judge.text
    said = {"status": "planned", "planned_on": "2030-06-01", "narrative": OFFERED, "sender": "A. Judge, Supreme Court"}
    judge.presses("Send to the focal point", **said).reads("Your text was sent")

    again.presses("Send to the focal point", **{**said, "narrative": "Another text"})
    assert again.status == CONFLICT
    again.reads("A text was sent by this link already.", "Another text")


def the_focal_point_takes_the_other_link_back_and_it_is_closed(people: People, links: list[str]) -> None:
    page = people.focal_point.opens(desk(A, more="contributors/"))
    page.presses("Take back what is ticked", given=[page.ticks("given", "D26")]).reads("1 paragraph was taken back.")

    assert not Visitor().opens(links[1]).reads("took this paragraph back").offers("Send to the focal point")
    assert Visitor().opens(links[1][:-3] + "x/").status == NOT_FOUND


def the_focal_point_takes_the_text_into_the_draft(people: People) -> None:
    page = people.focal_point.opens(desk(A, more="contributors/")).follows("Text sent by A. Judge")
    page.reads(OFFERED).presses("Take into the draft").reads("The text stands in the draft now.")
    page.opens(paragraph(A, "D15")).reads(OFFERED)

    people.contributor.opens(desk(A, more="contributors/"))
    assert OFFERED not in people.contributor.text


def kenya_fills_in_a_workbook_and_the_workbook_of_another_state_is_refused(people: People) -> None:
    page = people.of_b.opens(desk(B, more="workbook/"))
    page.presses("Download the workbook")
    paper = Paper(page.content)
    paper.type("Status", "Under way", "D17").type("What was done", "Shelters opened in Nairobi.", "D17")
    paper.type("Status", "Planned", "D9").type("Planned for", "2031-01-31", "D9")
    stranger = Paper(people.focal_point.opens(desk(A, more="workbook/")).presses("Download the workbook").content)

    refused = page.opens(desk(B, more="workbook/")).presses("See what it changes", file=_file(stranger.saved()))
    assert refused.status == UNPROCESSABLE
    refused.reads("This is the workbook of Thailand, and this desk is that of Kenya.")

    page.presses("See what it changes", file=_file(paper.saved())).reads("Nothing is written before you say so.")
    page.reads("Shelters opened in Nairobi.").presses("Take it over").reads("2 answers were taken over.")


def _file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("answers.xlsx", content)


def the_reply_is_returned_with_a_reason_mended_and_released(people: People) -> None:
    chooses_use(people.focal_point, A)
    people.focal_point.opens(desk(A, more="review/")).presses("Give to clearance").reads("The reply is in clearance.")
    assert not people.focal_point.offers("Release")
    assert people.focal_point.tries(desk(A, more="release/")).status == FORBIDDEN
    assert people.contributor.opens(paragraph(A, "D17")).offers("Save") is False

    people.clearance.opens(desk(A, more="review/")).reads(OFFERED)
    people.clearance.presses("Return", reason="Name the Act on paragraph 17.").reads("Returned")
    people.focal_point.opens(desk(A, more="review/")).reads("Name the Act on paragraph 17.")
    answers(people.contributor, A, "D17", narrative="The Witness Protection Act was amended in 2024.")
    people.focal_point.opens(desk(A, more="review/")).presses("Give to clearance")
    people.clearance.opens(desk(A, more="review/")).presses("Release").reads("Released")


def nobody_but_who_submits_can_send_it(people: People) -> None:
    for each in (people.contributor, people.clearance):
        assert not each.opens(desk(A, more="review/")).offers("Send")
        assert each.tries(desk(A, more="submit/")).status == FORBIDDEN
