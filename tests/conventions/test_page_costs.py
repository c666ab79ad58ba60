"""What each page asks of the database: eight times at most, the same with one record and with fifty.

One answer is saved with eleven, the savepoint counted that takes a refused save back.
The number holds everything: the session, the person, the actor, the transaction's beginning and end.
Reference data (texts, respondents, treaties, cycles) is read once by each process until it changes.
"""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commitments.access import revalidation
from commitments.evidence.models import EvidenceOfAction
from commitments.instruments.models import Instrument, Obligation
from commitments.removal.models import Removal
from commitments.submissions.models import EvidenceOfReport
from commitments.treaties.models import LinkOrigin, ObligationTreaty, Treaty
from tests.factories import access, papers, recommendations
from tests.factories import submissions as make

pytestmark = pytest.mark.django_db

FEW, MANY = 1, 50
MOST = 8
A_SAVE = 11
BEGIN_AND_END = 2
PAGES = {
    "focal_point": [
        "/", "/texts/", "/texts/{text}/", "/texts/{text}/D1/", "/recommendations/", "/obligations/", "/obligations/D1/", "/states/",
        "/states/{state}/?cycle={sent}", "/states/{state}/treaties/", "/treaties/", "/treaties/uncac/", "/treaties/matrix/",
        "/records/?cycle={sent}", "/search/?q=act", "/reports/", "/reports/{sent}/",
        "/desk/", "/desk/{state}/{open}/", "/desk/{state}/{sent}/", "/desk/{state}/{open}/review/", "/desk/{state}/{sent}/review/", "/desk/{state}/{sent}/readers/", "/desk/{state}/{sent}/questions/", "/desk/{state}/{open}/cover/", "/desk/{state}/{open}/carried/", "/desk/people/", "/desk/{state}/{open}/hand-over/", "/desk/{state}/{open}/workbook/", "/desk/{state}/{open}/national-report/",
        "/desk/{state}/{open}/submit/", "/desk/{state}/{open}/{text}/D1/", "/desk/actions/", "/desk/actions/new/",
        "/desk/actions/{action}/", "/desk/actions/{action}/edit/", "/desk/figures/{text}/D1/", "/desk/evidence/",
        "/desk/evidence/new/", "/desk/evidence/{evidence}/", "/desk/evidence/{evidence}/edit/", "/desk/actions/{action}/story/", "/desk/evidence/{evidence}/story/",
        "/desk/{state}/{open}/{text}/D1/story/",
        "/submissions/{submission}/", "/receipts/{submission}/", "/receipts/verify/", "/exports/", "/calls/{open}/", "/removals/", "/removals/{removal}/", "/removals/ask/answer/{sent_answer}/", "/removals/ask/action/{action}/", "/inbox/", "/inbox/choices/", "/assistance/", "/assistance/tools/", "/assistance/tools/new/", "/assistance/tools/{paper}/", "/assistance/tools/{draft}/edit/", "/assistance/tools/{draft}/send/",
    ],
    "officer": ["/", "/recommendations/", "/assistance/mandates/A-RES-60-177/OP5/distribution/", "/dashboard/", "/dashboard/matrix/", "/dashboard/records/?cycle={sent}", "/states/{state}/?cycle={sent}", "/reports/{sent}/", "/cycles/", "/new-cycle/", "/cycles/{sent}/", "/review/?cycle={sent}", "/review/{submission}/", "/review/{submission}/{text}/D1/", "/review/paragraphs/{sent}/{text}/D1/", "/states/people/", "/cycles/{sent}/reminders/", "/mails/", "/assistance/tools/received/", "/assistance/balance/", "/assistance/requests/received/", "/assistance/requests/{request}/", "/assistance/requests/{request}/pair/", "/assistance/mandates/"],
    "administrator": ["/audit/", "/audit/events/", "/audit/downloads/", "/audit/reads/"],
}  # fmt: skip

PAST = {
    "focal_point": [
        "/", "/texts/{text}/", "/texts/{text}/D1/", "/states/", "/states/{state}/?cycle={sent}", "/records/?cycle={sent}",
        "/records/?cycle={sent}&answers_as=not_said", "/treaties/", "/treaties/uncac/", "/treaties/matrix/", "/states/{state}/treaties/",
    ],
    "officer": [
        "/", "/states/?cycle={sent}", "/states/{state}/?cycle={sent}", "/texts/{text}/D1/?cycle={sent}",
        "/dashboard/?cycle={sent}", "/dashboard/?cycle={sent}&group=asia-pacific",
        "/dashboard/matrix/?cycle={sent}", "/dashboard/matrix/?cycle={sent}&group=all",
        "/dashboard/records/?cycle={sent}", "/dashboard/records/?cycle={sent}&group=asia-pacific",
    ],
}  # fmt: skip
CHANGES = {"focal_point": "/changes/?cycle={sent}", "officer": "/dashboard/changes/?cycle={sent}"}


def a_full_desk(state: str, *, actions: int) -> dict[str, Any]:
    """A State with so many actions, figures and links on one paragraph, in a draft and in what it sent.

    As many paragraphs are answered, half of which are asked no longer; treaties are linked to the first.
    """
    text = make.instrument(asked=max(4, actions))
    opened, sent = make.cycle(state, on=text), make.cycle(state, on=text)
    asked, *others = make.obligations(opened)
    draft = make.submission(state, of=opened)
    answer, recommended = make.answer(draft, asked), recommendations.loaded()[0]
    for obligation in others[: actions - 1]:
        make.answer(draft, obligation)
    Obligation.objects.filter(pk__in=[obligation.pk for obligation in others[1::2]]).update(reportable="no")
    for treaty in Treaty.objects.in_order()[:2]:
        ObligationTreaty.objects.create(obligation=asked, treaty=treaty, reason="of the text", origin=LinkOrigin.TEXT)
    for number in range(actions):
        action = make.action(state, asked, recommended, title=f"Act {number}")
        evidence = make.evidence(state, title=f"Gazette {number}")
        make.figure(state, asked, label=f"Cases {number}")
        EvidenceOfAction.objects.create(action=action, evidence=evidence, respondent=action.respondent)
        EvidenceOfReport.objects.create(report=answer, evidence=evidence, respondent=action.respondent)
        make.evidence(state, title=f"Not attached {number}")
    whole = make.ready(state, of=sent)
    for number in range(2, 2 + actions // 10):
        make.answer(whole, number)
    make.services.submit(whole, by=make.focal_point(state), now=make.NOON)
    reported = whole.reports.first()
    removal = Removal.objects.create(
        respondent=whole.respondent, kind="answer", record_id=reported.pk, record_public_id=reported.public_id,
        fields=["narrative"], ground="duty", reason="So it is", asked_by=access.person(), asked_for="state",
        asked_at=make.NOON,
    )  # fmt: skip
    for number in range(actions):
        paper = papers.sent(state, asked, title=f"Manual {number}")
        pairing = papers.paired(state, asked)
    return {
        "paper": paper.public_id, "request": pairing.asked_for.public_id, "draft": papers.draft(state, asked).public_id,
        "removal": removal.public_id, "sent_answer": reported.public_id,
        "state": state, "open": opened.slug, "sent": sent.slug, "text": text.slug,
        "action": action.public_id, "evidence": evidence.public_id,
        "submission": whole.public_id,
    }  # fmt: skip


def queries(client: Client, address: str, *, status: int = 200, **headers: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address, headers=headers).status_code == status, address
        return len(asked)


def save(client: Client, desk: dict[str, Any], *, after: int) -> int:
    """What saving the answer asks, typed anew on the version `after`; a script shows what comes back."""
    typed = {"status": "planned", "narrative": f"After {after}", "language": "en", "expected": after}
    with CaptureQueriesContext(connection) as asked:
        saved = client.post("/desk/{state}/{open}/{text}/D1/".format(**desk), typed, headers={"x-autosave": "1"})
        assert saved.json()["version"] == after + 1
        return len(asked)


def costs(role: str, state: str, pages: dict[str, str]) -> dict[str, int]:
    """What each page asks once reference data has been read; nothing of the pages themselves is kept."""
    client = Client()
    client.force_login(access.person(role, state if role == "focal_point" else None))
    found = {}
    for page, address in pages.items():
        client.get(address)
        revalidation.PAGES.clear()
        found[page] = queries(client, address)
    return found


@pytest.mark.parametrize("role", PAGES)
def test_a_page_asks_eight_times_at_most_and_no_oftener_with_fifty_records_than_with_one(role):
    few, many = a_full_desk("THA", actions=FEW), a_full_desk("KEN", actions=MANY)

    with_few, with_many = (
        costs(role, desk["state"], {page: page.format(**desk) for page in PAGES[role]}) for desk in (few, many)
    )

    assert with_few == with_many
    assert {page: number for page, number in with_few.items() if number > MOST} == {}


def test_the_short_address_of_an_answer_asks_no_oftener_than_its_long_one():
    of = make.cycle("THA", on=Instrument.objects.founding().get())
    make.answer(make.submission("THA", of=of))
    pages = {"short": "/desk/D17/", "long": f"/desk/THA/{of.slug}/A-RES-60-177/D17/"}

    found = costs("focal_point", "THA", pages)

    assert found["short"] == found["long"] <= MOST


def test_one_answer_is_saved_with_as_many_queries_among_fifty_records_as_with_one():
    asked = []
    for state, actions in (("THA", FEW), ("KEN", MANY)):
        desk, client = a_full_desk(state, actions=actions), Client()
        client.force_login(access.person("focal_point", state))
        save(client, desk, after=1)
        asked.append(save(client, desk, after=2))

    assert asked == [A_SAVE, A_SAVE]


def moment() -> str:
    """What was written so far had been committed by this moment, as the history of the test's transaction says."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS stamped IMMEDIATE; SET CONSTRAINTS stamped DEFERRED")
        cursor.execute("SELECT clock_timestamp()")
        at: datetime = cursor.fetchone()[0]
    return at.isoformat()


def at_a_moment(address: str, at: str, name: str = "as_of") -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode({name: at})}"


@pytest.mark.parametrize("role", PAST)
def test_the_first_page_of_a_moment_asks_no_oftener_than_one_of_the_present_may(role):
    desk = a_full_desk("THA", actions=FEW)
    client = Client()
    client.force_login(access.person(role, desk["state"] if role == "focal_point" else None))
    asked = [(page.format(**desk), "as_of") for page in PAST[role]] + [(CHANGES[role].format(**desk), "from")]

    found = {}
    for page, name in asked:
        client.get(at_a_moment(page, moment(), name))
        found[page] = queries(client, at_a_moment(page, moment(), name))

    assert {page: number for page, number in found.items() if number > MOST} == {}


def test_a_page_that_was_not_changed_asks_for_session_person_and_versions_and_nothing_else():
    a_full_desk("THA", actions=FEW)
    client = Client()
    client.force_login(access.person("officer"))
    client.get("/dashboard/")
    tag = client.get("/dashboard/").headers["ETag"]

    Client().get("/")
    kept, revalidated = queries(client, "/dashboard/"), queries(client, "/dashboard/", status=304, if_none_match=tag)
    public = queries(Client(), "/")

    assert (kept, revalidated, public) == (BEGIN_AND_END + 3, BEGIN_AND_END + 3, BEGIN_AND_END + 1)
