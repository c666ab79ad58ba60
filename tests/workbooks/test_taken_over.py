"""Taking a file over: what does not collide is merged, what collides is asked for, all of it is written or nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commitments.access.acting import acting
from commitments.access.refusals import NotAllowed, NotGiven
from commitments.submissions import services as replies
from commitments.submissions.models import ObligationReport, Submission
from commitments.submissions.status import CONTENT
from commitments.workbooks import services
from commitments.workbooks.merging import Fate, fate
from commitments.workbooks.models import ReturnedWorkbook
from commitments.workbooks.services import Decided, NotAsRead, taking
from tests.factories import submissions as make
from tests.factories.access import actor
from tests.review.scene import asked
from tests.workbooks.hands import Desk

pytestmark = pytest.mark.django_db
MOST = 8


def brought(desk, *typed):
    """The draft's workbook with this typed into it, brought back: (column, value, reference)."""
    paper = desk.download()
    for title, value, reference in typed:
        paper.type(title, value, reference)
    return desk.bring(paper.saved())


def collision(desk):
    """One text changed in the file and in the program, and a paragraph that only the file answers."""
    desk.answer(0, narrative="Before", in_law=True)
    kept = brought(desk, ("What was done", "Of the file", "D1"), ("Status", "Planned", "D2"))
    desk.answer(0, narrative="Of the program", in_law=True)
    return kept


@pytest.mark.parametrize(
    ("base", "now", "file", "what"),
    [
        ("a", "a", "a", Fate.UNTOUCHED), ("a", "b", "a", Fate.UNTOUCHED), ("a", "a", "b", Fate.TAKEN),
        ("a", "b", "b", Fate.SAID), ("a", "b", "c", Fate.COLLIDES), (True, True, False, Fate.TAKEN),
    ],
)  # fmt: skip
def test_what_was_changed_on_one_side_is_merged_and_what_on_both_is_asked_for(base, now, file, what):
    assert fate(base, now, file) is what


def test_the_first_file_begins_the_reply(desk):
    kept = brought(desk, ("Status", "Planned", "D2"), ("Planned for", "2027-01-31", "D2"), ("In law", "yes", "D3"))
    assert not Submission.objects.exists()

    response = desk.take_over(kept)

    assert response.status_code == 302
    answers = desk.answers()
    assert (answers["D2"].status, str(answers["D2"].planned_on), answers["D2"].saved_by) == (
        "planned", "2027-01-31", desk.user,
    )  # fmt: skip
    assert (list(answers), answers["D3"].in_law) == (["D2", "D3"], True)
    assert not ReturnedWorkbook.objects.exists()


def test_what_others_wrote_meanwhile_in_other_cells_stays(desk):
    desk.answer(0, narrative="Before", constraints_named=["legal"])
    kept = brought(desk, ("What was done", "Of the file", "D1"), ("What stands in the way: Financial", "yes", "D1"))
    desk.answer(0, narrative="Before", in_practice=True, constraints_named=["legal", "technical"])

    desk.take_over(kept)

    answer = desk.answers()["D1"]
    assert (answer.narrative, answer.in_practice) == ("Of the file", True)
    assert answer.constraints_named == ["legal", "financial", "technical"]


@pytest.mark.parametrize(("choice", "text"), [("file", "Of the file"), ("program", "Of the program")])
def test_each_collision_is_decided(desk, choice, text):
    kept = collision(desk)

    desk.take_over(kept, **{desk.compared(kept).colliding[0].name: choice})

    answers = desk.answers()
    assert (answers["D1"].narrative, answers["D2"].status) == (text, "planned")


def test_a_collision_that_was_not_decided_keeps_all_from_being_written(desk):
    kept = collision(desk)

    response = desk.take_over(kept)

    assert response.status_code == 422
    page = response.content.decode()
    assert all(words in page for words in ("Before", "Of the program", "Of the file"))
    assert list(desk.answers()) == ["D1"]
    with pytest.raises(NotAsRead, match="Decide"):
        services.take_over(
            desk.place, kept, Decided(seen=desk.compared(kept).digest), by=desk.actor, now=make.NOON
        )  # fmt: skip


def test_an_answer_saved_between_page_and_button_is_shown_again_and_nothing_is_lost(desk):
    desk.answer(0, narrative="Before")
    kept = brought(desk, ("What was done", "Of the file", "D1"), ("Status", "Planned", "D2"))
    read = desk.compared(kept).digest
    desk.answer(0, narrative="A second before")

    response = desk.client.post(f"{desk.address}{kept.public_id}/", {"seen": read})

    assert response.status_code == 409
    page = response.content.decode()
    assert "nothing was written" in page
    assert "A second before" in page
    assert (desk.answers()["D1"].narrative, list(desk.answers())) == ("A second before", ["D1"])
    assert ReturnedWorkbook.objects.count() == 1


def test_what_was_read_before_an_answer_was_saved_is_not_written_although_nothing_collides(desk):
    desk.answer(0, narrative="Before")
    kept = brought(desk, ("What was done", "Of the file", "D1"))
    decided = Decided(seen=desk.compared(kept).digest)
    desk.answer(0, narrative="Before", in_practice=True)

    with pytest.raises(NotAsRead, match="saved since you opened this page"):
        services.take_over(desk.place, kept, decided, by=desk.actor, now=make.NOON)

    assert desk.answers()["D1"].narrative == "Before"


def test_where_one_answer_is_refused_none_is_written(desk, monkeypatch):
    desk.answer(1, narrative="Before")
    kept = brought(desk, ("Status", "Planned", "D1"), ("What was done", "Of the file", "D2"))
    decided = Decided(seen=desk.compared(kept).digest)
    whole = taking.save_answer

    def somebody_is_faster(submission, obligation, **given):
        if obligation.reference == "D2":
            ObligationReport.objects.filter(obligation=obligation).update(version=9)
        return whole(submission, obligation, **given)

    monkeypatch.setattr(taking, "save_answer", somebody_is_faster)
    with pytest.raises(NotAsRead):
        services.take_over(desk.place, kept, decided, by=desk.actor, now=make.NOON)

    assert list(desk.answers()) == ["D2"]
    assert desk.answers()["D2"].narrative == "Before"
    assert ReturnedWorkbook.objects.count() == 1


def test_pressed_twice_it_is_taken_over_once(desk):
    kept = brought(desk, ("Status", "Planned", "D2"))
    decided = Decided(seen=desk.compared(kept).digest)
    place = desk.place
    services.take_over(place, kept, decided, by=desk.actor, now=make.NOON)

    again = ReturnedWorkbook(pk=kept.pk or 1, respondent=place.respondent, cycle=place.cycle, changes=[], faults=[])
    with pytest.raises(NotAsRead, match="already"):
        services.take_over(place, again, decided, by=desk.actor, now=make.NOON)
    assert desk.answers()["D2"].version == 1


def test_what_could_not_be_read_is_left_out_only_where_the_person_says_so(desk):
    kept = brought(desk, ("Status", "Finished", "D1"), ("Status", "Planned", "D2"))

    assert desk.take_over(kept).status_code == 422
    assert desk.answers() == {}
    assert desk.take_over(kept, leaves_out="on").status_code == 302
    assert list(desk.answers()) == ["D2"]


def test_what_the_file_does_not_say_is_not_touched(desk):
    desk.answer(0, narrative="Kept", reason="Kept", planned_on="2027-05-01", constraints_named=["data"], answers_as="")
    kept = brought(desk, ("In practice", "yes", "D1"))
    before = {name: getattr(desk.answers()["D1"], name) for name in CONTENT}

    desk.take_over(kept)

    after = {name: getattr(desk.answers()["D1"], name) for name in CONTENT}
    assert after == before | {"in_practice": True}


def test_a_cell_that_was_emptied_empties_what_it_stands_for(desk):
    desk.answer(0, narrative="Gone", planned_on="2027-05-01", in_law=True, constraints_named=["data"])
    emptied = ("Status", "What was done", "Planned for", "In law", "What stands in the way: Lack of data")
    kept = brought(desk, *((title, None, "D1") for title in emptied))

    desk.take_over(kept)

    answer = desk.answers()["D1"]
    assert (answer.status, answer.narrative, answer.planned_on) == ("not_reported", "", None)
    assert (answer.in_law, answer.constraints_named) == (False, [])


def test_a_file_whose_reply_was_sent_meanwhile_waits_and_writes_nothing(desk):
    kept = brought(desk, ("Status", "Planned", "D2"))
    sent = make.sent(of=desk.cycle)

    assert desk.client.get(f"{desk.address}{kept.public_id}/").status_code == 200
    assert desk.take_over(kept).status_code == 409
    assert list(desk.answers()) == ["D1"]

    make.services.revise(sent, by=make.focal_point(), now=make.NOON)
    assert desk.take_over(kept).status_code == 302
    assert Submission.objects.latest("number").reports.get(obligation__reference="D2").status == "planned"


def test_paragraphs_that_are_asked_no_longer_are_named_and_left_out(desk):
    kept = brought(desk, ("Status", "Planned", "D1"), ("Status", "Planned", "D2"))
    asked = make.obligations(desk.cycle)[1]
    asked.reportable = "no"
    asked.save()

    page = desk.client.get(f"{desk.address}{kept.public_id}/").content.decode()

    assert "paragraphs that you do not answer now: D2." in page
    assert desk.take_over(kept, leaves_out="on").status_code == 302
    assert list(desk.answers()) == ["D1"]


def test_a_contributor_takes_along_what_was_given_to_him_and_brings_nothing_else_back():
    contributor = Desk("contributor")
    contributor.give(1)
    focal = Desk(cycle=contributor.cycle)
    focal.answer(0, narrative="None of his")
    paper = focal.download().type("Status", "Planned", "D1").type("Status", "Planned", "D2")

    own = contributor.download()
    kept = contributor.bring(paper.saved())
    refused = contributor.take_over(kept)
    with pytest.raises(NotGiven):
        make.answer(make.submission(of=contributor.cycle), 0, by=contributor.actor)

    assert [row[0].value for row in own.sheet.iter_rows(min_row=2)] == ["D2"]
    assert contributor.compared(kept).elsewhere == ("D1",)
    assert refused.status_code == 422
    assert contributor.take_over(kept, leaves_out="on").status_code == 302
    assert {key: one.status for key, one in contributor.answers().items()} == {"D1": "under_way", "D2": "planned"}


def test_in_a_version_begun_for_a_question_a_workbook_holds_what_was_asked_about(desk):
    sent = make.sent(of=desk.cycle)
    asked(sent, 1)
    with acting(desk.actor):
        replies.revise(sent, by=desk.actor, now=make.NOON)

    paper = desk.download()

    assert [row[0].value for row in paper.sheet.iter_rows(min_row=2)] == ["D2"]


def test_thrown_away_it_is_gone_and_no_answer_was_changed(desk):
    kept = brought(desk, ("Status", "Planned", "D2"))

    desk.client.post(f"{desk.address}{kept.public_id}/throw-away/")

    assert not ReturnedWorkbook.objects.exists()
    assert desk.answers() == {}


def test_nobody_who_does_not_draft_takes_it_over_or_throws_it_away(desk):
    kept = brought(desk, ("Status", "Planned", "D2"))

    for role, code in (("clearance", "THA"), ("mission", "THA"), ("focal_point", "KEN"), ("officer", None)):
        stranger = actor(role, code)
        with pytest.raises(NotAllowed):
            services.take_over(desk.place, kept, Decided(seen=desk.compared(kept).digest), by=stranger, now=make.NOON)
        with pytest.raises(NotAllowed):
            services.throw_away(kept, by=stranger)
    assert desk.answers() == {}
    assert ReturnedWorkbook.objects.count() == 1


def test_the_page_asks_no_oftener_with_many_cells_than_with_one():
    asked = []
    for number in (1, 20):
        desk = Desk(cycle=make.cycle("THA", on=make.instrument(asked=20)))
        desk.answer(0)
        kept = brought(desk, *(("What was done", "Of the file", f"D{n}") for n in range(1, number + 1)))
        address = f"{desk.address}{kept.public_id}/"
        desk.client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert desk.client.get(address).status_code == 200
        asked.append(len(queries))

    assert asked[0] == asked[1] <= MOST
