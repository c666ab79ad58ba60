"""Where the embedded set-up keeps things, and the environment that points the program at them."""

import hashlib
import os
import secrets
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from tracker.embedded.problems import CannotStart
from tracker.env import EMBEDDED, ROOT, Environment

LONGEST_SOCKET_PATH = 107
SOCKET_NAME = ".s.PGSQL.5432"
DATABASE, OWNER, RUNTIME, MAINTENANCE = "commitments", "commitments_owner", "commitments_app", "commitments_maintenance"


@dataclass(frozen=True)
class Layout:
    """One data folder and everything whose place follows from it."""

    var: Path

    @property
    def cluster(self) -> Path:
        """PostgreSQL's data directory."""
        return self.var / "postgres"

    @property
    def redis(self) -> Path:
        """Where the broker keeps its append-only file."""
        return self.var / "redis"

    @property
    def logs(self) -> Path:
        """One log per program."""
        return self.var / "log"

    @property
    def mails(self) -> Path:
        """Where mails are put that no server sends: a stranger can read what would go out."""
        return self.var / "mails"

    @property
    def sockets(self) -> Path:
        """A folder whose sockets have paths that the system accepts: in var/, else a short one of our own."""
        own = self.var / "run"
        if len(os.fsencode(own / SOCKET_NAME)) + len(".lock") <= LONGEST_SOCKET_PATH:
            return own
        mark = hashlib.sha256(os.fsencode(self.var)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"commitments-{os.geteuid()}-{mark}"

    @property
    def redis_socket(self) -> Path:
        """The broker's socket."""
        return self.sockets / "redis.sock"

    def prepare(self) -> None:
        """Make the folders, for this user only; refuse one that somebody else put there."""
        for folder in (self.var, self.logs, self.redis, self.sockets):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        owner = self.sockets.lstat()
        if self.sockets.is_symlink() or owner.st_uid != os.geteuid():
            raise CannotStart(f"{self.sockets} belongs to another user: remove it, or set TMPDIR to a folder of yours.")
        self.sockets.chmod(0o700)

    def database_url(self, role: str, name: str = DATABASE) -> str:
        """The address of a database of this cluster for one role."""
        return f"postgresql://{role}@/{name}?host={quote(str(self.sockets), safe='')}"

    def secret(self, name: str, *, bytes_in_it: int) -> str:
        """A secret of this installation, made at the first start."""
        path = self.var / name
        if not path.exists():
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(bytes_in_it))
        return path.read_text()

    def environment(self, given: Environment) -> dict[str, str]:
        """The variables for our programs: what was given stays, what is missing points here."""
        ours = {
            "DEPLOYMENT": EMBEDDED,
            "SECRET_KEY": self.secret("secret", bytes_in_it=48),
            "SEALING_KEY": self.secret("sealing-key", bytes_in_it=32),
            "SEALS_FILE": str(self.var / "seals"),
            "REMOVALS_FILE": str(self.var / "removals"),
            "CELERY_BROKER_URL": f"redis+socket://{self.redis_socket}?virtual_host=0",
            "CACHE_URL": f"unix://{self.redis_socket}?db=1",
            "MEDIA_ROOT": str(self.var / "media"),
            "STATIC_ROOT": str(self.var / "static"),
            "EMAIL_URL": f"files:{self.mails}",
            "VAR_DIR": str(self.var),
        }
        if not given.text("DATABASE_URL"):
            ours |= {
                "DATABASE_URL": self.database_url(RUNTIME),
                "DATABASE_OWNER_URL": self.database_url(OWNER),
                "DATABASE_MAINTENANCE_URL": self.database_url(MAINTENANCE),
            }
        else:
            # Somebody's own database: production rules hold unless he says otherwise.
            del ours["DEPLOYMENT"], ours["SECRET_KEY"], ours["SEALING_KEY"], ours["EMAIL_URL"]
        if given.text("CELERY_BROKER_URL") and not given.text("CACHE_URL"):
            del ours["CACHE_URL"]
        # Compiled files make the next start faster, whatever the shell says of them.
        kept = {
            name: value for name, value in given.given.items() if value.strip() and name != "PYTHONDONTWRITEBYTECODE"
        }
        return ours | kept | {"DJANGO_SETTINGS_MODULE": "tracker.settings", "PYTHONUNBUFFERED": "1"}


def layout_for(given: Environment) -> Layout:
    """The layout in VAR_DIR."""
    return Layout(Path(given.text("VAR_DIR")).absolute())


def python(*arguments: str) -> list[str]:
    """A command of this very interpreter, whatever PATH says."""
    return [sys.executable, *arguments]


def manage(*arguments: str) -> list[str]:
    """A Django management command."""
    return python(str(ROOT / "manage.py"), *arguments)
