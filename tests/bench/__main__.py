"""`make bench`: figures of exports on 8,000 and 16,000 answers, beside their bounds; kept as JSON in var/bench.json."""

import json
import os
import platform
import sys
from pathlib import Path

from tests.databases import TestServices
from tracker.env import ROOT

ANSWERS = 8_000
SERVICES = TestServices()
NAME = f"test_{os.getpid()}_bench"


def main() -> None:
    """Make a database, measure, print, keep."""
    os.environ.update(SERVICES.environment(NAME))
    SERVICES.clone(NAME)
    import django

    django.setup()
    try:
        found = run()
    finally:
        from django.db import connections

        connections.close_all()
        SERVICES.drop(NAME)
        SERVICES.release()
    Path(ROOT / "var").mkdir(exist_ok=True)
    Path(ROOT / "var" / "bench.json").write_text(json.dumps(found, indent=1))


def run() -> dict[str, object]:
    """The measurements, printed as they come."""
    from commitments.exports.formats import Format
    from tests.bench import filled, records

    filled.fill(ANSWERS)
    measured = records.measure()
    small = {form.value: records.peak(form) for form in (Format.CSV, Format.XLSX)}
    say(
        "machine",
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
    )
    say("answers", f"{measured['answers']:.0f}")
    say("CSV", f"{measured['csv']:.2f} s (bound 1 s)")
    say("JSON", f"{measured['json']:.2f} s")
    say(
        "XLSX",
        f"{measured['xlsx']:.2f} s, {measured['xlsx / xlsxwriter alone']:.2f} times XlsxWriter alone (bound 1.5)",
    )
    filled.fill(ANSWERS)
    large = {form.value: records.peak(form) for form in (Format.CSV, Format.XLSX)}
    for form, before in small.items():
        say(f"{form} memory at 1× and 2×", f"{before / 1e6:.1f} and {large[form] / 1e6:.1f} MB")
    return {"measured": measured, "peak": {"1x": small, "2x": large}}


def say(name: str, words: str) -> None:
    """One line of the table."""
    sys.stdout.write(f"{name:<26} {words}\n")
    sys.stdout.flush()


main()
