"""Load the treaties, the dated acts of their participants, and the paragraphs they stand beside."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from commitments.access.acting import acting
from commitments.access.actor import program
from commitments.sheets.reading import SheetRefused
from commitments.treaties.loading import LoadedFromFiles, NoRespondents, load_from_files
from commitments.treaties.treaty_rows import TreatiesRefused


class Command(BaseCommand):
    """load_treaty_acts FILE [--treaties FILE] [--links FILE]"""

    help = "Load treaty acts from a file; wrong rows are refused by line while the others load."

    def add_arguments(self, parser: ArgumentParser) -> None:
        fixtures = Path(settings.BASE_DIR) / "fixtures"
        parser.add_argument("file", type=Path, help="treaty acts: treaty,date,iso3,participant,act")
        parser.add_argument("--treaties", type=Path, default=fixtures / "treaties.csv")
        parser.add_argument("--links", type=Path, default=fixtures / "obligation_treaties.csv")

    def handle(self, *_args: object, file: Path, treaties: Path, links: Path, **_: object) -> None:
        by = program("load_treaty_acts")
        try:
            with acting(by):
                loaded = load_from_files(acts=file, treaties=treaties, links=links, by=by)
        except (SheetRefused, TreatiesRefused, NoRespondents) as refusal:
            raise CommandError(f"{refusal}\nNothing was written.") from refusal
        self._print(loaded)

    def _print(self, loaded: LoadedFromFiles) -> None:
        for line in loaded.refusal_lines():
            self.stderr.write(line)
        for line in loaded.summary_lines():
            self.stdout.write(line)
