"""What goes with an answer for whoever may read it: which version it stands in, when it was received."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from commitments.access.audience import UseInReport
from commitments.submissions.stages import Stage


class Reply(models.Model):
    """A submission without its cover, as a view of the database gives it (shown.py).

    The own State finds all of its versions here, others those in force with an answer they may read.
    """

    cycle = models.ForeignKey("commitments.ReportingCycle", on_delete=models.DO_NOTHING, related_name="+")
    respondent = models.ForeignKey("commitments.Respondent", on_delete=models.DO_NOTHING, related_name="+")
    number = models.PositiveIntegerField()
    stage = models.CharField(max_length=30, choices=Stage.choices)
    is_current = models.BooleanField()
    submitted_at = models.DateTimeField(null=True)
    is_late = models.BooleanField()
    is_nil = models.BooleanField()
    is_unconfirmed = models.BooleanField(_("entered by the secretariat, not confirmed by the State"))
    use_in_report = models.CharField(max_length=20, choices=UseInReport.choices)
    is_provisional = models.BooleanField()
    extended_until = models.DateField(null=True)
    """Until when it is not late, where its State was given more time: for that State and the secretariat."""

    class Meta:
        managed = False
        db_table = "commitments_reply"

    def __str__(self) -> str:
        return f"{self.respondent_id} in {self.cycle_id}: {self.number}"


def reply_of() -> Any:
    """The way from a record to the reply it stands in: no column of its own, and nothing where it is not to be seen.

    The record has the columns `submission` and `cycle`. A query that narrows the cycle narrows the replies that are
    looked at too: behind the view each of them is asked whether the reader may see it.
    """
    return models.ForeignObject(
        Reply, on_delete=models.DO_NOTHING, from_fields=["submission", "cycle"], to_fields=["id", "cycle"],
        related_name="+", null=True,
    )  # fmt: skip
