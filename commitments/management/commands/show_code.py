"""`show_code [EMAIL]`: the six digits that a demonstration account is asked for now."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from commitments.demonstration.codes import current_code
from commitments.demonstration.refusals import DemonstrationRefused


class Command(BaseCommand):
    """Print the code that an authenticator app would show."""

    help = "Print the six digits that the secretariat's demonstration accounts are asked for. Refused in production."

    def add_arguments(self, parser: Any) -> None:
        """Whose; all demonstration accounts begin with the same."""
        parser.add_argument("email", nargs="?", default="officer@example.org")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it, or say in one line why not."""
        try:
            self.stdout.write(current_code(options["email"]))
        except DemonstrationRefused as refusal:
            raise CommandError(str(refusal)) from refusal
