"""The pages of the desk, opened as the people of a State, as others, and as nobody."""

from typing import Any

import pytest
from django.test import Client

from commitments.evidence.models import EvidenceOfAction
from commitments.implementation.models import ImplementationAction
from commitments.submissions import services
from commitments.submissions.models import ObligationReport, ReportingCycle, Submission
from tests.factories import submissions as make

pytestmark = pytest.mark.django_db

PAGES = ["versions", "review", "cover", 0]


def form(expected: int = 0, **values: Any) -> dict[str, Any]:
    return {"expected": expected, "status": "under_way", "narrative": "What was done", "language": "en", **values}


@pytest.mark.parametrize("role", ["focal_point", "contributor", "clearance", "mission"])
def test_people_of_the_state_open_every_page_of_its_desk(
    cycle: ReportingCycle, sign_in: Any, urls: Any, role: str
) -> None:
    make.answer(make.submission(of=cycle))
    client = sign_in(role, given=[0])

    for page in PAGES:
        assert client.get(urls(page)).status_code == 200, page
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize("page", [*PAGES, "submit"])
def test_another_states_pages_do_not_exist(cycle: ReportingCycle, sign_in: Any, urls: Any, page: Any) -> None:
    make.answer(make.submission(of=cycle))
    address = urls(page)

    assert sign_in("focal_point", "KEN").get(address).status_code == 404
    assert sign_in("focal_point", "THA").get(address).status_code == 200


@pytest.mark.parametrize("role", ["officer", "approver", "reader", "administrator"])
def test_the_desk_is_closed_to_others(sign_in: Any, urls: Any, role: str) -> None:
    client = sign_in(role, None)

    for page in PAGES:
        assert client.get(urls(page)).status_code == 403


def test_nobody_is_asked_to_sign_in(urls: Any) -> None:
    response = Client().get(urls(0))

    assert response.status_code == 302
    assert "/accounts/login/" in response["Location"]


def test_desk_counts_what_is_answered_and_sets_optional_ones_apart(cycle: ReportingCycle, sign_in: Any) -> None:
    whole = make.submission(of=cycle)
    make.answer(whole, 0)
    make.answer(whole, 1, status="planned")
    make.answer(whole, 4)

    page = sign_in().get("/desk/").content.decode()

    assert "1 of 4 answered" in page
    assert "optional apart: 1 of 1" in page


def test_the_desks_head_holds_what_comes_next_and_other_pages_stand_below_it(
    cycle: ReportingCycle, sign_in: Any
) -> None:
    page = sign_in().get("/desk/").content.decode()

    head, _end, below = page.partition('class="page-header"')[2].partition("</header>")
    assert head.count('class="button') == 2
    assert "Go on with the next paragraph" in head
    for name in ("Versions and moves", "Workbook", "Contributors", "Evidence", "People", "Hand-over and first hour"):
        assert name in below.split("More of the desk")[1].split("</nav>")[0]


def test_desk_filters_stand_in_the_address(cycle: ReportingCycle, sign_in: Any) -> None:
    make.answer(make.submission(of=cycle), 0)

    rows = sign_in().get("/desk/?stands=unfinished&status=").context_data["rows"]

    assert [row.obligation.reference for row in rows] == ["D2", "D3", "D4", "D5"]


def test_desk_survives_nonsense_filters(sign_in: Any, cycle: ReportingCycle) -> None:
    assert sign_in().get("/desk/?stands=%00&status='&part=x&for=..&cycle=%F0").status_code == 200


def test_desk_of_a_state_that_was_not_asked_says_so(sign_in: Any, cycle: ReportingCycle) -> None:
    page = sign_in("focal_point", "FRA").get("/desk/")

    assert page.status_code == 200
    assert "No reporting cycle is open for you" in page.content.decode()


def test_saving_begins_the_submission_and_goes_back_to_the_answer(
    cycle: ReportingCycle, sign_in: Any, urls: Any
) -> None:
    response = sign_in().post(urls(0), form(narrative="First\r\nSecond"))

    assert (response.status_code, response["Location"]) == (302, urls(0))
    assert ObligationReport.objects.get().narrative == "First\nSecond"


def test_save_and_go_on_leads_to_the_next_unfinished(cycle: ReportingCycle, sign_in: Any, urls: Any) -> None:
    response = sign_in().post(urls(0), form(onward="1"))

    assert response["Location"] == urls(1)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("status", "finished"), ("status", "<script>"), ("planned_on", "31/31/2026"), ("planned_on", "x" * 5000),
        ("constraints_named", ["legal", "weather"]), ("language", "tlh"), ("audience", "everybody"),
        ("use_in_report", "sold"), ("narrative", "a\x00b"),
        ("narrative", "x" * 100_001), ("considered_on", "0000-00-00"),
    ],
)  # fmt: skip
def test_bad_input_is_named_at_its_field_and_nothing_typed_is_lost(
    cycle: ReportingCycle, sign_in: Any, urls: Any, field: str, value: Any
) -> None:
    typed = form() | {"reason": "Kept words", field: value}

    response = sign_in().post(urls(0), typed)

    assert response.status_code == 422
    assert field in response.context_data["form"].errors
    assert "Kept words" in response.content.decode()
    assert not ObligationReport.objects.exists()


@pytest.mark.parametrize("expected", ["", "-1", "x", "1" * 40])
def test_a_version_that_is_no_number_is_refused(cycle: ReportingCycle, sign_in: Any, urls: Any, expected: str) -> None:
    assert sign_in().post(urls(0), form() | {"expected": expected}).status_code in (409, 422)
    assert not ObligationReport.objects.exists()


def test_the_later_of_two_sees_both_texts_and_may_keep_either(cycle: ReportingCycle, sign_in: Any, urls: Any) -> None:
    make.answer(make.submission(of=cycle), 0, narrative="Theirs", status="planned")
    client = sign_in()

    response = client.post(urls(0), form(expected=0, narrative="Mine", reason="Also mine"))

    assert response.status_code == 409
    page = response.content.decode()
    assert "Theirs" in page
    assert "Mine" in page
    assert ObligationReport.objects.get().narrative == "Theirs"
    again = {**dict(response.context_data["typed"]), "expected": response.context_data["version"], "narrative": "Mine"}
    assert client.post(urls(0), again).status_code == 302
    kept = ObligationReport.objects.get()
    assert (kept.narrative, kept.status, kept.reason) == ("Mine", "under_way", "Also mine")


def test_contributor_drafts_and_cannot_set_audience_or_send(cycle: ReportingCycle, sign_in: Any, urls: Any) -> None:
    client = sign_in("contributor", given=[0])

    assert client.post(urls(0), form(audience="public", use_in_report="named")).status_code == 302

    assert ObligationReport.objects.get().audience == "secretariat"
    assert client.get(urls("submit")).status_code == 403
    assert client.post(urls("submit")).status_code == 403
    assert client.post(urls("beside"), {"audience": "public"}).status_code == 403


def test_clearance_officer_reads_and_writes_no_answer(cycle: ReportingCycle, sign_in: Any, urls: Any) -> None:
    response = sign_in("clearance").post(urls(0), form())

    assert response.status_code == 409
    assert not ObligationReport.objects.exists()


def test_focal_point_sets_audience_with_the_answer_and_for_many(cycle: ReportingCycle, sign_in: Any, urls: Any) -> None:
    client = sign_in()
    client.post(urls(0), form(audience="member_states", use_in_report="counted"))
    client.post(urls(1), form())
    ids = [str(report.public_id) for report in ObligationReport.objects.all()]

    assert ObligationReport.objects.filter(audience="member_states", use_in_report="counted").count() == 1
    client.post(urls("beside"), {"reports": ids, "audience": "public", "use_in_report": "whole"})

    assert ObligationReport.objects.filter(audience="public", use_in_report="").count() == 2


def test_evidence_is_attached_and_detached_and_anothers_does_not_exist(
    cycle: ReportingCycle, sign_in: Any, urls: Any
) -> None:
    own, foreign = make.evidence("THA"), make.evidence("KEN")
    client, address = sign_in(), urls(0) + "evidence/"

    client.post(address, {"evidence": foreign.public_id})
    assert not ObligationReport.objects.exists()
    client.post(address, {"evidence": own.public_id})
    assert list(ObligationReport.objects.get().evidence.all()) == [own]
    assert client.post(address, {"detach": foreign.public_id}).status_code == 404
    assert client.post(address, {"detach": "../x"}).status_code == 404
    client.post(address, {"detach": own.public_id})
    assert not ObligationReport.objects.get().evidence.exists()


def test_attaching_first_does_not_make_the_first_text_a_conflict(
    cycle: ReportingCycle, sign_in: Any, urls: Any
) -> None:
    client = sign_in()
    client.post(urls(0) + "evidence/", {"evidence": make.evidence().public_id})

    assert client.post(urls(0), form(expected=0)).status_code == 302


def test_review_names_what_keeps_it_from_being_sent_with_links(cycle: ReportingCycle, sign_in: Any, urls: Any) -> None:
    make.answer(make.submission(of=cycle), 0, status="planned")

    page = sign_in().get(urls("review")).content.decode()

    assert f"{urls(0)}#id_planned_on" in page
    assert f"{urls('cover')}#id_use_in_report" in page
    assert urls(1) in page


def test_cover_is_saved_and_a_stale_one_is_refused_with_what_was_typed(
    cycle: ReportingCycle, sign_in: Any, urls: Any
) -> None:
    client = sign_in()
    typed = {"expected": 1, "submitting_authority": "Ministry of Justice", "use_in_report": "named"}

    assert client.post(urls("cover"), typed).status_code == 302
    stale = client.post(urls("cover"), typed | {"submitting_authority": "Other", "contact_email": "no address"})
    assert stale.status_code == 422
    stale = client.post(urls("cover"), typed | {"submitting_authority": "Other"})

    assert stale.status_code == 409
    assert "Other" in stale.content.decode()
    assert Submission.objects.get().submitting_authority == "Ministry of Justice"


def test_sending_asks_once_more_then_the_reply_is_received(cycle: ReportingCycle, sign_in: Any, urls: Any) -> None:
    make.ready(of=cycle)
    client = sign_in()

    page = client.get(urls("submit"))
    assert "Nothing in them can be changed or taken back afterwards" in page.content.decode()
    assert client.post(urls("submit")).status_code == 302

    assert Submission.objects.get().stage == "received"
    assert client.post(urls(0), form(expected=1)).status_code == 409
    assert "What was sent does not change" in client.get(urls(0)).content.decode()
    second = client.post(urls("submit"), follow=True)
    assert "already" in second.content.decode()


def test_what_is_not_ready_is_not_sent(cycle: ReportingCycle, sign_in: Any, urls: Any) -> None:
    make.submission(of=cycle)

    response = sign_in().post(urls("submit"))

    assert response.status_code == 409
    assert Submission.objects.get().stage == "draft"


def test_a_nil_reply_is_one_click(cycle: ReportingCycle, sign_in: Any, urls: Any) -> None:
    sign_in("mission").post(urls("nil"))

    whole = Submission.objects.get()
    assert (whole.stage, whole.is_nil) == ("received", True)


def test_officers_read_what_was_sent_and_nothing_before(cycle: ReportingCycle, sign_in: Any) -> None:
    whole = make.ready(of=cycle, narrative="Secret until sent")
    officer, stranger, own = sign_in("officer", None), sign_in("focal_point", "KEN"), sign_in()
    address = f"/submissions/{whole.public_id}/"

    assert officer.get(address).status_code == 404
    assert own.get(address).status_code == 200
    services.submit(whole, by=make.focal_point(), now=make.NOON)

    assert "Secret until sent" in officer.get(address).content.decode()
    assert stranger.get(address).status_code == 404
    assert sign_in("administrator", None).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_an_answer_for_the_own_state_only_is_not_read_by_the_officer(cycle: ReportingCycle, sign_in: Any) -> None:
    whole = make.ready(of=cycle)
    hidden = make.answer(whole, 1, narrative="For us alone")
    services.set_audience([hidden], "own_state", by=make.focal_point(), now=make.NOON)
    services.submit(whole, by=make.focal_point(), now=make.NOON)
    address = f"/submissions/{whole.public_id}/"

    assert "For us alone" not in sign_in("officer", None).get(address).content.decode()
    assert "For us alone" in sign_in().get(address).content.decode()


def test_a_text_without_status_is_never_shown_to_others(cycle: ReportingCycle, sign_in: Any) -> None:
    whole = make.ready(of=cycle)
    make.answer(whole, 1, status="not_reported", narrative="Only begun")
    services.submit(whole, by=make.focal_point(), now=make.NOON)

    assert "Only begun" not in sign_in("officer", None).get(f"/submissions/{whole.public_id}/").content.decode()
    assert not ObligationReport.objects.visible_to(make.access.actor("officer")).filter(narrative="Only begun").exists()


def test_clearance_is_given_released_and_returned(cycle: ReportingCycle, sign_in: Any, urls: Any) -> None:
    make.ready(of=cycle)
    focal, clearing = sign_in(), sign_in("clearance")

    focal.post(urls("clearance"))
    assert focal.post(urls("submit")).status_code == 302
    assert Submission.objects.get().stage == "clearance"
    clearing.post(urls("give_back"), {"reason": ""})
    assert Submission.objects.get().stage == "clearance"
    clearing.post(urls("give_back"), {"reason": "Paragraph 1 names the wrong law"})
    assert Submission.objects.get().stage == "draft"
    assert "Paragraph 1 names the wrong law" in focal.get(urls("review")).content.decode()
    focal.post(urls("clearance"))
    clearing.post(urls("release"))
    focal.post(urls("submit"))

    assert Submission.objects.get().stage == "received"


def test_short_address_shows_the_founding_instruments_paragraph_with_its_canonical_link(db: None, sign_in: Any) -> None:
    from commitments.instruments.models import Instrument

    founding = Instrument.objects.founding().first()
    if founding is None:
        founding = make.instrument()
        Instrument.objects.filter(pk=founding.pk).update(is_founding=True)
    opened = make.cycle(on=founding)

    page = sign_in().get("/desk/D2/")

    assert page.status_code == 200
    assert f'rel="canonical" href="/desk/THA/{opened.slug}/{founding.slug}/D2/"' in page.content.decode()
    assert sign_in().get("/desk/D99/").status_code == 404


def test_what_is_read_before_sending_is_what_sending_freezes(cycle: ReportingCycle, sign_in: Any, urls: Any) -> None:
    whole = make.ready(of=cycle)
    action = make.action("THA", make.obligations(cycle)[0], title="The net act")
    shows = make.evidence("THA", title="The gazette of nets")
    EvidenceOfAction.objects.create(evidence=shows, action=action, respondent=action.respondent)
    make.figure("THA", make.obligations(cycle)[0], label="Nets mended")

    read = sign_in().get(urls("review")).content.decode()
    services.submit(whole, by=make.focal_point(), now=make.NOON)
    frozen = {record.content.get("title") or record.content["label"] for record in whole.cited.all()}

    assert frozen == {"The net act", "The gazette of nets", "Nets mended"}
    assert all(title in read for title in frozen)


def test_after_sending_the_page_shows_what_was_sent_and_not_what_came_later(
    cycle: ReportingCycle, sign_in: Any, urls: Any
) -> None:
    whole = make.ready(of=cycle)
    action = make.action("THA", make.obligations(cycle)[0], title="The net act")
    services.submit(whole, by=make.focal_point(), now=make.NOON)
    ImplementationAction.objects.filter(pk=action.pk).update(title="Renamed since")

    read = sign_in().get(urls("review")).content.decode()

    assert "The net act" in read
    assert "Renamed since" not in read


def test_what_changed_between_reading_and_sending_is_read_once_more(
    cycle: ReportingCycle, sign_in: Any, urls: Any
) -> None:
    whole, client = make.ready(of=cycle), sign_in()
    link = client.get(urls("review")).content.decode().split(f'href="{urls("submit")}', 1)[1].split('"')[0]
    make.action("THA", make.obligations(cycle)[0], title="Recorded by a colleague meanwhile")

    asked = client.get(urls("submit") + link).content.decode()
    as_read = asked.split('name="as_read" value="', 1)[1].split('"')[0]
    answer = client.post(urls("submit"), {"as_read": as_read}, follow=True)

    whole.refresh_from_db()
    assert whole.is_draft
    assert answer.redirect_chain[-1][0] == urls("review")
    assert "Read it once more" in answer.content.decode()
    assert "Recorded by a colleague meanwhile" in answer.content.decode()


def test_what_was_read_is_sent(cycle: ReportingCycle, sign_in: Any, urls: Any) -> None:
    whole, client = make.ready(of=cycle), sign_in()
    make.action("THA", make.obligations(cycle)[0])

    asked = client.get(urls("submit")).content.decode()
    client.post(urls("submit"), {"as_read": asked.split('name="as_read" value="', 1)[1].split('"')[0]})

    whole.refresh_from_db()
    assert whole.is_submitted
