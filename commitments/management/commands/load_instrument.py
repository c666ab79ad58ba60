"""Read an adopted text into the record, with the analysis that says what its paragraphs ask."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from commitments.access.acting import acting
from commitments.access.actor import program
from commitments.instruments.analysis.faults import AnalysisRefused
from commitments.instruments.outcomes import ParagraphsLost, RevisionRefused
from commitments.instruments.reading.errors import ReadingError
from commitments.instruments.reading.files import open_text
from commitments.instruments.reading.recommended import ListRefused
from commitments.instruments.services import load_instrument
from commitments.instruments.storing.sync import ValueTooLong
from commitments.instruments.summary import summary

REFUSALS = (AnalysisRefused, ListRefused, ParagraphsLost, ReadingError, RevisionRefused, ValueTooLong)


class Command(BaseCommand):
    """load_instrument FILE [--analysis FILE] [--dry-run] [--revise]"""

    help = "Loads an adopted text, with the analysis that says what its paragraphs ask."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            type=Path,
            help="the official text, as the document system gives it; or a list of recommendations (YAML)",
        )
        parser.add_argument("--analysis", type=Path, help="what a person read in each paragraph (YAML)")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done and write nothing")
        parser.add_argument("--revise", action="store_true", help="take a text or an analysis that has changed")

    def handle(self, *_args: Any, **options: Any) -> None:
        actor = program("load_instrument")
        try:
            source = open_text(options["file"])
            analysis = open_text(options["analysis"]) if options["analysis"] else None
            with acting(actor):
                outcome = load_instrument(
                    source, analysis=analysis, by=actor, now=timezone.now(),
                    revise=options["revise"], dry_run=options["dry_run"],
                )  # fmt: skip
        except REFUSALS as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(summary(outcome))
