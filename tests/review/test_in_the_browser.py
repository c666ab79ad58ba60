"""Reading by key in a real browser: the paragraphs of one State, the States on one paragraph."""

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from commitments.submissions import services as replies
from tests.factories import access
from tests.factories import submissions as make
from tests.review.scene import state
from tests.review.test_pages import answer_url
from tests.submissions.test_in_the_browser import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_arrow_keys_lead_along_the_paragraphs_and_with_shift_along_the_states_but_not_while_somebody_types(
    committed_db: str, page: "Page", live_server_url: str
) -> None:
    cycle = make.cycle()
    whole = make.ready("THA", of=cycle)
    make.answer(whole, 1)
    sent, other = replies.submit(whole, by=state(), now=make.NOON), make.sent("KEN", of=cycle)
    sign_in(page.context, live_server_url, access.person("officer"))
    first, second, kenyas = (
        f"{live_server_url}{to}" for to in (answer_url(sent), answer_url(sent, 1), answer_url(other))
    )
    page.goto(first)

    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(second)
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(first)
    page.get_by_label("In words").press("Shift+ArrowLeft")
    expect(page).to_have_url(first)
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("Shift+ArrowLeft")
    expect(page).to_have_url(kenyas)
