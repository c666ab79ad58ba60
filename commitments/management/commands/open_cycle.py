"""open_cycle: a call for information, to all Member States of today unless others are named."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from commitments.access.acting import acting
from commitments.access.actor import program
from commitments.calls.services import open_call
from commitments.instruments.models import Instrument
from commitments.respondents.models import Respondent
from commitments.submissions.refusals import CycleRefused
from commitments.submissions.services import NewCycle


class Command(BaseCommand):
    """Parses, opens the cycle, says how many are asked."""

    help = "Opens a reporting cycle: name, session it serves, soft and hard deadline; fixes who is asked."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="short name in addresses, e.g. 2026")
        parser.add_argument("--name", required=True)
        parser.add_argument(
            "--instrument", action="append", default=[], help="symbol or slug; the founding one if none"
        )
        parser.add_argument("--soft-deadline", required=True, type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--hard-deadline", required=True, type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--body", default="", help="the body it serves")
        parser.add_argument("--session", default="", help="the session it serves")
        parser.add_argument("--period-from", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--period-until", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--note-verbale", default="", help="reference and date of the call")
        parser.add_argument("--report-cut-off", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--zone", default="Europe/Vienna", help="time zone of the deadlines")
        parser.add_argument("--asked", nargs="+", metavar="CODE", help="respondents asked instead of all Member States")

    def handle(self, **options: Any) -> None:
        by, now = program("open_cycle"), timezone.now()
        new = NewCycle(
            name=options["name"], slug=options["slug"], body=options["body"], session_served=options["session"],
            soft_deadline_on=options["soft_deadline"], hard_deadline_on=options["hard_deadline"],
            period_from=options["period_from"], period_until=options["period_until"],
            note_verbale=options["note_verbale"], time_zone=options["zone"],
            report_cut_off_on=options["report_cut_off"],
        )  # fmt: skip
        with acting(by):
            try:
                cycle = open_call(
                    new, instruments=_instruments(options["instrument"]), asked=_asked(options["asked"]), by=by, now=now
                )
            except CycleRefused as refusal:
                raise CommandError(f"{refusal.field}: {refusal}") from refusal
        self.stdout.write(
            f"{cycle.name} ({cycle.slug}) is open: {cycle.asked_links.count()} asked, until {cycle.deadline_at}."
        )


def _instruments(names: list[str]) -> list[Instrument]:
    if not names:
        return list(Instrument.objects.founding())
    found = [
        Instrument.objects.filter(slug=name).first() or Instrument.objects.filter(symbol=name).first() for name in names
    ]
    unknown = [name for name, one in zip(names, found, strict=True) if one is None]
    if unknown:
        raise CommandError(f"No instrument {', '.join(unknown)} is loaded.")
    return [one for one in found if one]


def _asked(codes: list[str] | None) -> list[Respondent] | None:
    if codes is None:
        return None
    found = {one.code: one for one in Respondent.objects.filter(code__in=codes)}
    unknown = [code for code in codes if code not in found]
    if unknown:
        raise CommandError(f"No respondent {', '.join(unknown)}.")
    return [found[code] for code in dict.fromkeys(codes)]
