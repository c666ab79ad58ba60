"""Seal all settled history now; scheduled work does it once a day."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from commitments.history.sealing.kept_outside import line_of
from commitments.history.sealing.keys import KeyMissing, public_key
from commitments.history.sealing.services import seal_history


class Command(BaseCommand):
    """seal_history"""

    help = "Seals all history that stands under no seal yet, as the maintenance role, and prints the seal."

    def add_arguments(self, parser: CommandParser) -> None:
        """--public-key prints what others need to check a signature, and seals nothing."""
        parser.add_argument("--public-key", action="store_true", help="print the public key and seal nothing")

    def handle(self, *_args: object, **options: Any) -> None:
        """Print the line that is worth keeping elsewhere."""
        try:
            if options["public_key"]:
                self.stdout.write(public_key())
                return
            seal = seal_history(now=timezone.now())
        except KeyMissing as problem:
            raise CommandError(str(problem), returncode=1) from problem
        self.stdout.write(f"{line_of(seal)} ({seal.events} events)")
