"""`load_demonstration`: a past and an open cycle with marked, invented replies; never in production."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from commitments.access.actor import program
from commitments.demonstration.refusals import DemonstrationRefused
from commitments.demonstration.services import load_demonstration


class Command(BaseCommand):
    """Load the demonstration; SCALE (or --scale) fills more."""

    help = "Fill one past and one open cycle with demonstration records (about 40 States reply)."

    def add_arguments(self, parser: Any) -> None:
        """One argument: how much."""
        parser.add_argument("--scale", type=int, default=settings.SCALE, help="5 and more: every State replies")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, or say that it is there already."""
        try:
            done = load_demonstration(
                by=program("load_demonstration"), now=timezone.now(), scale=options["scale"], told=self.stdout.write
            )
        except DemonstrationRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write("Demonstration loaded." if done else "The demonstration is there already.")
