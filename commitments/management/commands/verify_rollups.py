"""Recount everything from the records and say where a kept count differs; exit 1 on a difference."""

from django.core.management.base import BaseCommand, CommandError

from commitments.rollups.recount import recount


class Command(BaseCommand):
    """verify_rollups"""

    help = "Counts all replies and answers again from the records, as the maintenance role; exit 1 on a difference."

    def handle(self, *_args: object, **_options: object) -> None:
        """Print each difference, or that there is none."""
        result = recount()
        for difference in result.differences:
            self.stdout.write(difference.words)
        if not result.is_clean:
            raise CommandError(f"{len(result.differences)} counts differ from the records.", returncode=1)
        self.stdout.write(
            f"Every count agrees with the records: {result.answers} answers, "
            f"{result.folded_rows} counts, {result.waiting_deltas} changes not yet folded."
        )
