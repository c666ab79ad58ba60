"""What each page asks of the database: one number per page, the same with one action and with fifty.

The number holds everything: the session, the person, the actor, the transaction's beginning and end.
"""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commitments.evidence.models import EvidenceOfAction
from commitments.submissions.models import EvidenceOfReport
from tests.factories import access
from tests.factories import submissions as make

pytestmark = pytest.mark.django_db

FEW, MANY = 1, 50
COSTS = {
    "/desk/": 10,
    "/desk/{state}/{open}/": 8,
    "/desk/{state}/{open}/review/": 15,
    "/desk/{state}/{open}/cover/": 6,
    "/desk/{state}/{open}/{text}/D1/": 14,
    "/desk/actions/": 10,
    "/desk/actions/new/": 7,
    "/desk/actions/{action}/": 10,
    "/desk/actions/{action}/edit/": 11,
    "/desk/figures/{text}/D1/": 8,
    "/desk/evidence/": 8,
    "/desk/evidence/{evidence}/": 8,
    "/exports/": 11,
    "/search/?q=act": 12,
    "/reports/": 6,
    "/reports/{sent}/": 18,
}


def a_full_desk(state: str, *, actions: int) -> dict[str, Any]:
    """A State with so many actions, figures and links on one paragraph, in a draft and in what it sent."""
    text = make.instrument(asked=4)
    opened, sent = make.cycle(state, on=text), make.cycle(state, on=text)
    asked = make.obligations(opened)[0]
    answer = make.answer(make.submission(state, of=opened))
    for number in range(actions):
        action = make.action(state, asked, title=f"Act {number}")
        evidence = make.evidence(state, title=f"Gazette {number}")
        make.figure(state, asked, label=f"Cases {number}")
        EvidenceOfAction.objects.create(action=action, evidence=evidence, respondent=action.respondent)
        EvidenceOfReport.objects.create(report=answer, evidence=evidence, respondent=action.respondent)
        make.evidence(state, title=f"Not attached {number}")
    make.sent(state, of=sent)
    return {
        "state": state, "open": opened.slug, "sent": sent.slug, "text": text.slug,
        "action": action.public_id, "evidence": evidence.public_id,
    }  # fmt: skip


def cost(state: str, address: str) -> int:
    client = Client()
    client.force_login(access.person("focal_point", state))
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_pages_cost_what_is_written_here_with_one_action_and_with_fifty():
    few, many = a_full_desk("THA", actions=FEW), a_full_desk("KEN", actions=MANY)

    found = {page: (cost("THA", page.format(**few)), cost("KEN", page.format(**many))) for page in COSTS}

    assert found == {page: (number, number) for page, number in COSTS.items()}
