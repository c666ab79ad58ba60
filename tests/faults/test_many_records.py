"""At the size of the demonstration: no page asks in a loop, and outsiders can tell nothing of what is not theirs to read."""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import unified_diff
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commitments.access.audience import Audience, UseInReport
from commitments.access.models import actor_for
from commitments.instruments.models import Instrument
from commitments.submissions.models import ObligationReport, ReportingCycle, Submission
from commitments.submissions.status import Status
from tests.factories import submissions as make
from tests.faults.demonstrated import CENTRAL, NOW, PUBLIC, demonstration, pages_of, words_of

MOST, MOST_OF_A_WHOLE_REPLY, SAME = 18, 30, 3
"""Queries of a page, its transaction and sign-in included; of the pages of one answer and a whole reply; the same one again."""
LITERAL = re.compile(r"'[^']*'(?:::\w+)?|\b\d+\b|IN \([^)]*\)|ARRAY\[[^\]]*\]")
MINUTE = re.compile(r"\b\d\d:\d\d UTC\b")  # a page that says when it was made tells nothing of a State
TREATIES = ("/treaties/", "/treaties/uncac/", "/treaties/matrix/", "/states/THA/treaties/")


@pytest.fixture(scope="module")
def clients(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Client]]:
    """The demonstration once for the whole module."""
    with django_db_blocker.unblock(), demonstration() as made:
        yield made


def asked(client: Client, address: str) -> list[str]:
    """The queries behind a page, without what differs between rows."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    return [LITERAL.sub("?", query["sql"]) for query in captured.captured_queries]


def in_loops(queries: list[str]) -> list[str]:
    """Those asked again and again."""
    again = Counter(query for query in queries if query.startswith(("SELECT", "(SELECT", "WITH")))
    return [f"{n} × {query[:200]}" for query, n in again.items() if n > SAME]


@pytest.mark.parametrize("who", ["nobody", "focal_point", "officer", "reader"])
def test_no_list_asks_in_a_loop(clients, who):
    addresses = [*PUBLIC, *TREATIES, "/texts/", "/states/", "/states/THA/", "/reports/"]
    addresses += {
        "officer": [*CENTRAL, "/exports/"],
        "focal_point": ["/desk/", "/desk/actions/", "/desk/evidence/", "/exports/"],
    }.get(who, [])
    found = {address: asked(clients[who], address) for address in addresses}

    assert {address: in_loops(queries) for address, queries in found.items() if in_loops(queries)} == {}
    assert {address: len(queries) for address, queries in found.items() if len(queries) > MOST} == {}


def test_no_page_of_one_answer_or_a_whole_reply_asks_in_a_loop(clients):
    past, current = ReportingCycle.objects.order_by("pk")
    place = f"/desk/THA/{current.slug}/"
    sent = Submission.objects.filter(respondent__code="THA", submitted_at__isnull=False).first()
    addresses = [
        place,
        f"{place}review/",
        f"{place}A-RES-60-177/D17/",
        "/desk/figures/A-RES-60-177/D17/",
        "/desk/actions/new/",
        f"/reports/{past.slug}/",
    ]
    addresses += [f"/submissions/{sent.public_id}/"] if sent else []
    found = {address: asked(clients["focal_point"], address) for address in addresses}

    assert {address: in_loops(queries) for address, queries in found.items() if in_loops(queries)} == {}
    assert {address: len(queries) for address, queries in found.items() if len(queries) > MOST_OF_A_WHOLE_REPLY} == {}


def silent_state(cycle: ReportingCycle) -> str:
    """A State that was asked and has begun nothing."""
    begun = Submission.objects.filter(cycle=cycle).values("respondent")
    code: str = (
        cycle.asked.exclude(pk__in=begun)
        .exclude(code__in=("THA", "KEN"))
        .order_by("position")
        .values_list("code", flat=True)[0]
    )
    return code


def seen(clients: dict[str, Client], who: str) -> dict[str, str]:
    """Everything this person can read of what States said."""
    return {address: MINUTE.sub("now", words_of(clients[who], address)) for address in pages_of(who)}


def told(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """What differs between two views, line by line."""
    return [
        f"{address}: {line.strip()[:300]}"
        for address in one
        for line in unified_diff(one[address].splitlines(), other[address].splitlines(), lineterm="", n=0)
        if line[0] in "+-" and not line.startswith(("+++", "---"))
    ]


def reply(code: str, cycle: ReportingCycle, *, status: str, words: str, audience: str, use: str) -> None:
    """A reply on two paragraphs that nobody outside its audience may read."""
    instrument = Instrument.objects.get(is_founding=True)
    whole = make.submission(code, of=cycle, at=NOW)
    for reference in ("D17", "D3"):
        answer = make.answer(
            whole, on=instrument.obligations.get(reference=reference), status=status, narrative=words, at=NOW
        )
        ObligationReport.objects.filter(pk=answer.pk).update(audience=audience)
    Submission.objects.filter(pk=whole.pk).update(use_in_report=use)
    whole.refresh_from_db()
    make.services.submit(whole, by=make.focal_point(code), now=NOW)


@pytest.mark.parametrize("who", ["nobody", "other", "officer", "reader"])
def test_nobody_can_tell_that_a_state_drafts(clients, who):
    current = ReportingCycle.objects.order_by("pk").last()
    before = seen(clients, who)

    with transaction.atomic():
        whole = make.submission(silent_state(current), of=current, at=NOW)
        drafted = make.answer(
            whole, on=Instrument.objects.get(is_founding=True).obligations.get(reference="D17"), at=NOW
        )
        ObligationReport.objects.filter(pk=drafted.pk).update(audience=Audience.PUBLIC)
        after = seen(clients, who)
        transaction.set_rollback(True)

    assert not (found := told(before, after)), "\n".join(found)


@pytest.mark.parametrize("who", ["nobody", "other"])
def test_an_outsider_cannot_tell_what_a_hidden_answer_says(clients, who):
    current = ReportingCycle.objects.order_by("pk").last()
    code, views = silent_state(current), []

    for status, words in ((Status.UNDER_WAY, "Quagga one law"), (Status.NO_ACTION_YET, "Quagga two")):
        with transaction.atomic():
            reply(code, current, status=status, words=words, audience=Audience.SECRETARIAT, use=UseInReport.NAMED)
            views.append(seen(clients, who))
            transaction.set_rollback(True)

    assert not (found := told(*views)), "\n".join(found)
    assert [address for address, page in views[0].items() if "Quagga" in page] == []


@pytest.mark.parametrize("who", ["nobody", "other"])
def test_an_outsider_cannot_tell_who_sent_a_hidden_reply(clients, who):
    current = ReportingCycle.objects.order_by("pk").last()
    first, views = silent_state(current), []
    neighbour = current.asked.exclude(submissions__cycle=current).exclude(code__in=("THA", "KEN", first)).filter(
        regional_group__respondents__code=first
    ).order_by("position").values_list("code", flat=True)[0]  # fmt: skip

    for code in (first, neighbour):
        with transaction.atomic():
            reply(
                code,
                current,
                status=Status.UNDER_WAY,
                words="Words",
                audience=Audience.SECRETARIAT,
                use=UseInReport.NAMED,
            )
            views.append(seen(clients, who))
            transaction.set_rollback(True)

    assert not (found := told(*views)), "\n".join(found)


@pytest.mark.parametrize("who", ["nobody", "other", "reader", "officer"])
def test_what_is_counted_under_a_paragraph_is_what_can_be_opened(clients, who):
    past = ReportingCycle.objects.order_by("pk").first()
    user = clients[who].session.get("_auth_user_id")
    for reference in ("D17", "D3", "OP3"):
        address = f"/records/?cycle={past.slug}&paragraph={reference}&instrument=A-RES-60-177"
        page = clients[who].get(address).context_data
        opened = ObligationReport.objects.visible_to(person_of(user)).filter(
            submission__cycle=past, obligation__reference=reference, obligation__instrument__is_founding=True
        )

        listed = set(page["answers"].paginator.object_list.values_list("pk", flat=True))

        assert listed <= set(opened.values_list("pk", flat=True))


def person_of(user_id: Any) -> Any:
    """The actor behind a client."""
    from commitments.access.actor import anonymous
    from commitments.access.models import User

    return actor_for(User.objects.get(pk=user_id), today=NOW.date()) if user_id else anonymous()
