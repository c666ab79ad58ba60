"""Abstract bases that most records share: an address, a version, who made it, withdrawal."""

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _


class EditedMeanwhile(Exception):
    """Somebody else saved this record after it was read; nothing was written."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else saved this record in the meantime. Nothing was overwritten."))


class PublicRecord(models.Model):
    """A record with an address: the key inside stays inside."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class Versioned(models.Model):
    """A record that two people may edit: each save raises `version`, a stale save is refused."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    def take(self, values: Mapping[str, Any]) -> list[str]:
        """Put the values onto the record, unsaved; returns the names of those that were others before."""
        changed = [name for name, value in values.items() if getattr(self, name) != value]
        for name in changed:
            setattr(self, name, values[name])
        return changed

    def save_if_unchanged(self, *, expected: int, fields: list[str]) -> None:
        """Write `fields` if the row still has version `expected`; else raise EditedMeanwhile."""
        columns = {field.name: field.attname for field in self._meta.concrete_fields}
        values: dict[str, Any] = {name: getattr(self, columns[name]) for name in fields}
        rows = type(self)._default_manager.filter(pk=self.pk, version=expected)
        if not rows.update(**values, version=F("version") + 1):
            raise EditedMeanwhile
        self.version = expected + 1


class Created(models.Model):
    """Who made the record and when; a repeated request of one person makes one record."""

    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    request_id = models.UUIDField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["created_by", "request_id"], name="%(class)s_is_made_once_per_request"),
        ]


class Withdrawable(models.Model):
    """Nothing is deleted: a withdrawn record stays, says who and when, and can be restored."""

    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_reason = models.TextField(blank=True, default="")

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                name="%(class)s_withdrawn_says_who_and_when",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
        ]

    @property
    def is_withdrawn(self) -> bool:
        """Whether the record is marked as withdrawn at present."""
        return self.withdrawn_at is not None
