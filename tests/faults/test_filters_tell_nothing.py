"""Whatever is filtered, grouped or dated: what an outsider reads is the same whatever a hidden answer says."""

import random
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection, transaction
from django.test import Client

from commitments.access import revalidation
from commitments.access.audience import Audience
from commitments.access.models import User
from commitments.respondents.models import RegionalGroup
from commitments.submissions.models import ObligationReport, ReportingCycle
from commitments.submissions.status import CHOOSABLE, Status
from tests.factories import submissions as make
from tests.factories.access import person
from tests.faults.demonstrated import CHANGING
from tests.faults.test_many_records import told

pytestmark = pytest.mark.django_db
TRIES = 40
OUTSIDERS = {"nobody": None, "another State": ("mission", "BRA")}
VARIANTS: tuple[dict[str, Any], ...] = (
    {"on": 0, "status": Status.UNDER_WAY, "narrative": "Quagga one"},
    {"on": 2, "status": Status.NO_ACTION_YET, "narrative": "Quagga two"},
    {"on": 1, "status": Status.NOT_APPLICABLE, "narrative": "", "reason": "Quagga three"},
)
"""What the hidden answer says: on another paragraph, with another status, in other words."""


@pytest.fixture
def cycle() -> ReportingCycle:
    """Kenya's public reply; Thailand's, of one answer, is not sent yet."""
    of = make.cycle("THA", "KEN", "BRA")
    whole = make.ready("KEN", of=of)
    ObligationReport.objects.filter(submission=whole).update(audience=Audience.PUBLIC)
    make.services.submit(whole, by=make.focal_point("KEN"), now=make.NOON)
    return of


def send_hidden(cycle: ReportingCycle, said: dict[str, Any]) -> None:
    whole = make.submission("THA", of=cycle)
    values = {key: value for key, value in said.items() if key != "on"}
    report = make.answer(whole, said["on"], **values)
    ObligationReport.objects.filter(pk=report.pk).update(audience=Audience.SECRETARIAT)
    type(whole).objects.filter(pk=whole.pk).update(use_in_report="named")
    whole.refresh_from_db()
    make.services.submit(whole, by=make.focal_point("THA"), now=make.NOON)


def moment() -> str:
    """What was written so far had been committed by this moment, as the history of the test's transaction says."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS stamped IMMEDIATE; SET CONSTRAINTS stamped DEFERRED")
        cursor.execute("SELECT clock_timestamp()")
        return str(cursor.fetchone()[0].isoformat())


NOW = "{now}"
TIME = re.compile(r"\d\d(%(25)?3A|:)\d\d((%(25)?3A|:)\d\d([.]\d+)?)?")  # the moment itself: another one each time


def drawn(cycle: ReportingCycle, seed: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Pages with filters, groups and dates as anybody might choose them, some of them nonsense."""
    dice, text = random.Random(seed), cycle.instruments.get()
    references = [on.reference for on in make.obligations(cycle)]
    choices = {
        "instrument": [text.slug, "no-such-text"],
        "paragraph": [*references, "D99"],
        "status": [status.value for status in CHOOSABLE],
        "group": [*RegionalGroup.objects.values_list("code", flat=True), "nowhere"],
        "state": ["THA", "KEN"],
        "counted": ["yes"],
        "answers_as": ["provider", "not_said"],
        "show": ["replied", "all"],
        "as_of": [NOW, "2026-01-01", "2999-01-01", "yesterday"],
    }
    pages = [
        "/", "/records/", "/states/", "/states/THA/", f"/texts/{text.slug}/", "/obligations/", f"/reports/{cycle.slug}/",
        *(f"/texts/{text.slug}/{reference}/" for reference in references),
    ]  # fmt: skip
    for _try in range(TRIES):
        chosen = dice.sample(sorted(choices), dice.randint(0, 4))
        yield dice.choice(pages), {"cycle": cycle.slug, **{name: dice.choice(choices[name]) for name in chosen}}
    yield "/changes/", {"cycle": cycle.slug, "from": "2026-01-01", "until": NOW}
    yield "/search/", {"q": "Quagga"}


def read(client: Client, pages: list[tuple[str, dict[str, str]]]) -> dict[str, str]:
    revalidation.PAGES.clear()
    at, found = moment(), {}
    for page, asked in pages:
        then = {name: value.replace(NOW, at) for name, value in asked.items()}
        answer = client.get(f"{page}?{urlencode(then)}")
        words = f"{answer.status_code} {CHANGING.sub('·', answer.content.decode())}"
        found[f"{page}?{urlencode(asked)}"] = TIME.sub("·", words)
    return found


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("who", OUTSIDERS)
def test_no_filter_group_or_date_tells_an_outsider_what_a_hidden_answer_says(
    cycle: ReportingCycle, who: str, seed: int
) -> None:
    client, whose = Client(), OUTSIDERS[who]
    user: User | None = person(*whose) if whose else None
    if user:
        client.force_login(user)
    pages, views = list(drawn(cycle, seed)), []

    for said in VARIANTS:
        with transaction.atomic():
            send_hidden(cycle, said)
            views.append(read(client, pages))
            transaction.set_rollback(True)

    first, *others = views
    assert [line for other in others for line in told(first, other)] == []
    assert [page for page, words in first.items() if "Quagga" in words and "q=" not in page] == []
