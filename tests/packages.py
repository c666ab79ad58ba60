"""Sees to it that the programs which tests need are there: installs Debian's as root, else says so in one line."""

import os
import shutil
import subprocess
import sys
from fcntl import LOCK_EX, flock
from pathlib import Path

NEEDED: dict[str, tuple[str, ...]] = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "clamav-daemon": ("clamd",),
    "nodejs": ("node",),
    "npm": ("npm",),
    "faketime": ("faketime",),
}
"""Packages, each with the commands that any of tells that it is there."""

PROVIDER = Path(__file__).parent / "organizations" / "provider"

APT = ("apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120", "-o", "Acquire::Retries=2")


def main() -> int:
    """0 when all are there in the end."""
    reason = ""
    if _missing() and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing {', '.join(_missing())} for the tests ...", flush=True)
        _apt("update")
        reason = _apt("install", "-y", "--no-install-recommends", *_missing())
    for package in _missing():
        print(f"Install the package {package}, then run make test again. {reason}", file=sys.stderr)
    return 1 if _missing() else _install_provider()


def _install_provider() -> int:
    try:
        provider()
    except subprocess.CalledProcessError as failed:
        print(f"The provider that tests sign in by was not installed: {failed.stderr.strip()[-300:]}", file=sys.stderr)
        return 1
    return 0


def provider() -> Path:
    """The folder of the provider that tests sign in by, with what its lock file names, installed once."""
    done = PROVIDER / "node_modules" / ".package-lock.json"
    with open(PROVIDER / "package-lock.json") as lock:
        flock(lock, LOCK_EX)
        if not done.exists() or done.stat().st_mtime < Path(lock.name).stat().st_mtime:
            subprocess.run(
                ["npm", "ci", "--no-progress"], cwd=PROVIDER, check=True, capture_output=True, text=True, timeout=300
            )
    return PROVIDER


def _missing() -> list[str]:
    return [package for package, names in NEEDED.items() if not any(map(found, names))]


def chromium() -> str | None:
    """Where the browser of the tests is."""
    return next(filter(None, map(found, NEEDED["chromium"])), None)


def found(name: str) -> str | None:
    """Where the command is: those of daemons too, which the path of most people leaves out."""
    return shutil.which(name, path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/usr/local/sbin")


def _apt(*arguments: str) -> str:
    """Empty when it went well, else its last word."""
    done = subprocess.run(
        [*APT, *arguments],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    said = done.stderr.strip().splitlines() or [f"apt-get ended with {done.returncode}"]
    return f"({said[-1]})" if done.returncode else ""


if __name__ == "__main__":
    sys.exit(main())
