"""Evidence: a file or a link that shows an action or an answer; the bytes are stored once per respondent."""

from datetime import UTC, datetime
from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commitments.access.actor import Actor
from commitments.access.audience import Audience
from commitments.access.visibility import OwnedQuerySet, given, recorded_by
from commitments.evidence.kinds import EvidenceKind, Label
from commitments.files.previewing.agreed import Reason
from commitments.history.bases import Created, PublicRecord, Versioned, Withdrawable
from commitments.history.tracking import tracked, tracked_without
from commitments.implementation.models import ImplementationAction


@tracked
class EvidenceBlob(models.Model):
    """Bytes kept at `evidence/<respondent>/<sha256>`; never changed; two respondents never share one.

    Where they were lawfully removed, `removed_at` says when: digest and size stay, the bytes are gone.
    """

    respondent = models.ForeignKey("commitments.Respondent", on_delete=models.PROTECT, related_name="+", db_index=False)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=120)
    path = models.CharField(max_length=200)
    stored_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["respondent", "sha256"], name="blob_is_kept_once_per_respondent"),
            models.CheckConstraint(name="blob_is_not_empty", condition=Q(size__gt=0)),
            models.CheckConstraint(name="blob_hash_is_a_hash", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
        ]

    def __str__(self) -> str:
        return self.sha256


class Preview(models.Model):
    """What the program made itself of a file, so that it can be looked at without opening it; made anew at any time."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("being made")
        MADE = "made", _("made")
        NOT_MADE = "not_made", _("could not be made")

    class Fault(models.TextChoices):
        """Why none could be made: the codes of the process that tried, in words."""

        PASSWORD = Reason.PASSWORD, _("it opens with a password only")
        TOO_LARGE = Reason.TOO_LARGE, _("it needs more memory than is given to this")
        DAMAGED = Reason.DAMAGED, _("it is damaged, or not what its name says")
        NOTHING = Reason.NOTHING, _("it holds neither a page nor words")
        TOO_LONG = Reason.TOO_LONG, _("it took longer than is given to this")
        STOPPED = Reason.STOPPED, _("the work on it stopped")
        MISSING = Reason.MISSING, _("the stored file cannot be read")
        REMOVED = "removed", _("its content was lawfully removed")

    blob = models.OneToOneField(EvidenceBlob, on_delete=models.CASCADE, related_name="preview", primary_key=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    fault = models.CharField(max_length=10, choices=Fault.choices, blank=True, default="")
    number = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["begun_at"], name="preview_waiting", condition=Q(state="waiting")),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="preview_says_why_there_is_none",
                condition=(Q(state="not_made") & ~Q(fault="")) | (~Q(state="not_made") & Q(fault="")),
            ),
            models.CheckConstraint(
                name="preview_has_ended_unless_it_waits",
                condition=Q(state="waiting", ended_at__isnull=True) | (~Q(state="waiting") & Q(ended_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.blob_id}: {self.state}"


class PreviewLeaf(models.Model):
    """One page of a preview as an image, or its words as text: a file of our own making, with a digest of its own."""

    preview = models.ForeignKey(Preview, on_delete=models.CASCADE, related_name="leaves", db_index=False)
    number = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    content_type = models.CharField(max_length=120)
    path = models.CharField(max_length=200)
    width = models.PositiveSmallIntegerField(default=0)
    height = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["preview", "number"], name="previewleaf_stands_once"),
            models.CheckConstraint(name="previewleaf_hash_is_a_hash", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
        ]

    def __str__(self) -> str:
        return f"{self.preview_id}: {self.number}"

    @property
    def is_image(self) -> bool:
        """Whether it is looked at, and not read."""
        return self.content_type.startswith("image/")


LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""The turn of a link that was never opened, or is another now: before all others."""


class EvidenceQuerySet(OwnedQuerySet):
    """Evidence as the actor may see it."""

    def of_given(self, actor: Actor) -> Q:
        """What the actor recorded himself, what shows an action he sees or an answer on a paragraph given to him."""
        of_actions = EvidenceOfAction.objects.visible_to(actor).filter(evidence=OuterRef("pk"))
        answers = given(actor, respondent="respondent", cycle="reports__cycle", obligation="reports__obligation")
        of_answers = Evidence.objects.filter(answers, pk=OuterRef("pk"))
        return recorded_by(actor) | Q(Exists(of_actions)) | Q(Exists(of_answers))


@tracked_without("link_due_at")
class Evidence(PublicRecord, Versioned, Created, Withdrawable):
    """A file or a link, with what it is; used by any number of actions and answers.

    `link_due_at` is the turn of its link in the weekly round; the database sets it back when the link changes.
    """

    respondent = models.ForeignKey(
        "commitments.Respondent", on_delete=models.PROTECT, related_name="evidence", db_index=False
    )
    kind = models.CharField(_("kind"), max_length=20, choices=EvidenceKind.choices, default=EvidenceKind.OTHER)
    title = models.CharField(_("title"), max_length=300)
    language = models.CharField(_("language"), max_length=10, default="en")
    dated_on = models.DateField(_("date of the document"), null=True, blank=True)
    url = models.URLField(_("link"), max_length=2000, blank=True, default="")
    archived_url = models.URLField(_("archived copy"), max_length=2000, blank=True, default="")
    archived_on = models.DateField(_("date of the archived copy"), null=True, blank=True)
    link_due_at = models.DateTimeField(db_default=LONG_AGO, editable=False)
    blob = models.ForeignKey(EvidenceBlob, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence")
    file_name = models.CharField(_("file name"), max_length=255, blank=True, default="")
    supplied_to = models.CharField(_("body it was supplied to"), max_length=300, blank=True, default="")
    supplied_document = models.CharField(_("document"), max_length=300, blank=True, default="")
    label = models.CharField(
        _("label"), max_length=20, choices=Label.choices, default=Label.UNCLASSIFIED, db_default=Label.UNCLASSIFIED
    )
    audience = models.CharField(_("audience"), max_length=20, choices=Audience.choices, default=Audience.SECRETARIAT)
    actions = models.ManyToManyField(
        "commitments.ImplementationAction", through="EvidenceOfAction", related_name="evidence"
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        indexes: ClassVar = [
            models.Index(fields=["respondent", "-created_at"], name="evidence_of_respondent"),
            models.Index(
                fields=["link_due_at"], name="evidence_link_due", condition=~Q(url="") & Q(withdrawn_at__isnull=True)
            ),
        ]
        constraints: ClassVar = [
            *Created.Meta.constraints,
            *Withdrawable.Meta.constraints,
            models.CheckConstraint(name="evidence_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="evidence_is_a_file_or_a_link_or_supplied",
                condition=Q(blob__isnull=False, url="")
                | (Q(blob__isnull=True) & ~Q(url=""))
                | (Q(kind="supplied", blob__isnull=True, url="") & ~Q(supplied_to="")),
            ),
            models.CheckConstraint(name="evidence_has_a_label", condition=Q(label__in=Label.values)),
            models.CheckConstraint(
                name="confidential_evidence_stays_with_the_secretariat",
                condition=~Q(label=Label.CONFIDENTIAL) | Q(audience__in=(Audience.OWN_STATE, Audience.SECRETARIAT)),
            ),
            models.CheckConstraint(
                name="evidence_link_is_a_web_address", condition=Q(url="") | Q(url__regex=r"^https?://")
            ),
            models.CheckConstraint(
                name="evidence_archived_copy_is_one_of_a_link",
                condition=Q(archived_url="", archived_on__isnull=True)
                | (Q(archived_url__regex=r"^https?://") & ~Q(url="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of this piece of evidence on the desk."""
        return reverse("evidence:piece", kwargs={"public_id": self.public_id})

    @property
    def is_confidential(self) -> bool:
        """Whether whoever takes it must show again who he is."""
        return self.label == Label.CONFIDENTIAL

    @property
    def sha256(self) -> str:
        """The hash of the file, or nothing for a link."""
        return self.blob.sha256 if self.blob else ""


@tracked_without("checked_at")
class LinkCheck(models.Model):
    """Whether the link of a piece of evidence can be opened: asked weekly, by the installation itself.

    The archived copy is the one its State names, else the one an archive told of while the link fails.
    """

    class Outcome(models.TextChoices):
        """What came of it."""

        OPENED = "opened", _("can be opened")
        ANSWERED = "answered", _("answers with an error")
        UNREACHABLE = "unreachable", _("gives no answer")
        NOT_PUBLIC = "not_public", _("leads into a closed network")

    evidence = models.OneToOneField(Evidence, on_delete=models.CASCADE, related_name="link_check")
    url = models.URLField(max_length=2000)
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    status = models.PositiveSmallIntegerField(null=True)
    checked_at = models.DateTimeField()
    fails_since_at = models.DateTimeField(null=True)
    copy_url = models.URLField(max_length=2000, blank=True, default="")
    copy_on = models.DateField(null=True)
    copy_opens = models.BooleanField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="linkcheck_says_since_when_it_fails",
                condition=Q(outcome="opened", fails_since_at__isnull=True)
                | (~Q(outcome="opened") & Q(fails_since_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.url}: {self.outcome}"


class EvidenceOfActionQuerySet(OwnedQuerySet):
    """Which evidence shows which action."""

    def of_given(self, actor: Actor) -> Q:
        """Those of the actions that the actor sees."""
        actions = ImplementationAction.objects.visible_to(actor)
        return Q(respondent__in=actor.partial_ids, action__in=actions)


@tracked
class EvidenceOfAction(models.Model):
    """A piece of evidence shows an action."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="action_links", db_index=False)
    action = models.ForeignKey(
        "commitments.ImplementationAction", on_delete=models.CASCADE, related_name="evidence_links"
    )
    respondent = models.ForeignKey("commitments.Respondent", on_delete=models.PROTECT, related_name="+")

    objects = EvidenceOfActionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evidence", "action"], name="evidence_shows_an_action_once"),
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} shows {self.action_id}"
