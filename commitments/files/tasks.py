"""Celery entry points of files: what was left behind goes away by itself."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from commitments.files import uploads
from commitments.files.store import BlobStore


@shared_task
def remove_expired_uploads(**_: object) -> int:
    """By beat, hourly: uploads past their time, and temporary files that a crash left."""
    BlobStore().remove_leftovers()
    return uploads.remove_expired(now=timezone.now())
