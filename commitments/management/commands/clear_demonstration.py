"""`clear_demonstration`: removes demonstration records and accounts; the mark that there were any stays."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from commitments.demonstration.services import clear_demonstration


class Command(BaseCommand):
    """Clear the demonstration."""

    help = "Remove demonstration records and accounts. The mark that this database held them stays for good."

    def handle(self, *args: Any, **options: Any) -> None:
        """Clear, and say how much went."""
        clear_demonstration(now=timezone.now(), told=self.stdout.write)
        self.stdout.write("Demonstration cleared.")
