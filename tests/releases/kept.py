"""Where releases are kept, and what is said of each beside its backup: its version and the migrations it was made of."""

import hashlib
import json
import lzma
from pathlib import Path

from tracker.env import ROOT

FOLDER = Path(__file__).parent
MIGRATIONS = ROOT / "commitments" / "migrations"
LARGEST, ENDING = 1_500_000, ".tar.xz"


def releases() -> list[Path]:
    """The backups, the oldest first."""
    return sorted(FOLDER.glob(f"*{ENDING}"), key=lambda path: [int(part) for part in version_of(path).split(".")])


def migrations() -> dict[str, str]:
    """Each migration of the present program, with the digest of its file."""
    return {path.stem: digest(path) for path in sorted(MIGRATIONS.glob("0*.py"))}


def digest(path: Path) -> str:
    """Of the file as it is."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def version_of(release: Path) -> str:
    """The version that the file is named after."""
    return release.name.removesuffix(ENDING)


def made_of(release: Path) -> dict[str, str]:
    """The migrations of a release, as they were."""
    found: dict[str, str] = json.loads(_beside(release).read_text())["migrations"]
    return found


def keep(backup: Path, release: Path) -> None:
    """The backup packed, and beside it what it was made of."""
    release.write_bytes(lzma.compress(backup.read_bytes()))
    words = {"version": version_of(release), "migrations": migrations()}
    _beside(release).write_text(json.dumps(words, indent=1) + "\n")


def unpacked(release: Path, into: Path) -> Path:
    """The backup of a release, to be restored."""
    backup = into / f"{version_of(release)}.tar"
    backup.write_bytes(lzma.decompress(release.read_bytes()))
    return backup


def _beside(release: Path) -> Path:
    return release.with_name(f"{version_of(release)}.json")
