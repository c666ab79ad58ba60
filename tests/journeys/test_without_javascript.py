"""The essential way with JavaScript switched off: pages, forms and links alone."""

from typing import Any

from commitments.submissions.models import ObligationReport
from tests.journeys.steps import GAZETTE, main_text, open_paragraph, sign_in

NARRATIVE = "Written with nothing but forms."


def test_a_reply_is_written_shown_with_a_file_and_sent_without_javascript(
    open_browser: Any, people: Any, cycle: Any
) -> None:
    page = open_browser(java_script_enabled=False)
    sign_in(page, people("focal_point", "THA"))

    open_paragraph(page, "Protect and support victims and witnesses")
    page.get_by_label("Planned", exact=False).first.check()
    page.get_by_label("Planned for").fill("2027-05-01")
    page.get_by_label("What was done").fill(NARRATIVE)
    page.get_by_label("Who may read the answer once it is sent").select_option(label="Public")
    page.locator("#answer").get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Record an action").click()
    page.get_by_label("What kind of action").select_option("training")
    page.get_by_label("Title", exact=True).fill("Course for court staff")
    page.get_by_role("button", name="Record the action").click()
    page.get_by_role("link", name="Add files or a link").click()
    page.set_input_files("input[type=file]", [GAZETTE])
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="gazette").first.wait_for()
    page.goto(f"/desk/THA/{cycle.slug}/cover/")
    page.get_by_label("May be used with the name of the State").check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Send to the secretariat").click()
    page.get_by_role("button", name="Send the reply").click()
    page.get_by_text("The reply was received.").wait_for()

    report = ObligationReport.objects.get()
    assert (report.status, report.submission.stage) == ("planned", "received")
    assert NARRATIVE in main_text(open_browser(java_script_enabled=False), "/texts/A-RES-60-177/D17/")


def test_the_public_reads_finds_and_filters_without_javascript(open_browser: Any, cycle: Any) -> None:
    page = open_browser(java_script_enabled=False)

    page.goto("/")
    page.get_by_role("searchbox", name="Search").fill("asset recovery")
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name="D25").first.click()
    assert "asset recovery" in page.inner_text("main")
    page.goto("/obligations/")
    page.get_by_label("Asked of States").select_option(index=1)
    page.get_by_role("button", name="Show").click()

    assert "of 41 numbered paragraphs" in page.inner_text("main")
    assert "41 of 41" not in page.inner_text("main")
