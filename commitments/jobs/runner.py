"""Doing one job: take the row, do the work in a directory of its own, put the file in its place, say how it ended."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable
from pathlib import Path

from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from commitments.jobs import results, services
from commitments.jobs.models import Job
from commitments.jobs.progress import Progress
from commitments.jobs.refusals import Cancelled, TakenOver, WorkFailed
from commitments.jobs.registry import UnknownKind, kind_of

log = logging.getLogger(__name__)
_FULL = frozenset((errno.ENOSPC, errno.EDQUOT))


def run(job_id: int, *, follow: Callable[[Job, Path], Progress] = Progress) -> None:
    """Do the job if it waits; a second delivery does nothing. However it ends, no half file stays."""
    job = services.start(job_id, now=timezone.now())
    if job is None:
        return
    with translation.override(job.language):
        _do(job, follow)


def _do(job: Job, follow: Callable[[Job, Path], Progress]) -> None:
    try:
        _work(job, follow)
    except Cancelled:
        _leave_nothing(job)
        services.stop(job, now=timezone.now())
    except TakenOver:
        log.warning("Job %s is somebody else's now: this attempt ends without a trace", job.pk)
        results.remove_workspace(job)
    except (OperationalError, InterfaceError):
        # The database went away: the row stays as it is, and resume_stuck gives the job to the next worker.
        log.exception("Job %s lost its database; it will be taken up again", job.pk)
        results.remove_workspace(job)
    except Exception as failure:  # whatever the work raises ends here, in a sentence for people
        log.exception("Job %s failed", job.pk)
        _leave_nothing(job)
        services.fail(job, now=timezone.now(), error=_sentence(failure, job))


def _work(job: Job, follow: Callable[[Job, Path], Progress]) -> None:
    kind = kind_of(job.kind)
    with follow(job, results.make_workspace(job)) as progress:
        result = kind.work(job, progress)
        progress.check()
        kept = results.keep(job, result) if result else None
    services.finish(job, now=timezone.now(), file=kept, reached=progress)
    results.remove_workspace(job)


def _leave_nothing(job: Job) -> None:
    try:
        results.remove_everything(job)
    except OSError:
        log.exception("The directory of job %s could not be cleared", job.pk)


def _sentence(failure: Exception, job: Job) -> str:
    if isinstance(failure, WorkFailed):
        return str(failure)
    if isinstance(failure, OSError) and failure.errno in _FULL:
        return _("There is no room left for the file. Please tell the people who run this site.")
    if isinstance(failure, SoftTimeLimitExceeded):
        return _("This took longer than is allowed. Please choose a narrower filter.")
    if isinstance(failure, UnknownKind):
        return _("This version of the program does not know this kind of work.")
    return _("The work stopped because of an error in the program. Please quote this number: %(number)s.") % {
        "number": job.public_id
    }
