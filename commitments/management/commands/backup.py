"""backup: database and files in one file, while people work."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from commitments.safekeeping.backup import backup
from commitments.safekeeping.keys import read_keys
from commitments.safekeeping.part_file import in_words
from commitments.safekeeping.refusals import SafekeepingRefused


class Command(BaseCommand):
    """backup DESTINATION [--key-file FILE]"""

    help = "Writes database and files into one file, while people work; encrypted if there is a key (docs/backup.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("destination", type=Path, help="a new file, or a folder: named by the time")
        parser.add_argument("--key-file", type=Path, help="holds an age key; else BACKUP_KEY; else unencrypted")

    def handle(self, *_args: object, destination: Path, key_file: Path | None, **_: object) -> None:
        """Write it, say what is in it; exit 1 when files that the records name are lacking."""
        try:
            keys = read_keys(key_file)
            made = backup(destination, keys=keys, now=timezone.now(), told=self.stdout.write)
        except SafekeepingRefused as refusal:
            raise CommandError(f"{refusal}\nNo backup was written.") from refusal
        whole = made.manifest
        self.stdout.write(
            f"{made.path}: {in_words(made.path.stat().st_size)}; {len(whole.tables)} tables with {whole.rows} rows, "
            f"{len(whole.files) - len(made.closing.lacking)} files of {in_words(whole.size_of_files)}."
            f" Seal: {made.seal}"
        )
        for name, why in whole.left_out.items():
            self.stdout.write(f"Not in it: {name} ({why})")
        if not keys.recipients:
            self.stdout.write("It is NOT encrypted: whoever has it reads every draft. See docs/backup.md.")
        lacking = made.closing.lacking
        for path, problem in lacking.items():
            self.stderr.write(f"{path} {problem}")
        if lacking:
            raise CommandError(
                f"The backup is written, without {len(lacking)} files that the records name: find them in an older one."
            )
