"""`fill_for_measuring`: many invented replies, made inside the database, for `make bench`; never in production."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from commitments.access.actor import program
from commitments.demonstration.growth import GROWTHS
from commitments.demonstration.measuring import fill_for_measuring
from commitments.demonstration.refusals import DemonstrationRefused


class Command(BaseCommand):
    """Fill a database for measuring."""

    help = "Fill an empty installation with 193 × 41 answers, 24,000 actions and as much evidence, or many times that."

    def add_arguments(self, parser: Any) -> None:
        """One argument: how many times."""
        parser.add_argument("--times", type=int, choices=sorted(GROWTHS), default=1, help="how many cycles in all")

    def handle(self, *args: Any, **options: Any) -> None:
        """Fill, or refuse in a sentence."""
        try:
            fill_for_measuring(
                GROWTHS[options["times"]], by=program("fill_for_measuring"), now=timezone.now(), told=self.stdout.write
            )
        except DemonstrationRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write("Filled for measuring. This database holds demonstration records and serves nothing else.")
