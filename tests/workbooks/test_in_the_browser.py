"""The whole way in a browser, on a telephone and without scripts: taken along, filled in, brought back, decided, written."""

import re
from typing import TYPE_CHECKING

import pytest

from commitments.web.transactions import as_program
from tests.workbooks.hands import Desk, Paper

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.usefixtures("committed_db")
TELEPHONE = {"width": 360, "height": 740}


def test_on_a_telephone_without_scripts_a_workbook_goes_and_comes_back(
    browser: "Browser", live_server_url: str, tmp_path
) -> None:
    with as_program("tests"):
        desk = Desk()
        desk.answer(0, narrative="Before")
    context = browser.new_context(base_url=live_server_url, viewport=TELEPHONE, java_script_enabled=False)
    session = {"name": "sessionid", "value": desk.client.cookies["sessionid"].value, "url": live_server_url}
    context.add_cookies([session])
    page = context.new_page()

    page.goto("/desk/")
    page.get_by_role("link", name="Workbook").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the workbook").click()
    paper = Paper(download.value.path().read_bytes())
    paper.type("What was done", "Of the file").type("Status", "Planned", "D2").type("Planned for", "soon", "D2")
    with as_program("tests"):
        desk.answer(0, narrative="Of the program")
    (tmp_path / "answers.xlsx").write_bytes(paper.saved())
    page.get_by_label("The workbook you filled in").set_input_files(tmp_path / "answers.xlsx")
    page.get_by_role("button", name="See what it changes").click()

    assert page.get_by_text("“soon” is not read as a day.").is_visible()
    assert [page.get_by_text(words, exact=True).count() for words in ("Before", "Of the program", "Of the file")] == [
        1
    ] * 3
    page.get_by_label("Take what the file says").check()
    page.get_by_label("Take the rest over").check()
    page.get_by_role("button", name="Take it over").click()

    assert page.get_by_text("2 answers were taken over.").is_visible()
    assert re.search(r"/review/$", page.url)
    with as_program("tests"):
        answers = desk.answers()
    assert (answers["D1"].narrative, answers["D2"].status) == ("Of the file", "planned")
    context.close()
