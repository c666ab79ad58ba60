"""The list of removals outside the database: a restore carries out again what its backup does not know of.

A line for each, as JSON, with all that the removal says and nothing of what it removed. It lies where no backup
is and none is made of it (REMOVALS_FILE): lost, an old backup would bring back what was removed.
"""

import json
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

from commitments.removal.models import Removal

LEFT_OUT = ("id", "request_id", "finished_at")


def path() -> Path:
    """Where the list is."""
    return Path(settings.REMOVALS_FILE)


def known() -> list[dict[str, Any]]:
    """Every removal that the list names, in order; FileNotFoundError where there is no list."""
    return [json.loads(line) for line in path().read_text().splitlines() if line.strip()]


def keep(removal: Removal) -> None:
    """Add the removal unless it is there, and let the disk have it."""
    begin()
    if any(line["public_id"] == str(removal.public_id) for line in known()):
        return
    with open(path(), "a") as file:
        file.write(json.dumps(line_of(removal), cls=DjangoJSONEncoder, sort_keys=True) + "\n")
        file.flush()
        os.fsync(file.fileno())


def begin() -> None:
    """Have a list, were it empty: that there is none means that it was lost."""
    path().parent.mkdir(parents=True, exist_ok=True)
    path().touch()


def line_of(removal: Removal) -> dict[str, Any]:
    """All that the removal says, by the names of its columns."""
    columns = [str(field.attname) for field in removal._meta.concrete_fields if field.attname not in LEFT_OUT]
    return {name: getattr(removal, name) for name in columns}
