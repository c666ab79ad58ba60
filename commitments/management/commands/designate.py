"""`designate EMAIL --role ROLE [--for CODE]`: an account with its designation; the way to the first administrator."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError
from django.utils import timezone

from commitments.access.acting import acting
from commitments.access.actor import program
from commitments.access.models import User
from commitments.access.roles import BY_CODE, DESIGNATED
from commitments.access.services import DesignationRefused, designate
from commitments.respondents.models import Respondent


class Command(BaseCommand):
    """Makes the account if there is none; the person sets the password through “forgotten password”."""

    help = "Appoint a person to a role. Without an account one is made; its password is set by mail."

    def add_arguments(self, parser: Any) -> None:
        """Who, as what, for whom, since when."""
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="the person's name, for a new account")
        parser.add_argument("--role", required=True, choices=[role.code for role in DESIGNATED])
        parser.add_argument("--for", dest="code", default="", help="the State's code, for roles of a State")
        parser.add_argument("--from", dest="from_on", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD")
        parser.add_argument("--note-verbale", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        """Appoint, or say in one line why not."""
        role = BY_CODE[options["role"]]
        if role.for_respondent and not options["code"]:
            raise CommandError(f"The role {role.code} is held for a State: name it with --for.")
        respondent = _respondent(options["code"])
        by, now = program("designate"), timezone.now()
        try:
            with acting(by):
                user = _account(options["email"], options["name"])
                designate(
                    user,
                    role=role.code,
                    respondent_id=respondent.pk if respondent else None,
                    from_on=options["from_on"] or timezone.localdate(),
                    note_verbale=options["note_verbale"],
                    by=by,
                    now=now,
                )
        except ValidationError as refusal:
            raise CommandError(f"{options['email']}: {' '.join(refusal.messages)}") from refusal
        except DesignationRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        except IntegrityError as refusal:
            raise CommandError(f"The role {role.code} is not held for a single State.") from refusal
        where = f" for {respondent}" if respondent else ""
        self.stdout.write(f"{user.email} is {str(role.label).lower()}{where}.")


def _respondent(code: str) -> Respondent | None:
    if not code:
        return None
    try:
        return Respondent.objects.get(code=code.upper())
    except Respondent.DoesNotExist as unknown:
        raise CommandError(f"No respondent has the code {code}.") from unknown


def _account(email: str, name: str) -> User:
    known = User.objects.filter(email__iexact=email).first()
    return known or User.objects.create_user(email=email, name=name or email.partition("@")[0])
