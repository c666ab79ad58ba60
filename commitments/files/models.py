"""An upload: a file on its way in, which may arrive in pieces over a line that breaks."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class SignedIn(Protocol):
    """Whoever sends: only the account matters here; what he may send is his capability's business."""

    @property
    def user_id(self) -> int | None: ...


class UploadQuerySet(models.QuerySet["Upload"]):
    """Uploads, always starting from those the sender began himself."""

    def visible_to(self, actor: SignedIn) -> UploadQuerySet:
        """His own uploads only; nobody's for somebody who is not signed in."""
        if actor.user_id is None:
            return self.none()
        return self.filter(owner_id=actor.user_id)

    def unfinished(self) -> UploadQuerySet:
        return self.filter(completed_at__isnull=True)

    def expired(self, now: datetime) -> UploadQuerySet:
        return self.filter(expires_at__lte=now)


class Upload(models.Model):
    """One file being received; how much has come is the length of its part file, `received` only repeats it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request_id = models.UUIDField(default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="uploads", db_index=False
    )
    folder = models.CharField(max_length=200)
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True, blank=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("expires_at",), name="upload_by_expiry"),)
        constraints = (
            models.UniqueConstraint(fields=("owner", "request_id"), name="upload_request_made_once_by_its_owner"),
            models.CheckConstraint(
                name="upload_received_is_within_its_size",
                condition=Q(size__gt=0) & Q(received__gte=0) & Q(received__lte=F("size")),
            ),
            models.CheckConstraint(
                name="upload_completed_has_its_hash_and_all_bytes",
                condition=Q(completed_at__isnull=True, sha256="")
                | Q(completed_at__isnull=False, sha256__regex="^[0-9a-f]{64}$", received=F("size")),
            ),
            models.CheckConstraint(
                name="upload_expires_after_it_was_created", condition=Q(expires_at__gt=F("created_at"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.public_id})"

    @property
    def is_complete(self) -> bool:
        return self.completed_at is not None
