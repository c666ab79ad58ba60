"""Everything that can happen to replies, drawn at random: what counts must survive."""

import random
from collections import Counter
from datetime import timedelta

from commitments.instruments.models import Obligation
from commitments.respondents.models import RegionalGroup, Respondent
from commitments.rollups.services import fold
from commitments.submissions.models import ObligationReport, Submission
from tests.factories.access import person
from tests.rollups.replies import NOON, answer, cycle_of, draft, send


def cycles_of(text):
    """Two cycles that ask about the text."""
    return [cycle_of("one", instruments=[text]), cycle_of("two", instruments=[text])]


class Verbs:
    """Everything that can happen to replies, drawn by a test's dice."""

    statuses = ("no_action_yet", "planned", "under_way", "considered", "not_applicable", "not_reported")
    audiences = ("own_state", "secretariat", "member_states", "public")
    codes = ("THA", "KEN", "BRA", "FRA", "POL")

    def __init__(self, seed, text, cycles):
        self.dice = random.Random(seed)
        self.cycles = cycles
        self.references = list(Obligation.objects.filter(instrument=text).values_list("reference", flat=True))
        self.numbers = Counter()

    def any(self):
        self.dice.choice([
            self.begin, self.send, self.change_audiences, self.withdraw_or_restore, self.read, self.regroup,
            self.redraft, fold,
        ])()  # fmt: skip

    def begin(self):
        cycle, code = self.dice.choice(self.cycles), self.dice.choice(self.codes)
        if Submission.objects.working().filter(cycle=cycle, respondent__code=code).exists():
            return
        self.numbers[cycle.slug, code] += 1
        submission = draft(cycle, code, number=self.numbers[cycle.slug, code])
        for reference in self.dice.sample(self.references, 4):
            answer(submission, reference, self.dice.choice(self.statuses), self.dice.choice(self.audiences))

    def send(self):
        for working in Submission.objects.working()[:1]:
            standing = ObligationReport.objects.filter(submission=working, withdrawn_at=None)
            send(working, is_nil=not standing.answered().exists())

    def change_audiences(self):
        ids = list(ObligationReport.objects.order_by("?").values_list("pk", flat=True)[: self.dice.randint(0, 9)])
        ObligationReport.objects.filter(pk__in=ids).update(audience=self.dice.choice(self.audiences))

    def withdraw_or_restore(self):
        for report in ObligationReport.objects.order_by("?")[:1]:
            report.withdrawn_at = None if report.withdrawn_at else NOON
            report.withdrawn_by = person() if report.withdrawn_at else None
            report.save()

    def read(self):
        for submission in Submission.objects.filter(stage="received")[:1]:
            Submission.objects.filter(pk=submission.pk).update(stage="being_read")

    def regroup(self):
        group = RegionalGroup.objects.order_by("?").first()
        Respondent.objects.filter(code=self.dice.choice(self.codes)).update(regional_group=group)

    def redraft(self):
        ids = list(ObligationReport.objects.filter(submission__stage="draft").values_list("pk", flat=True)[:2])
        ObligationReport.objects.filter(pk__in=ids).update(status="under_way", saved_at=NOON + timedelta(hours=1))
