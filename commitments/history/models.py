"""The outbox, written in the transaction that made it happen; and the seals over what history holds."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commitments.history.tracking import tracked


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


class Seal(models.Model):
    """One link of the chain: all history that was settled when it was made and stood under no seal yet."""

    number = models.PositiveIntegerField(primary_key=True)
    sealed_at = models.DateTimeField()
    cluster = models.BigIntegerField()  # numbers of transactions mean something in one cluster of PostgreSQL only
    settled_below = models.BigIntegerField()  # transactions below this number had ended
    begun_below = models.BigIntegerField()  # none from this number on had begun
    positions = models.JSONField()  # where each table's numbers of events stood before
    events = models.PositiveBigIntegerField()
    previous = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    signature = models.CharField(max_length=128)
    key = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.digest}"


class SealedPart(models.Model):
    """Up to a thousand events of one table under a seal: their numbers in order, and the digest of each.

    What is lawfully removed from an event leaves its digest here, so that the seal still verifies.
    """

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="parts", db_index=False)
    place = models.PositiveIntegerField()
    table = models.CharField(max_length=63)
    columns = ArrayField(models.CharField(max_length=63))
    event_ids = ArrayField(models.BigIntegerField())
    last_event_id = models.BigIntegerField()
    digests = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seal", "place"], name="sealed_part_has_its_place"),
        ]
        indexes: ClassVar = [models.Index(fields=["table", "last_event_id"], name="sealed_part_of_table")]

    def __str__(self) -> str:
        return f"{self.seal_id}/{self.place} {self.table}"


@tracked
class RemovedContent(models.Model):
    """Content was lawfully removed from one event of a history: its digest stays, and who asked and who confirmed.

    `content_digest` is that of what stood there, `remains_digest` that of what stands there since. This row's own
    event is sealed like any other: so a removal cannot be invented for what was merely changed.
    """

    removal_id = models.BigIntegerField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    removed_at = models.DateTimeField()
    table = models.CharField(max_length=63)
    event_id = models.BigIntegerField()
    columns = ArrayField(models.CharField(max_length=63))
    content_digest = models.BinaryField()
    remains_digest = models.BinaryField()

    class Meta:
        verbose_name = _("removed content")
        verbose_name_plural = _("removed contents")
        indexes: ClassVar = [
            models.Index(fields=["table", "event_id"], name="removed_content_of_event"),
            models.Index(fields=["removal_id"], name="removed_content_by_removal"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(name="removedcontent_names_two_persons", condition=~Q(asked_by=F("confirmed_by"))),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.event_id}"
