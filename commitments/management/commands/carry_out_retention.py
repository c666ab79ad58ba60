"""`carry_out_retention`: take away now what is kept no longer; scheduled work does it each hour."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from commitments.retention.services import NotCarriedOut, carry_out_retention, count_due


class Command(BaseCommand):
    """carry_out_retention"""

    help = "Takes away what is kept no longer by the schedule of the page on privacy, and prints how many of each."

    def add_arguments(self, parser: CommandParser) -> None:
        """--dry-run counts, and takes nothing away."""
        parser.add_argument("--dry-run", action="store_true", help="print how many are due, and take nothing away")

    def handle(self, *_args: object, **options: Any) -> None:
        """Print a line for each line of the schedule that goes."""
        try:
            counted = (count_due if options["dry_run"] else carry_out_retention)(now=timezone.now())
        except NotCarriedOut as failure:
            raise CommandError(f"Not carried out: {failure}. The log says why.", returncode=1) from failure
        for name, number in counted.items():
            self.stdout.write(f"{name}: {number}")
