"""Every text of every audience, looked for on every page, in search, report and export, by every kind of reader."""

from datetime import date

import pytest
from django.test import Client

from commitments.access.actor import anonymous
from commitments.access.audience import Audience
from commitments.access.models import actor_for
from commitments.evidence.models import Evidence
from commitments.implementation.models import ImplementationAction
from commitments.submissions.models import ReportingCycle, Submission
from tests.factories import submissions as make
from tests.factories.access import person
from tests.permissions.canaries import REACH, a_cycle, canary, due_to, found_by, send, walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle() -> ReportingCycle:
    return a_cycle()


@pytest.fixture
def sent(cycle: ReportingCycle) -> Submission:
    return send(cycle)


@pytest.mark.parametrize("kind", REACH)
def test_a_reader_finds_what_is_his_to_read_and_nothing_else(
    client: Client, cycle: ReportingCycle, sent: Submission, kind: str
) -> None:
    seen = walk(kind, client, cycle)

    unexpected = {word: where for word, where in seen.items() if word not in due_to(kind)}
    assert unexpected == {}
    assert set(seen) == due_to(kind)


def test_what_was_narrowed_or_withdrawn_after_sending_is_gone_for_others(
    client: Client, cycle: ReportingCycle, sent: Submission
) -> None:
    by = make.focal_point()
    ImplementationAction.objects.filter(title=canary("Action", Audience.PUBLIC, Audience.PUBLIC)).update(
        audience=Audience.OWN_STATE
    )
    Evidence.objects.filter(title=canary("Shows", Audience.PUBLIC, Audience.PUBLIC)).update(
        withdrawn_at=make.NOON, withdrawn_by=by.user_id
    )

    seen = found_by(client, anonymous(), cycle)

    assert set(seen) == {canary("Answer", Audience.PUBLIC), canary("Figure", Audience.PUBLIC)}


def test_a_superseded_version_is_read_by_the_secretariat_on_its_own_page_and_is_gone_for_others(
    client: Client, cycle: ReportingCycle, sent: Submission
) -> None:
    Submission.objects.filter(pk=sent.pk).update(is_current=False)
    officer = person("officer")
    client.force_login(officer)
    read = found_by(client, actor_for(officer, today=date(2026, 3, 3)), cycle)
    client.logout()

    assert set(read.values()) == {f"/submissions/{sent.public_id}/"}
    assert not any("OwnState" in words for words in read)
    assert found_by(client, anonymous(), cycle) == {}
