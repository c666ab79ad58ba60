"""`remove_second_factor EMAIL --reason WORDS`: for when the only administrator lost his telephone and his codes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from commitments.access.acting import acting
from commitments.access.actor import program
from commitments.access.models import User
from commitments.access.services import FactorNotRemoved, remove_second_factor


class Command(BaseCommand):
    """Does what an administrator does on the accounts pages; who has the server has the accounts."""

    help = "Remove a person's second factor, who lost it. He is told by mail, and his sessions are ended."

    def add_arguments(self, parser: Any) -> None:
        """Whose, and why."""
        parser.add_argument("email")
        parser.add_argument("--reason", required=True, help="how the loss was made sure of; the person reads it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove it, or say in one line why not."""
        by = program("remove_second_factor")
        try:
            with acting(by):
                user = _account(options["email"])
                removal = remove_second_factor(user, reason=options["reason"], by=by, now=timezone.now())
        except FactorNotRemoved as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Removed from {user.email}: {', '.join(removal.kinds)}. All sessions were ended.")


def _account(email: str) -> User:
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        raise CommandError(f"Nobody has an account with the address {email}.")
    return user
