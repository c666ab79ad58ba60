"""What is remembered of seals outside the database: a line for each, so that a chain cut at its end is found.

A chain shows that nothing in it was changed; that its last link is missing only somebody can tell who
saw that link. The file is such a one, and so are the log, and whoever took an auditor's export home.
"""

import os
import re
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from commitments.history.models import Seal
from commitments.history.sealing.digests import moment

LINE = re.compile(r"(\d+)\s+([0-9a-f]{64})\b")


def known_in(text: str) -> dict[int, str]:
    """Number and digest of each seal that a text names, one a line; other lines are left out."""
    return {int(found[1]): found[2] for line in text.splitlines() if (found := LINE.match(line.strip()))}


def known() -> dict[int, str]:
    """What this installation's own file remembers; nothing where there is none."""
    path = Path(settings.SEALS_FILE)
    return known_in(path.read_text()) if path.exists() else {}


def line_of(seal: Seal) -> str:
    """As it stands in the file, in the log and in an export."""
    return f"{seal.number} {seal.digest} {moment(seal.sealed_at)}"


def keep() -> None:
    """Add what the file does not hold yet, and let the disk have it: a crash before this is made good by the next."""
    seals = Seal.objects.using(settings.MAINTENANCE_DATABASE).order_by("number")
    _add(line_of(seal) for seal in seals.filter(number__gt=max(known(), default=0)))


def _add(lines: Iterable[str]) -> None:
    path = Path(settings.SEALS_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a") as file:
        file.writelines(f"{line}\n" for line in lines)
        file.flush()
        os.fsync(file.fileno())
