"""An answer is narrowed or withdrawn: at the next request an outsider reads nothing that it cites, in no way."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from commitments.access.acting import acting
from commitments.access.actor import Actor, anonymous
from commitments.access.audience import Audience
from commitments.access.models import User, actor_for
from commitments.evidence.models import Evidence, EvidenceOfAction
from commitments.exports.datasets import Dataset
from commitments.exports.filters import RecordFilter
from commitments.exports.formats import Format
from commitments.exports.queries import records
from commitments.exports.services import request_export
from commitments.exports.work import export_records
from commitments.rollups.as_of import reading
from commitments.submissions import services
from commitments.submissions.models import ObligationReport, Submission
from tests.exports.test_exports import Steps
from tests.factories import evidence as evidence_factory
from tests.factories import submissions as make
from tests.factories.access import person

pytestmark = pytest.mark.usefixtures("committed_db")
OK = 200
SOUGHT, FOUND = "zebrafinch", "goldcrest"
WORDS = f"{SOUGHT} {FOUND}"
"""What stands in each cited record: the first is typed into the search, whose page repeats it."""
CITED = (Dataset.ACTIONS, Dataset.FIGURES, Dataset.EVIDENCE)
OUTSIDERS = {"nobody": None, "another State": ("mission", "KEN"), "officer": ("officer", None)}


def withdraw() -> None:
    by = make.focal_point().user_id
    values = {"withdrawn_at": make.NOON, "withdrawn_by": by, "withdrawn_reason": "Sent in error"}
    ObligationReport.objects.update(**values)


CHANGES: dict[str, Callable[[], Any]] = {
    "narrowed": lambda: ObligationReport.objects.update(audience=Audience.OWN_STATE),
    "withdrawn": withdraw,
}


@pytest.fixture
def sent(settings: Any, tmp_path: Path) -> Submission:
    """A reply of Thailand's whose one answer, public, cites an action, a figure and a file, each of them public."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    whole = make.ready("THA", of=make.cycle("THA", "KEN"))
    ObligationReport.objects.update(audience=Audience.PUBLIC)
    obligation = whole.reports.get().obligation
    action = make.action("THA", obligation, title=WORDS, audience=Audience.PUBLIC)
    make.figure("THA", obligation, label=WORDS)
    shows = evidence_factory.file("THA", title=WORDS)
    Evidence.objects.update(audience=Audience.PUBLIC)
    EvidenceOfAction.objects.create(evidence=shows, action=action, respondent=action.respondent)
    return services.submit(whole, by=make.focal_point(), now=make.NOON)


def now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        at: datetime = cursor.fetchone()[0]
    return at


class Outsider:
    """Somebody of no people of Thailand's, and each way by which he may come upon what its answer cites."""

    def __init__(self, who: tuple[str, str | None] | None, sent: Submission, at: datetime, folder: Path) -> None:
        self.client, self.sent, self.at, self.folder = Client(), sent, at, folder
        user: User | None = person(*who) if who else None
        if user:
            self.client.force_login(user)
        self.actor: Actor = actor_for(user, today=timezone.localdate()) if user else anonymous()

    def finds(self) -> dict[str, bool]:
        return {
            **{page: FOUND in self.client.get(page).content.decode() for page in self.pages()},
            "file": self.file(),
            **{f"rows of {dataset}": self.rows(dataset) for dataset in CITED},
            "as of then": self.past(),
            **({"CSV": self.csv()} if self.actor.user_id else {}),
        }

    def pages(self) -> list[str]:
        cycle, on = self.sent.cycle, self.sent.reports.get().obligation
        here = [f"/states/THA/?cycle={cycle.slug}", f"/texts/{on.instrument.slug}/{on.reference}/?cycle={cycle.slug}"]
        then = [f"{page}&{urlencode({'as_of': self.at.isoformat()})}" for page in here]
        whole = [f"/submissions/{self.sent.public_id}/"] if self.actor.is_secretariat else []
        return [*here, *then, f"/search/?q={SOUGHT}", *whole]

    def file(self) -> bool:
        response = self.client.get(f"/submitted/evidence/{Evidence.objects.get().public_id}/file")
        response.close()
        return response.status_code == OK

    def rows(self, dataset: Dataset) -> bool:
        with acting(self.actor):
            return records(dataset, actor=self.actor, narrowed=RecordFilter(), own=False).exists()

    def csv(self) -> bool:
        with acting(self.actor):
            job = request_export(
                dataset=Dataset.EVIDENCE, form=Format.CSV, own=False, narrowed=RecordFilter(), request_id=None,
                by=self.actor, now=make.NOON,
            )  # fmt: skip
        return FOUND in export_records(job, Steps(self.folder)).path.read_text()  # type: ignore[arg-type, union-attr]

    def past(self) -> bool:
        with acting(self.actor):
            return bool(reading.cited(self.sent.cycle_id, self.at))


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("who", OUTSIDERS)
def test_what_an_answer_cites_goes_with_it_from_every_outsider(
    sent: Submission, tmp_path: Path, who: str, change: str
) -> None:
    outsider = Outsider(OUTSIDERS[who], sent, now(), tmp_path)
    before = outsider.finds()

    CHANGES[change]()

    after = outsider.finds()
    assert [way for way, found in before.items() if not found] == []
    assert [way for way, found in after.items() if found] == []
