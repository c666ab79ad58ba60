"""restore: a backup into an empty database and an empty media folder."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from commitments.safekeeping.keys import read_keys
from commitments.safekeeping.refusals import SafekeepingRefused
from commitments.safekeeping.restore import restore


class Command(BaseCommand):
    """restore SOURCE [--key-file FILE] [--no-removals]"""

    help = "Restores a backup into an empty database and media folder, and compares every table and file with it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", type=Path, help="the file that `backup` wrote")
        parser.add_argument("--key-file", type=Path, help="the secret age key; else BACKUP_KEY")
        parser.add_argument(
            "--no-removals", action="store_true", help="no removal was ever carried out here: there is no REMOVALS_FILE"
        )

    def handle(
        self, *_args: object, source: Path, key_file: Path | None, no_removals: bool = False, **_: object
    ) -> None:
        """Bring it back and say what came; exit 1 when the backup itself lacked files."""
        try:
            restored = restore(
                source, keys=read_keys(key_file), now=timezone.now(), told=self.stdout.write, without_list=no_removals
            )
        except SafekeepingRefused as refusal:
            raise CommandError(f"{refusal}\nThis is not a whole restore.") from refusal
        whole, lacking = restored.manifest, restored.closing.lacking
        self.stdout.write(
            f"Restored as of {whole.made_at}: {len(whole.tables)} tables with {whole.rows} rows and "
            f"{len(whole.files) - len(lacking)} files, each compared with the backup; every count agrees with the "
            f"records. Seal: {restored.seal}"
        )
        if restored.removed_again:
            self.stdout.write(f"Removed again: {restored.removed_again} removals that the backup did not know of.")
        for path, problem in lacking.items():
            self.stderr.write(f"{path}: was lacking when the backup was made ({problem})")
        if lacking:
            raise CommandError(f"All that the backup holds is restored, but {len(lacking)} files were not in it.")
