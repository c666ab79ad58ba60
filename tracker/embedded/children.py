"""Child processes that die with us, each in its own session, and how they are stopped and started again."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tracker.embedded.problems import explain_failure

_LIBC = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG = 1
_CLONE_NEWUSER = 0x10000000
_PLAIN_USER = 1000
LONGEST_LOG = 10_000_000


def die_with_parent(parent: int, with_signal: int) -> None:
    """Ask the kernel to signal this process when `parent` is gone; runs between fork and exec."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, with_signal, 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def enter_user_namespace() -> None:
    """Seen from inside, root becomes a plain user with the same files; PostgreSQL accepts that."""
    user, group = os.geteuid(), os.getegid()
    if _LIBC.unshare(_CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "user namespaces are refused")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{_PLAIN_USER} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{_PLAIN_USER} {group} 1")


def before_exec(death_signal: int, become: Callable[[], None] | None = None) -> Callable[[], None]:
    """What a child does between fork and exec."""
    parent = os.getpid()

    def prepare() -> None:
        if become is not None:
            become()
        die_with_parent(parent, death_signal)

    return prepare


@dataclass
class Child:
    """One program of the set-up, with how it is told to stop."""

    name: str
    command: Sequence[str]
    environment: dict[str, str]
    log: Path
    stop_signals: Sequence[tuple[int, float]] = ((signal.SIGTERM, 20.0),)
    death_signal: int = signal.SIGTERM
    become: Callable[[], None] | None = None
    before_start: Callable[[], None] = lambda: None
    pass_fds: Sequence[int] = ()
    folder: Path | None = None
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    starts: list[float] = field(default_factory=list, repr=False)

    def start(self) -> None:
        """Start it in its own session, writing to its own log."""
        self.before_start()
        if self.log.exists() and self.log.stat().st_size > LONGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))
        self.starts.append(time.monotonic())
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env=self.environment,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=self.pass_fds,
                preexec_fn=before_exec(self.death_signal, self.become),
            )

    @property
    def running(self) -> bool:
        """Started and not ended."""
        return self.process is not None and self.process.poll() is None

    def pause_before_restart(self) -> float:
        """Seconds to wait: none after a long life, longer with each quick death, never more than 30."""
        recent = [start for start in self.starts if time.monotonic() - start < 120]  # noqa: PLR2004
        return min(30.0, 0.5 * 2 ** (len(recent) - 1)) if recent else 0.0

    def stop(self) -> None:
        """Ask it to end, wait, ask harder, and at last end it."""
        if self.process is None:
            return
        for number, patience in self.stop_signals:
            if self.process.poll() is not None:
                return
            self.process.send_signal(number)
            try:
                self.process.wait(patience)
            except subprocess.TimeoutExpired:
                continue
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def run_to_end(
    what: str,
    command: Sequence[str],
    environment: dict[str, str],
    *,
    become: Callable[[], None] | None = None,
    show: bool = False,
    folder: Path | None = None,
) -> str:
    """Run a command that ends by itself; its failure is one clear line."""
    with subprocess.Popen(
        command,
        env=environment,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=before_exec(signal.SIGTERM, become),
    ) as process:
        printed = []
        for line in process.stdout or ():
            printed.append(line)
            if show:
                print(f"  {line}", end="", flush=True)
    output = "".join(printed)
    if process.returncode != 0:
        raise explain_failure(what, output)
    return output
