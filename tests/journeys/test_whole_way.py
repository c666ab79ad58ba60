"""The whole way of a reply: sign in, answer, record, send; then the secretariat, the public and the files."""

import csv
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from commitments.submissions.models import ObligationReport, Submission
from tests.journeys.steps import (
    GAZETTE,
    expect_saved,
    frozen,
    main_text,
    open_paragraph,
    sign_in,
    where_it_stands,
)  # fmt: skip

if TYPE_CHECKING:
    from playwright.sync_api import Page

LABEL = "Protect and support victims and witnesses"
NARRATIVE = "Shelters for protected witnesses opened in four provinces."
ACTION = "Witness Protection Act, amended"
TEXT_PAGE = "/texts/A-RES-60-177/D17/"


@pytest.fixture
def focal_point(open_browser: Any, people: Any, cycle: Any) -> "Page":
    page = open_browser()
    sign_in(page, people("focal_point", "THA"))
    return page


def answer_d17(page: "Page") -> None:
    """Beside its text: status, words, audience; saved without a button."""
    open_paragraph(page, LABEL)
    assert "special attention to the need to protect witnesses" in page.inner_text("main")
    page.get_by_label("Under way").check()
    page.get_by_label("What was done").fill(NARRATIVE)
    page.get_by_label("Who may read the answer once it is sent").select_option(label="Member States")
    expect_saved(page)


def record_action_with_file(page: "Page") -> None:
    """From the paragraph: an action that serves it, then the file that shows it."""
    page.get_by_role("link", name="Record an action").click()
    page.get_by_label("What kind of action").select_option("law")
    page.get_by_label("Title", exact=True).fill(ACTION)
    page.get_by_role("button", name="Record the action").click()
    page.get_by_role("heading", name=ACTION).wait_for()
    assert "D17" in page.inner_text("main")
    page.get_by_role("link", name="Add files or a link").click()
    page.set_input_files("input[type=file]", [GAZETTE])
    page.wait_for_selector("input[type=hidden][name=upload]", state="attached")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="gazette").first.wait_for()


def review_and_send(page: "Page") -> None:
    """The whole reply on one page, its cover, then the one act that cannot be undone."""
    page.goto("/desk/")
    page.get_by_role("link", name="See the whole reply").click()
    assert NARRATIVE in page.inner_text("main")
    page.get_by_role("link", name="Choose how reports may use the reply.").click()
    page.get_by_label("May be used with the name of the State").check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Send to the secretariat").click()
    page.get_by_role("button", name="Send the reply").click()
    page.get_by_text("The reply was received.").wait_for()


def test_a_reply_goes_from_the_desk_to_the_report_and_nobody_sees_it_before_it_is_sent(
    focal_point: "Page", open_browser: Any, people: Any, cycle: Any, celery_worker_process: Any
) -> None:
    public, officer, neighbour = open_browser(), open_browser(), open_browser()
    open_browser.complaints.expect("status of 403", "status of 404")
    sign_in(officer, people("officer"))
    sign_in(neighbour, people("focal_point", "KEN"))
    anywhere = (
        "/", "/texts/A-RES-60-177/", TEXT_PAGE, "/states/THA/", "/search/?q=shelters", "/records/",
        f"/reports/{cycle.slug}/", "/dashboard/", "/dashboard/records/", "/dashboard/matrix/", "/desk/",
    )  # fmt: skip

    answer_d17(focal_point)
    record_action_with_file(focal_point)

    for reader in (public, officer, neighbour):
        assert where_it_stands(reader, anywhere, NARRATIVE) == []
        assert where_it_stands(reader, anywhere, ACTION) == []
    assert "0 of 193" in main_text(officer, "/dashboard/").replace("\n", " ")

    assert where_it_stands(focal_point, (f"/desk/THA/{cycle.slug}/review/",), ACTION)
    review_and_send(focal_point)

    assert "1 of 193" in main_text(officer, "/dashboard/").replace("\n", " ")
    shown = (TEXT_PAGE, "/states/THA/", f"/reports/{cycle.slug}/")
    for reader in (officer, neighbour):
        assert where_it_stands(reader, shown, NARRATIVE) == list(shown)
    assert where_it_stands(public, anywhere, NARRATIVE) == []
    assert "1 of 193" in main_text(public, "/").replace("\n", " ")
    assert "Reported, not public: 1 answer" in main_text(public, TEXT_PAGE)
    take_the_records_along(officer)


def take_the_records_along(officer: "Page") -> None:
    """Each kind of file holds the answer; the page shows how far it is and then gives it."""
    content = {kind: made_file(officer, kind) for kind in ("CSV", "XLSX", "JSON")}

    assert NARRATIVE in {cell for row in csv.reader(io.StringIO(content["CSV"].decode("utf-8-sig"))) for cell in row}
    assert NARRATIVE in json.dumps(json.loads(content["JSON"]), ensure_ascii=False)
    with zipfile.ZipFile(io.BytesIO(content["XLSX"])) as workbook:
        sheets = b"".join(workbook.read(name) for name in workbook.namelist() if name.endswith(".xml"))
    assert NARRATIVE.encode() in sheets


def made_file(page: "Page", kind: str) -> bytes:
    page.goto("/exports/")
    page.get_by_label(kind).first.check()
    page.get_by_role("button", name="Make the file").click()
    with page.expect_download() as waiting:
        page.get_by_role("main").get_by_role("link", name="Download").first.click()
    with open(waiting.value.path(), "rb") as file:
        return file.read()


def test_what_was_sent_cannot_be_changed_any_more(focal_point: "Page") -> None:
    answer_d17(focal_point)
    address = focal_point.url
    typed = focal_point.evaluate("Object.fromEntries(new FormData(document.querySelector('#answer')))")
    review_and_send(focal_point)
    sent = frozen(ObligationReport.objects.get())

    focal_point.goto(address)
    assert not focal_point.get_by_label("What was done").count()
    answer = focal_point.request.post(
        address, form={**typed, "narrative": "Changed afterwards"}, headers={"Referer": address}
    )

    assert answer.status < 500
    assert frozen(ObligationReport.objects.get()) == sent
    assert Submission.objects.get().stage == "received"
