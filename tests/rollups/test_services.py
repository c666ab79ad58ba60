"""The program's own verbs, drawn at random, leave the counts as the records; so does a demonstration that goes."""

import random
from datetime import timedelta

import pytest

from commitments.access.audience import Audience
from commitments.rollups.models import RollupVersion
from commitments.rollups.recount import recount
from commitments.rollups.services import fold
from commitments.submissions import services
from commitments.submissions.models import ObligationReport, Submission
from commitments.submissions.status import Status
from tests.factories import submissions as made

pytestmark = pytest.mark.usefixtures("committed_db")
CODES = ("THA", "KEN", "BRA")
LATER = made.NOON + timedelta(days=365)
STATUSES = (Status.NO_ACTION_YET, Status.UNDER_WAY, Status.IMPLEMENTED_AND_MAINTAINED)


class People:
    """Three focal points at work on two cycles, the second of which carries the first over, as a test's dice fall."""

    def __init__(self, seed):
        self.dice = random.Random(seed)
        text = made.instrument()
        self.cycles = [made.cycle(*CODES, on=text), made.cycle(*CODES, on=text, at=LATER)]
        self.people = {code: made.focal_point(code) for code in CODES}

    def any(self):
        self.dice.choice([
            self.answer, self.answer, self.confirm, self.send, self.send_nil, self.clear, self.set_audience, fold,
        ])()  # fmt: skip

    def _working(self):
        cycle, code = self.dice.choice(self.cycles), self.dice.choice(CODES)
        if Submission.objects.filter(cycle=cycle, respondent__code=code).exclude(stage="draft").exists():
            return None, self.people[code]
        return made.submission(code, of=cycle, by=self.people[code]), self.people[code]

    def answer(self):
        whole, person = self._working()
        if whole:
            made.answer(whole, self.dice.randrange(4), by=person, status=self.dice.choice(STATUSES))

    def confirm(self):
        whole, person = self._working()
        waiting = [one.obligation for one in whole.reports.awaiting()] if whole else []
        if whole and waiting:
            services.confirm(whole, waiting[:1], by=person, now=LATER)

    def send(self):
        whole, person = self._working()
        if whole and ObligationReport.objects.filter(submission=whole).answered().exists():
            Submission.objects.filter(pk=whole.pk).update(use_in_report="counted")
            whole.refresh_from_db()
            services.submit(whole, by=person, now=made.NOON)

    def send_nil(self):
        whole, person = self._working()
        if whole and not ObligationReport.objects.filter(submission=whole).answered().exists():
            Submission.objects.filter(pk=whole.pk).update(use_in_report="counted")
            whole.refresh_from_db()
            services.submit_nil(whole, by=person, now=made.NOON)

    def clear(self):
        whole, person = self._working()
        if whole:
            services.send_to_clearance(whole, by=person, now=made.NOON)

    def set_audience(self):
        for report in ObligationReport.objects.select_related("respondent").order_by("?")[:1]:
            audience = self.dice.choice(list(Audience))
            services.set_audience([report], audience, by=self.people[report.respondent.code], now=made.NOON)


@pytest.mark.parametrize("seed", range(3))
def test_any_sequence_of_the_programs_own_verbs_leaves_the_counts_as_the_records(seed):
    people = People(seed)

    for _ in range(40):
        people.any()

    result = recount()
    assert [difference.words for difference in result.differences] == []
    assert result.answers == ObligationReport.objects.reported().count()
    assert Submission.objects.filter(is_current=True).exists()


def test_a_refused_verb_changes_no_count():
    whole = made.sent("THA")
    before = list(RollupVersion.objects.values_list("version", flat=True))

    with pytest.raises(Exception, match="does not change"):
        made.answer(whole, 0, status=Status.PLANNED)

    assert list(RollupVersion.objects.values_list("version", flat=True)) == before
    assert recount().is_clean
