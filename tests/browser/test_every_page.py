"""Every page that links lead to opens for a focal point, an officer and the public, and the browser has nothing to say."""

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from commitments.access.models import User
from tests.browser.walking import Walk, all_names
from tests.journeys.steps import Complaints

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FILES = frozenset(
    {
        "exports:download",
        "evidence:file",
        "evidence:preview",
        "submissions:evidence_file",
        "submissions:evidence_page",
        "calls:document",
        "hand_over:pack_file",
        "receipts:statement",
        "receipts:paper",
        "workbooks:file",
        "national_reports:download",
        "assistance:compiled",
        "assistance:mandates_file",
        "healthz",
        "readyz",
    }
)
NO_PAGES = {
    "what a form posts to": {
        "access:end_session", "workbooks:throw_away", "evidence:attach", "evidence:detach", "evidence:audience", "evidence:restore", "exports:cancel", "national_reports:cancel", "removal:confirm", "removal:decline",
        "implementation:audience", "implementation:link", "implementation:unlink", "implementation:restore",
        "implementation:remove_milestone", "implementation:restore_milestone", "implementation:restore_figure",
        "submissions:beside", "submissions:clearance", "submissions:release", "submissions:give_back", "submissions:revise", "submissions:settle", "submissions:recall",
        "review:begin", "review:ask", "review:propose", "review:withdraw", "review:close", "review:decline", "review:reopen",
        "review:take_back", "review:answer_question", "calls:register", "calls:documents", "submissions:nil", "submissions:evidence", "submissions:same_answer", "submissions:already_party", "notices:read_all", "notices:mark", "notices:again", "contributions:take_back", "contributions:decline", "contributions:answer_with", "calls:extend", "on_behalf:receive", "on_behalf:take_over", "on_behalf:confirm", "calls:take_time_back", "submissions:still_true", "assistance:restore", "assistance:distribute", "assistance:restore_outcome",
    },
    "where an organization that signs people in is named, and a demonstration names none": {
        "access:organization_again", "access:organization_answer", "access:organization_ask", "access:organization_sign_in",
    },
    "what administrators open, whom a demonstration has not": {
        "auditing:seals", "auditing:events", "auditing:events_file", "auditing:downloads", "auditing:reads", "auditing:reads_file",
    },
    "what a mail leads to; opened in its own test": {"notices:stop"},
    "what somebody was told, and a demonstration tells nobody": {"notices:notice"},
    "what a script asks": {"implementation:suggestions", "evidence:uploads", "evidence:upload"},
    "what needs a record made first; opened in the journeys": {
        "exports:export", "national_reports:file", "implementation:figure", "implementation:withdraw_figure", "implementation:edit_milestone",
        "submissions:story", "submissions:submit", "removal:removal", "evidence:words", "submissions:evidence_preview",
        "submissions:changes", "on_behalf:source", "submissions:throw_away", "receipts:receipt", "workbooks:returned", "contributions:offered", "contributions:link", "assistance:paper", "assistance:edit", "assistance:send", "assistance:withdraw", "assistance:pair", "assistance:outcome", "assistance:balance", "assistance:mandate", "assistance:decided", "assistance:distribution", "assistance:withdraw_outcome",
    },
}  # fmt: skip
READERS = {
    "": ("/", "/search/?q=corruption", "/obligations/D17/", "/records/", "/changes/"),
    "focal-point.tha@example.org": ("/desk/", "/desk/D17/", "/exports/"),
    "officer@example.org": ("/dashboard/", "/review/", "/exports/", "/dashboard/changes/"),
}


@pytest.mark.usefixtures("demonstration")
def test_every_page_opens_and_neither_the_policy_nor_a_script_complains(
    browser: "Browser", production_url: str
) -> None:
    complaints, opened, failed = Complaints(), set(), []

    for email, first in READERS.items():
        context = browser.new_context(base_url=production_url)
        if email:
            context.add_cookies([session_of(email, production_url)])
        page = context.new_page()
        complaints.listen(page)
        walk = Walk(page, production_url, files=FILES)
        walk.from_(*first)
        opened |= set(walk.opened)
        failed += walk.failed
        context.close()

    assert failed == []
    assert complaints.heard == []
    assert set(all_names()) - opened - FILES - set().union(*NO_PAGES.values()) == set()


def session_of(email: str, base: str) -> Any:
    client = Client()
    client.force_login(User.objects.get(email=email))
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": base}
