"""An export that stays where it is in the middle of its first attempt, for a real worker that is killed there."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from commitments.exports import formats
from commitments.jobs.models import Job

_every_row = formats.copied


@contextmanager
def _first_row_only(*arguments: Any) -> Iterator[Iterator[Any]]:
    """Every row, but on a first attempt the work never gets past the first one."""
    stays = Job.objects.filter(state="running", attempts=1).exists()
    with _every_row(*arguments) as lines:
        yield _held(lines) if stays else lines


def _held(lines: Any) -> Iterator[Any]:
    for line in lines:
        yield line
        threading.Event().wait()


formats.copied = _first_row_only
