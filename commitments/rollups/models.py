"""It adds up: counts of replies and answers, appended as deltas with the change and folded later.

Only triggers write these tables (rollups.sql); the program's role reads them. A reading is the sum
of the folded rows and the deltas in one statement, so that a fold is never seen half done.
"""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

KEY = ("cycle", "obligation", "regional_group", "stage", "status", "answers_as", "audience")
"""What a count is kept by. A row without an obligation counts replies, not answers."""

REPLY, NIL_REPLY = "reply", "nil_reply"
"""The two things that stand for a status where replies are counted."""

IS_OF_A_REPLY = Q(obligation__isnull=True, status__in=[REPLY, NIL_REPLY], answers_as="", audience="")
IS_OF_AN_ANSWER = Q(obligation__isnull=False) & ~Q(audience="") & ~Q(status__in=["", "not_reported"])


def _reference(to: str, *, null: bool = False) -> "models.ForeignKey[models.Model, models.Model]":
    """A pointer without a constraint: counts of a cleared demonstration sum to nothing and bind nobody."""
    return models.ForeignKey(
        f"commitments.{to}", models.DO_NOTHING, null=null, db_constraint=False, db_index=False, related_name="+"
    )


class Count(models.Model):
    """So many submitted, current, standing answers (or replies) with one value of every dimension."""

    cycle = _reference("ReportingCycle")
    obligation = _reference("Obligation", null=True)
    regional_group = _reference("RegionalGroup", null=True)
    stage = models.CharField(max_length=30)
    status = models.CharField(max_length=30)
    answers_as = models.CharField(max_length=20, default="")
    audience = models.CharField(max_length=20, default="")
    n = models.IntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.obligation_id or 'replies'} {self.status}: {self.n}"


class RollupDelta(Count):
    """A change of a count, written in the transaction that made it; waits to be folded."""

    class Meta:
        verbose_name = _("change of a count")
        verbose_name_plural = _("changes of counts")
        indexes: ClassVar = [models.Index(fields=["cycle", "obligation"], name="rollupdelta_of_cycle")]
        constraints: ClassVar = [
            CheckConstraint(name="rollupdelta_changes_something", condition=~Q(n=0)),
            CheckConstraint(name="rollupdelta_is_of_answers_or_replies", condition=IS_OF_A_REPLY | IS_OF_AN_ANSWER),
        ]


class Rollup(Count):
    """The sum of all folded deltas with one key."""

    class Meta:
        verbose_name = _("count")
        verbose_name_plural = _("counts")
        indexes: ClassVar = [models.Index(fields=["cycle"], condition=Q(n=0), name="rollup_of_nothing")]
        constraints: ClassVar = [
            UniqueConstraint(fields=list(KEY), name="rollup_is_kept_once", nulls_distinct=False),
            CheckConstraint(name="rollup_is_of_answers_or_replies", condition=IS_OF_A_REPLY | IS_OF_AN_ANSWER),
        ]


class RollupVersion(models.Model):
    """Raised whenever what others may see of a respondent's reply changes; a page's version is a sum of these.

    The row also keeps how many of the reply's answers each audience may read, so that a list of
    States is one short scan. It is one respondent's own row: no two States wait for each other.
    """

    cycle = _reference("ReportingCycle")
    instrument = _reference("Instrument")
    respondent = _reference("Respondent")
    version = models.BigIntegerField(default=0)
    public = models.IntegerField(default=0)
    member_states = models.IntegerField(default=0)
    secretariat = models.IntegerField(default=0)
    own_state = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("version of a reply's counts")
        verbose_name_plural = _("versions of replies' counts")
        constraints: ClassVar = [
            UniqueConstraint(fields=["cycle", "instrument", "respondent"], name="rollupversion_is_kept_once"),
        ]

    def __str__(self) -> str:
        return f"{self.respondent_id} in {self.cycle_id}: {self.version}"
