"""Load who is asked: Member States, observer States, organizations and the secretariat."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from commitments.access.acting import acting
from commitments.access.actor import program
from commitments.respondents.rows import (
    RespondentsRefused,
    read_members,
    read_others,
    read_predecessors,
)
from commitments.respondents.services import UnknownPredecessor, load_respondents
from commitments.sheets.reading import SheetRefused


class Command(BaseCommand):
    """load_respondents [--members FILE] [--others FILE] [--predecessors FILE]"""

    help = "Load respondents from their files; loading twice changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        fixtures = Path(settings.BASE_DIR) / "fixtures"
        parser.add_argument("--members", type=Path, default=fixtures / "member_states.csv")
        parser.add_argument("--others", type=Path, default=fixtures / "other_respondents.csv")
        parser.add_argument("--predecessors", type=Path, default=fixtures / "predecessors.csv")

    def handle(self, *_args: object, members: Path, others: Path, predecessors: Path, **_: object) -> None:
        by = program("load_respondents")
        try:
            rows = read_members(members) + read_others(others)
            with acting(by):
                loaded = load_respondents(rows, predecessors=read_predecessors(predecessors), by=by)
        except (SheetRefused, RespondentsRefused, UnknownPredecessor) as refusal:
            raise CommandError(f"{refusal}\nNothing was written.") from refusal
        self.stdout.write(
            f"Respondents: {loaded.created} new, {loaded.changed} changed, {loaded.unchanged} as they were."
        )
        for name, count in (loaded.by_kind | loaded.by_group).items():
            self.stdout.write(f"  {name}: {count}")
