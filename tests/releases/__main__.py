"""`make release`: keeps a small database of this version, so that every later one is tried on it. Once a version."""

import os
import sys
import tempfile
import tomllib
from pathlib import Path

from tests.databases import TestServices
from tests.releases.kept import ENDING, FOLDER, LARGEST, keep
from tracker.embedded import loading
from tracker.env import ROOT

DATABASE, ACTS = "release", 200


def main() -> int:
    """Fill a fresh database, write its backup, say what it was made of."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    place = FOLDER / f"{version}{ENDING}"
    if place.exists():
        sys.stderr.write(f"{place} is there: a release is kept as it was. Raise the version in pyproject.toml first.\n")
        return 1
    with tempfile.TemporaryDirectory() as media:
        keep(made(Path(media)), place)
    if place.stat().st_size > LARGEST:
        place.unlink()
        sys.stderr.write(f"The database of this release is larger than {LARGEST:,} bytes: fill it with less.\n")
        return 1
    sys.stdout.write(f"{place.relative_to(ROOT)}: {place.stat().st_size:,} bytes. Commit it with its .json.\n")
    return 0


def made(media: Path) -> Path:
    """The backup of a database made and filled for it; the keys are those of the tests, for nothing else."""
    services = TestServices()
    own = {"MEDIA_ROOT": str(media / "files"), "SEALS_FILE": str(media / "seals"), "BACKUP_KEY": ""}
    os.environ.update(services.environment(DATABASE) | own | {"POSTGRES_BIN": str(services.start().server.folder)})
    make_database(services, media)
    import django

    django.setup()
    from tests.stage_hand import builds_the_scene

    builds_the_scene()
    from django.core.management import call_command
    from django.db import connections

    from tests.releases.scene import fill

    fill()
    call_command("backup", str(media / "release.tar"))
    connections.close_all()
    services.drop(DATABASE)
    services.release()
    return media / "release.tar"


def make_database(services: TestServices, media: Path) -> None:
    """Tables, respondents, the text, and of the treaty acts the first few."""
    acts = media / "acts.csv"
    acts.write_text(
        "".join(loading.FIXTURES.joinpath("treaty_actions.csv").read_text().splitlines(keepends=True)[:ACTS])
    )
    respondents, text, _all_acts = loading.REFERENCE_DATA
    services.drop(DATABASE)
    with services.start().connect("postgres") as connection:
        services.start().create_database(connection, DATABASE)
    loading.run_steps([loading.MIGRATE, respondents, text, ("load_treaty_acts", str(acts))], dict(os.environ))


if __name__ == "__main__":
    sys.exit(main())
