"""A clock that is wrong for one program: libfaketime, where the package is installed (tests/packages.py sees to it)."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

NOT_HERE = "libfaketime is not installed (package faketime)"
PLACES = ("/usr/lib/*/faketime/libfaketimeMT.so.1", "/usr/lib64/faketime/libfaketimeMT.so.1")
ZONES = ("Pacific/Kiritimati", "Pacific/Auckland", "Pacific/Noumea", "Australia/Brisbane", "Asia/Tokyo", "Asia/Manila",
         "Asia/Bangkok", "Asia/Dhaka", "Asia/Kolkata", "Asia/Karachi", "Asia/Dubai", "Africa/Nairobi", "Africa/Cairo",
         "Africa/Lagos", "UTC", "Atlantic/Cape_Verde", "America/Noronha", "America/Sao_Paulo", "America/La_Paz",
         "America/Bogota", "America/Guatemala", "America/Phoenix", "America/Anchorage", "Pacific/Honolulu",
         "Pacific/Pago_Pago")  # fmt: skip
"""One for each hour of the day."""


def library() -> str | None:
    """Where it is."""
    return next((str(path) for place in PLACES for path in Path("/").glob(place.lstrip("/"))), None)


def moved(by: timedelta) -> dict[str, str]:
    """The variables for a program whose clock is so much ahead, or behind; timers of the system run as they do."""
    return _faked() | {"FAKETIME": _words(by)}


@dataclass(frozen=True)
class Clock:
    """A clock that is moved while the programs run that look at it, by what a file says."""

    file: Path

    def move(self, by: timedelta) -> None:
        """From now on it is so much ahead, or behind; nobody reads half of it."""
        new = self.file.with_suffix(".new")
        new.write_text(_words(by) + "\n")
        os.replace(new, self.file)

    @property
    def variables(self) -> dict[str, str]:
        """For a program that looks at it, each time anew."""
        return _faked() | {"FAKETIME_TIMESTAMP_FILE": str(self.file), "FAKETIME_NO_CACHE": "1"}


def _faked() -> dict[str, str]:
    return {
        "LD_PRELOAD": library() or "", "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "PYTHONPATH": str(Path(__file__).with_name("under_faketime")),
    }  # fmt: skip


def _words(by: timedelta) -> str:
    return f"{by.total_seconds():+.0f}s"


def nearest_midnight() -> tuple[str, datetime]:
    """The zone in which the day ends next, and when that is."""
    now = datetime.now(UTC)

    def end(zone: str) -> datetime:
        here = now.astimezone(ZoneInfo(zone))
        return here.replace(hour=23, minute=59, second=59, microsecond=999_999)

    zone = min(ZONES, key=end)
    return zone, end(zone)
