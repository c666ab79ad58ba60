"""Load what the Commission and the Assembly decided on paragraphs that ask something of the secretariat."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from commitments.access.acting import acting
from commitments.access.actor import program
from commitments.assistance.loading import load_outcomes
from commitments.assistance.rows import OutcomesRefused
from commitments.sheets.reading import SheetRefused


class Command(BaseCommand):
    """load_outcomes [FILE]"""

    help = "Load outcomes of bodies from a file; a faulty row refuses the whole file. Loading twice changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        shipped = Path(settings.BASE_DIR) / "fixtures" / "body_outcomes.csv"
        parser.add_argument("file", type=Path, nargs="?", default=shipped, help="outcomes of bodies (CSV)")

    def handle(self, *_args: object, file: Path, **_: object) -> None:
        by = program("load_outcomes")
        try:
            with acting(by):
                loaded = load_outcomes(file, by=by, now=timezone.now())
        except (SheetRefused, OutcomesRefused) as refusal:
            raise CommandError(f"{refusal}\nNothing was written.") from refusal
        self.stdout.write(f"Outcomes of bodies: {loaded.added} new, {loaded.held} held already.")
