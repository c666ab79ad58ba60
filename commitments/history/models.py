"""The outbox: what has happened, written in the transaction that made it happen."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Event(models.Model):
    """One thing that happened; receivers learn of it after commit, once each."""

    name = models.CharField(max_length=60)
    subject_table = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    actor = models.JSONField()
    actor_user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    payload = models.JSONField(default=dict)
    at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["at"], condition=models.Q(delivered_at__isnull=True), name="event_waiting"),
            models.Index(fields=["subject_table", "subject_id"], name="event_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.subject_table}:{self.subject_id}"


class Receipt(models.Model):
    """A receiver heard an event; the pair is unique, so that hearing twice does nothing twice."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="receipts", db_index=False)
    receiver = models.CharField(max_length=120)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "receiver"], name="receipt_is_given_once"),
        ]

    def __str__(self) -> str:
        return f"{self.receiver} heard {self.event_id}"
