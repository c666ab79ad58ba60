"""A job: one piece of long work asked for by one person; the row is the truth, the broker only carries it."""

from __future__ import annotations

import uuid
from typing import Any, Protocol

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SignedIn(Protocol):
    """Whoever asks: only the account matters here; roles are the business of the capability that enqueues."""

    @property
    def user_id(self) -> int | None: ...


class JobState(models.TextChoices):
    """Where a job is; the last three are ends."""

    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


ACTIVE = (JobState.QUEUED, JobState.RUNNING)
ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)
_NO_FILE = Q(file_path="", file_name="", file_sha256="", file_size__isnull=True)
_WHOLE_FILE = ~Q(file_path="") & ~Q(file_name="") & Q(file_sha256__regex="^[0-9a-f]{64}$") & Q(file_size__gte=0)


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs, always starting from those the reader asked for himself."""

    def visible_to(self, actor: SignedIn) -> JobQuerySet:
        """His own jobs only; nobody's for somebody who is not signed in."""
        if actor.user_id is None:
            return self.none()
        return self.filter(owner_id=actor.user_id)

    def of_kind(self, *kinds: str) -> JobQuerySet:
        return self.filter(kind__in=kinds)

    def active(self) -> JobQuerySet:
        return self.filter(state__in=ACTIVE)

    def latest_first(self) -> JobQuerySet:
        return self.order_by("-created_at", "-pk")


class Job(models.Model):
    """Long work: what was asked, how far it is, what came out."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request_id = models.UUIDField(default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=64)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="jobs", db_index=False)
    parameters = models.JSONField(default=dict, blank=True)
    language = models.CharField(max_length=10, default="en")
    made_for = models.CharField(max_length=200, blank=True)

    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True, blank=True)
    words = models.CharField(max_length=200, blank=True)
    error = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    file_name = models.CharField(max_length=255, blank=True)
    file_path = models.CharField(max_length=255, blank=True)
    file_size = models.BigIntegerField(null=True, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    file_expired_at = models.DateTimeField(null=True, blank=True)

    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    cancel_requested_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=("owner", "-created_at"), name="job_of_owner_latest_first"),
            models.Index(
                fields=("heartbeat_at",), name="job_active_by_heartbeat", condition=Q(state__in=("queued", "running"))
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("owner", "request_id"), name="job_request_asked_once_by_its_owner"),
            models.CheckConstraint(name="job_state_is_known", condition=Q(state__in=JobState.values)),
            models.CheckConstraint(
                name="job_file_is_whole_and_only_when_done",
                condition=_NO_FILE | (_WHOLE_FILE & Q(state=JobState.DONE)),
            ),
            models.CheckConstraint(name="job_failed_says_why", condition=~Q(state=JobState.FAILED) | ~Q(error="")),
            models.CheckConstraint(
                name="job_ended_exactly_when_finished_at_is_set",
                condition=Q(state__in=ENDED, finished_at__isnull=False) | Q(state__in=ACTIVE, finished_at__isnull=True),
            ),
            models.CheckConstraint(
                name="job_counts_are_not_negative",
                condition=Q(done__gte=0) & (Q(total__isnull=True) | Q(total__gte=0)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE

    @property
    def has_file(self) -> bool:
        return self.state == JobState.DONE and bool(self.file_path) and self.file_expired_at is None

    @property
    def is_being_cancelled(self) -> bool:
        return self.is_active and self.cancel_requested_at is not None

    @property
    def percent(self) -> int | None:
        """How far, in whole hundredths; nothing when the end is not known yet."""
        if not self.total:
            return None
        return min(100, self.done * 100 // self.total)

    def parameter(self, name: str, default: Any = None) -> Any:
        return self.parameters.get(name, default)
