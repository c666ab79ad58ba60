"""What left the site, what was read in it, what came of verifying the seals: rows are added and never changed."""

from typing import Any, ClassVar, Self

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from commitments.access.actor import Actor
from commitments.access.models import User
from commitments.access.visibility import own_or_nobody
from commitments.auditing.words import person_in_role
from commitments.history.tracking import tracked


class DownloadQuerySet(models.QuerySet[Any]):
    """Downloads as the actor may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Administrators: all. A State: those of its own files, whoever took them. Everybody: what he took himself."""
        return self.all() if actor.is_auditor else self.filter(own_or_nobody(actor) | Q(taken_by=actor.user_id))

    def named(self) -> Self:
        """With the person's name and the respondent, which a page shows."""
        name = User.objects.filter(pk=OuterRef("taken_by_id")).values("name")
        return self.select_related("respondent").annotate(name_of_taker=Subquery(name))


@tracked
class Download(models.Model):
    """A file that not everybody may read was given to a person; the database itself says to whom, in which role."""

    class Kind(models.TextChoices):
        """What was given."""

        EVIDENCE = "evidence", _("A file from the State's own desk")
        PREVIEW = "preview", _("A preview of a file")
        SENT = "sent", _("A file that was sent with a reply")
        SOURCE = "source", _("The document that a reply was entered from")
        EXPORT = "export", _("An export of records")
        EVENTS = "events", _("The list of events")
        PAPERS = "papers", _("A list of what States sent to the secretariat")
        MANDATES = "mandates", _("The table of the secretariat's mandates")
        READS = "reads", _("The list of pages read")
        WORKBOOK = "workbook", _("A workbook of the State's own answers")
        PACK = "pack", _("A pack for a successor")
        REPORT = "report", _("A national report")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    subject_public_id = models.UUIDField(null=True)
    respondent = models.ForeignKey("commitments.Respondent", null=True, on_delete=models.PROTECT, related_name="+")
    # The account of a demonstration can be cleared away; its number stays here, as it does in the history.
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    role = models.CharField(max_length=20)
    request_id = models.UUIDField(null=True)
    taken_at = models.DateTimeField()

    objects = DownloadQuerySet.as_manager()

    class Meta:
        verbose_name = _("download")
        verbose_name_plural = _("downloads")
        indexes: ClassVar = [
            models.Index(fields=["subject_public_id", "-taken_at"], name="download_of_subject"),
            models.Index(fields=["-taken_at"], name="download_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_public_id}"

    @property
    def who(self) -> str:
        """The person and his role then, of a row that was read `named`."""
        return person_in_role(self.name_of_taker, self.role)  # type: ignore[attr-defined]


class PageReadQuerySet(models.QuerySet[Any]):
    """Readings as the actor may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Administrators: all. Others: what they read themselves; a State reads `ReadByRole`, which names nobody."""
        return self.all() if actor.is_auditor else self.filter(read_by=actor.user_id)

    def named(self) -> Self:
        """With the person's name, the respondent and the cycle, which a page shows."""
        name = User.objects.filter(pk=OuterRef("read_by_id")).values("name")
        cycles = apps.get_model("commitments.ReportingCycle")._default_manager.filter(pk=OuterRef("cycle_id"))
        return self.select_related("respondent").annotate(
            name_of_reader=Subquery(name), name_of_cycle=Subquery(cycles.values("name"))
        )


class PageRead(models.Model):
    """A person was shown answers of a respondent that not everybody may read: once for a page, paragraphs and hour.

    The database itself says who, in which role, when (sql.py); `digest` is what is one row within the hour. Without a
    respondent: a page of who answered what, in a word. The cycle and the account may be cleared away; numbers stay.
    """

    page = models.CharField(max_length=60)
    cycle = models.ForeignKey(
        "commitments.ReportingCycle", on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    respondent = models.ForeignKey(
        "commitments.Respondent", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    obligation_ids = ArrayField(models.BigIntegerField())
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    role = models.CharField(max_length=20)
    request_id = models.UUIDField(null=True)
    read_at = models.DateTimeField()
    digest = models.CharField(max_length=32, unique=True)

    objects = PageReadQuerySet.as_manager()

    class Meta:
        verbose_name = _("page read")
        verbose_name_plural = _("pages read")
        indexes: ClassVar = [
            models.Index(fields=["respondent", "-read_at"], name="pageread_of_respondent"),
            models.Index(fields=["-read_at"], name="pageread_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.page} {self.read_at:%Y-%m-%d %H:%M}"

    @property
    def who(self) -> str:
        """The person and his role then, of a row that was read `named`."""
        return person_in_role(self.name_of_reader, self.role)  # type: ignore[attr-defined]


class ReadByRole(models.Model):
    """A reading of a respondent's answers without the person, as a function of the database gives it (sql.py)."""

    id = models.BigIntegerField(primary_key=True)
    read_at = models.DateTimeField()
    role = models.TextField()
    page = models.TextField()
    obligation_ids = ArrayField(models.BigIntegerField())

    class Meta:
        managed = False
        db_table = "commitments_readbyrole"

    def __str__(self) -> str:
        return f"{self.page} {self.role}"


class Verification(models.Model):
    """All seals and what stands under them were gone through once: how many, and the first link that did not hold."""

    verified_at = models.DateTimeField()
    seals = models.PositiveIntegerField()
    events = models.PositiveBigIntegerField()
    last_seal = models.CharField(max_length=64, blank=True, default="")
    broken = models.TextField(blank=True, default="")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.verified_at:%Y-%m-%d} {self.broken or 'whole'}"


class RecordedEvent(models.Model):
    """One event of any history without what its record held, as a function of the database gives it (sql.py)."""

    id = models.TextField(primary_key=True)
    recorded_at = models.DateTimeField()
    table = models.TextField()
    label = models.TextField()
    record_id = models.BigIntegerField()
    doer_id = models.BigIntegerField(null=True)
    doer_name = models.TextField(null=True)  # noqa: DJ001 - nothing where nobody stands behind the actor
    role = models.TextField()

    class Meta:
        managed = False
        db_table = "commitments_recordedevent"

    def __str__(self) -> str:
        return self.id
