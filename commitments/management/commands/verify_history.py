"""Go along all seals, say where the first link does not hold (exit 1 then), and keep the result."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from commitments.auditing.services import verify_and_keep
from commitments.history.sealing.kept_outside import known_in
from commitments.history.sealing.keys import KeyMissing


class Command(BaseCommand):
    """verify_history"""

    help = "Verifies every seal and every sealed event, as the maintenance role; names the first broken link, exit 1."

    def add_arguments(self, parser: CommandParser) -> None:
        """--known FILE: seals somebody wrote down before, one `number digest` a line."""
        parser.add_argument("--known", type=Path, help="a file with seals seen before: each must be in its place")

    def handle(self, *_args: object, **options: Any) -> None:
        """Print what was gone through."""
        try:
            known = known_in(options["known"].read_text()) if options["known"] else {}
            found = verify_and_keep(now=timezone.now(), also_known=known)
        except (KeyMissing, OSError) as problem:
            raise CommandError(str(problem), returncode=1) from problem
        if found.broken:
            raise CommandError(f"Broken: {found.broken.words}.", returncode=1)
        removed = f" Content was lawfully removed from {found.removed} of them." if found.removed else ""
        self.stdout.write(f"Every link holds: {found.seals} seals over {found.events} events.{removed}")
