"""The pages of papers: before sending the form says where it goes; the secretariat finds the list, and takes it along."""

import pytest

from commitments.assistance.models import Proposal
from commitments.auditing.models import Download
from tests.factories import papers
from tests.factories import submissions as make
from tests.factories.access import client_of
from tests.files.opened import written_in

pytestmark = pytest.mark.django_db
TOOLS = "/assistance/tools/"


def typed(asked, **said):
    return {**papers.SAID["tools"], "obligations": [f"{asked.instrument.slug}/{asked.reference}"], **said}


def test_a_tool_proposal_goes_from_the_empty_form_to_the_commissions_list(asked):
    focal_point, officer = client_of("focal_point", "THA"), client_of("officer")

    drafted = focal_point.post(f"{TOOLS}new/", typed(asked))
    before = officer.get(f"{TOOLS}received/")
    preview = focal_point.get(f"{drafted['Location']}send/")
    focal_point.post(f"{drafted['Location']}send/", {"version": 1})
    after = officer.get(f"{TOOLS}received/")

    assert "Manual on asset recovery" not in before.text
    assert "This goes to the Commission" in preview.text
    assert "Manual on asset recovery" in after.text
    assert "Thailand" in after.text


def test_the_form_itself_says_that_it_goes_to_the_commission(asked):
    assert "This goes to the Commission" in client_of("focal_point", "THA").get(f"{TOOLS}new/").text


def test_a_draft_may_lack_all_but_a_title_and_says_what_is_lacking(asked):
    focal_point = client_of("focal_point", "THA")

    refused = focal_point.post(f"{TOOLS}new/", {"language": "en"})
    drafted = focal_point.post(f"{TOOLS}new/", {"language": "en", "title": "A manual"})
    preview = focal_point.get(f"{drafted['Location']}send/")
    sent = focal_point.post(f"{drafted['Location']}send/", {"version": 1})

    assert (refused.status_code, sent.status_code) == (422, 422)
    assert "please add: What is lacking" in preview.text
    assert not Proposal.objects.get().is_sent


@pytest.mark.parametrize("version", ["", "one", "9" * 5000])
def test_a_paper_is_sent_only_by_the_version_that_was_read(asked, version):
    paper = papers.draft("THA", asked)

    page = client_of("focal_point", "THA").post(f"{TOOLS}{paper.public_id}/send/", {"version": version})

    assert page.status_code == 422
    assert not Proposal.objects.get().is_sent


def test_the_same_form_sent_twice_makes_one_draft(asked):
    focal_point, said = client_of("focal_point", "THA"), typed(asked, request_id="6d2f3f3e-95d5-4ad0-8f0f-0a7c9c9d6f11")

    focal_point.post(f"{TOOLS}new/", said)
    focal_point.post(f"{TOOLS}new/", said)

    assert Proposal.objects.count() == 1


def test_who_saves_over_a_newer_version_is_told_and_writes_nothing(asked):
    paper, focal_point = papers.draft("THA", asked), client_of("focal_point", "THA")
    address = f"{TOOLS}{paper.public_id}/edit/"

    first = focal_point.post(address, typed(asked, title="First", version=1))
    second = focal_point.post(address, typed(asked, title="Second", version=1))

    assert (first.status_code, second.status_code) == (302, 409)
    assert Proposal.objects.get().title == "First"


@pytest.mark.parametrize("form", ["docx", "xlsx", "csv"])
def test_the_list_is_taken_along_without_drafts_and_withdrawn_ones_and_that_is_noted(asked, form):
    papers.sent("THA", asked)
    papers.sent("KEN", asked, title='=HYPERLINK("x")')
    papers.draft("KEN", asked, title="Only a draft")
    gone = papers.sent("KEN", asked, title="Taken back")
    papers.services.withdraw_paper(gone, by=make.focal_point("KEN"), now=make.NOON)

    file = client_of("officer").get(f"{TOOLS}received/list.{form}")

    words = written_in(file.getvalue(), form)
    assert "Manual on asset recovery" in words
    assert "Training manual" in words
    assert "Kenya" in words
    assert "Only a draft" not in words
    assert "Taken back" not in words
    assert Download.objects.get().kind == "papers"


def test_no_cell_of_the_list_is_a_formula(asked):
    papers.sent("KEN", asked, title='=HYPERLINK("x")')
    officer = client_of("officer")

    csv = officer.get(f"{TOOLS}received/list.csv").getvalue().decode()
    xlsx = written_in(officer.get(f"{TOOLS}received/list.xlsx").getvalue(), "xlsx")

    assert "\"'=HYPERLINK" in csv
    assert "<f>" not in xlsx


@pytest.mark.parametrize("address", [f"{TOOLS}received/", f"{TOOLS}received/list.docx"])
def test_no_state_reads_what_others_sent(asked, address):
    papers.sent("THA", asked)

    assert client_of("focal_point", "KEN").get(address).status_code == 403
    assert not Download.objects.exists()


def test_proposals_for_follow_up_are_compiled_apart_from_tools_and_need_no_paragraph(asked):
    papers.sent("THA", asked, title="A manual")
    papers.sent("KEN", kind="follow-up")
    officer = client_of("officer")

    page, tools = officer.get("/assistance/follow-up/received/"), officer.get(f"{TOOLS}received/")
    file = written_in(officer.get("/assistance/follow-up/received/list.docx").getvalue(), "docx")

    assert "A meeting each year" in page.text
    assert "A manual" not in page.text
    assert "A meeting each year" not in tools.text
    assert "So that States compare notes." in file


def test_the_form_for_follow_up_asks_for_no_tool_and_says_where_it_goes():
    page = client_of("focal_point", "THA").get("/assistance/follow-up/new/")

    assert "This goes to the Commission" in page.text
    assert 'name="standard"' not in page.text


def test_a_proposal_for_follow_up_is_not_reached_as_a_tool():
    paper = papers.sent("THA", kind="follow-up")

    assert client_of("officer").get(f"{TOOLS}{paper.public_id}/").status_code == 404


@pytest.mark.parametrize(
    "address", ["/assistance/dreams/", "/assistance/dreams/received/", f"{TOOLS}received/list.exe"]
)
def test_what_is_no_kind_and_no_format_does_not_exist(address):
    assert client_of("officer").get(address).status_code == 404


def test_a_reader_of_named_states_finds_those_alone(asked):
    papers.sent("THA", asked, title="Of Thailand")
    papers.sent("KEN", asked, title="Of Kenya")

    page = client_of("reader", "KEN").get(f"{TOOLS}received/")

    assert "Of Kenya" in page.text
    assert "Of Thailand" not in page.text
