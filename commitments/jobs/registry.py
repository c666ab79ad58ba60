"""Which function does the work of each kind of job; capabilities add theirs with `@job_kind`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from commitments.jobs.models import Job
    from commitments.jobs.progress import Progress


@dataclass(frozen=True)
class ResultFile:
    """What the work left in its directory, and the name under which a person gets it."""

    path: Path
    name: str


Work = Callable[["Job", "Progress"], ResultFile | None]


class UnknownKind(LookupError):
    """No function does this kind of work: the program is older or newer than the row."""


@dataclass(frozen=True)
class Kind:
    """One kind of job: its code in the rows, its name for people, its function."""

    code: str
    label: str | Promise
    work: Work


_KINDS: dict[str, Kind] = {}


def job_kind(code: str, *, label: str | Promise = "") -> Callable[[Work], Work]:
    """Register the decorated function for this kind. It runs outside any transaction, may run again from the start,
    writes only below `progress.directory`, and calls `progress(done, total, words)` as it goes."""

    def register(work: Work) -> Work:
        known = _KINDS.get(code)
        if known is not None and known.work.__qualname__ != work.__qualname__:
            raise ValueError(f"two functions for the job kind {code!r}")
        _KINDS[code] = Kind(code, label or code, work)
        return work

    return register


def kind_of(code: str) -> Kind:
    """The kind with this code. Refuses with UnknownKind."""
    try:
        return _KINDS[code]
    except KeyError as unknown:
        raise UnknownKind(code) from unknown
