"""What stands at the end: what each was told and in which order, and figures that a recount finds the same."""

import re
from collections import Counter
from urllib.parse import parse_qsl, urlsplit

from django.core.management import call_command
from django.test import Client

from commitments.submissions.models import ObligationReport
from tests.dashboards.test_figures_add_up import expected, figures_of, main_of, words
from tests.journeys.exchange.people import FIRST, SECOND, People

CALLED = "A call for information was opened: The exchange of 2026."
ASKED_ABOUT = "The secretariat asks about the reply of Thailand in The exchange of 2026"
TOLD = {
    "officer": (
        "Thailand sent its reply in The exchange of 2026 (version 1).", "Kenya sent its reply",
        "Jamaica sent its reply", "Thailand sent its reply in The exchange of 2026 (version 2).",
        "Thailand answered a question", "Kenya took its reply in The exchange of 2026 back (version 1).",
        "Kenya sent its reply in The exchange of 2026 (version 2).",
        "Jamaica sent its reply in The exchange of 2026 (version 2).", "was closed, as it was proposed",
        "Thailand sent its reply in The exchange of 2031 (version 1).",
    ),
    "approver": ("Thailand answered a question", "It is proposed to close the reply of Thailand", "reply of Jamaica"),
    "focal_point": (
        CALLED, "came by a link for the reply of Thailand", "was returned to draft, with a reason", "was released",
        "has begun to read the reply of Thailand in The exchange of 2026 (version 1)", ASKED_ABOUT,
        "The reply of Thailand in The exchange of 2026 was closed", "A designation of yours ends",
    ),
    "clearance": (CALLED, "waits for your clearance", "waits for your clearance", "(version 1)", "(version 2)", "closed"),
    "contributor": (CALLED, "You were given", "was returned to draft, with a reason", "(version 1)", "(version 2)", "closed"),
    "of_b": (CALLED, "has begun to read the reply of Kenya", "reply of Kenya in The exchange of 2026 was closed", "2031"),
    "of_c": (CALLED, "has begun to read the reply of Jamaica", "was closed", "The exchange of 2031"),
    "successor": ("You were designated", "The exchange of 2031"),
}  # fmt: skip
"""What everybody reads at least; whoever did a thing is not told of it."""


def every_count_agrees_with_the_records() -> None:
    call_command("verify_rollups")


def every_figure_of_the_dashboard_equals_a_recount(people: People) -> None:
    for slug, replied in ((FIRST, 3), (SECOND, 1)):
        page = main_of(people.officer.client, f"/dashboard/?cycle={slug}")
        stated = expected(figures_of(page))

        assert f"{replied} of 3 Member States replied" in words(page)
        assert _by_paragraph(stated) == _recounted(slug)
        assert {address: _listed(people.officer.client, address) for address in stated} == stated


def each_was_told_what_happened_in_its_order(people: People) -> None:
    for name, sentences in TOLD.items():
        page = getattr(people, name).opens("/inbox/")
        told = iter([each.text_content() for each in page.tree.xpath("//main//h2//bdi")][::-1])
        for sentence in sentences:
            assert any(sentence in each for each in told), f"{name} was not told in its place: {sentence}\n{page.text}"


def _by_paragraph(stated: dict[str, int]) -> Counter[tuple[str, str]]:
    """What the table of the dashboard says of each paragraph and status."""
    found: Counter[tuple[str, str]] = Counter()
    for address, number in stated.items():
        asked = dict(parse_qsl(urlsplit(address).query))
        if asked.keys() == {"cycle", "instrument", "paragraph", "status"} and number:
            found[asked["paragraph"], asked["status"]] = number
    return found


def _recounted(slug: str) -> Counter[tuple[str, str]]:
    """Counted one by one in the versions in force."""
    sent = ObligationReport.objects.filter(submission__cycle__slug=slug, submission__is_current=True)
    answered = sent.exclude(status="not_reported")
    return Counter(answered.values_list("obligation__reference", "status"))


def _listed(client: Client, address: str) -> int:
    """How many records the list under a figure has."""
    found = re.search(r"(\d+) answers? in the cycle", words(main_of(client, address)))
    return int(found[1]) if found else -1
