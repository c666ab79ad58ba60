"""Sees to it that there is a Chromium for the browser tests: installs Debian's as root, else says so in one line."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")


APT = ("apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120", "-o", "Acquire::Retries=2")


def main() -> int:
    """0 when one is there in the end."""
    if any(shutil.which(name) for name in NAMES):
        return 0
    reason = ""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing chromium for the browser tests ...", flush=True)
        _apt("update")
        reason = _apt("install", "-y", "chromium")
        if shutil.which("chromium"):
            return 0
    print(f"Chromium is missing: install the package chromium, then run make test again. {reason}", file=sys.stderr)
    return 1


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
