"""Sees to it that the programs which tests need are there: installs Debian's as root, else says so in one line."""

import os
import shutil
import subprocess
import sys

NEEDED: dict[str, tuple[str, ...]] = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "clamav-daemon": ("clamd",),
}
"""Packages, each with the commands that any of tells that it is there."""

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
    return 1 if _missing() else 0


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
