"""A cycle on the real text that asks every Member State, and people who sign in by the front door.

Imports stand inside: this file is read before Django starts.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext


@pytest.fixture
def cycle(committed_db: str) -> Any:
    """Open now, on the founding instrument, for all Member States."""
    from django.utils import timezone

    from commitments.instruments.models import Instrument
    from commitments.respondents.models import Respondent
    from tests.factories import submissions as make

    everybody = Respondent.objects.member_states().values_list("code", flat=True)
    return make.cycle(*everybody, on=Instrument.objects.get(is_founding=True), at=timezone.now(), name="Cycle 2026")


@pytest.fixture
def people(committed_db: str) -> Any:
    """A function: the e-mail address of a new person in the role, with the password all have here."""
    from tests.factories import access
    from tests.journeys.steps import PASSWORD

    def new(role: str, code: str | None = None) -> str:
        user = access.person(role, code, email=f"{role.replace('_', '-')}.{(code or 'un').lower()}@example.org")
        user.set_password(PASSWORD)
        user.save()
        return str(user.email)

    return new


@pytest.fixture
def open_browser(browser: "Browser", live_server_url: str) -> Iterator[Any]:
    """A function: a page of a new visitor, with a browser of his own; what the browser complains of fails the test."""
    from tests.journeys.steps import Complaints

    contexts: list[BrowserContext] = []
    complaints = Complaints()

    def visit(**options: Any) -> Any:
        context = browser.new_context(base_url=live_server_url, **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        complaints.listen(page)
        return page

    visit.complaints = complaints  # type: ignore[attr-defined]
    yield visit
    for context in contexts:
        context.close()
    assert not complaints.heard
