"""The whole set-up under one process: everything starts in order, is kept running, and stops in reverse."""

import signal
import socket
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from tracker.embedded import redis
from tracker.embedded.children import Child, run_to_end
from tracker.embedded.layout import Layout, manage, python
from tracker.embedded.loading import bring_up_to_date
from tracker.embedded.postgres import Cluster, cluster_for
from tracker.embedded.problems import CannotStart
from tracker.embedded.services import StopRequested, exclusive, ignore_signals, stop_on_signals
from tracker.env import EMBEDDED, ROOT, Environment

PATIENCE = 60.0
PATIENCE_WITH_A_JOB = 20.0
OK = 200
HIGHEST_PORT = 65_535
WAITING_AT_THE_DOOR = 2048
ACCOUNTS = """
Demonstration accounts (password: demonstration)
  focal-point.tha@example.org   contributor.tha@example.org   clearance.tha@example.org   mission.tha@example.org
  officer@example.org           approver@example.org          reader@example.org          administrator@example.org
The second line is asked for six digits as well"""
CODE = "; now they are {}. Later: make manage ARGS=show_code"
SHOW_CODE = ("show_code",)


@dataclass
class Supervisor:
    """Starts children in order, keeps them running, stops them in reverse."""

    layout: Layout
    given: Environment
    children: list[Child] = field(default_factory=list)
    cluster: Cluster | None = None

    def run(self) -> None:
        """From nothing to a page that answers, until a signal; nothing of ours is left behind."""
        stop_on_signals()
        self.layout.prepare()
        with exclusive(self.layout), listening(self.given) as door:
            try:
                self.start_all(door)
                self.keep_running()
            except StopRequested:
                print("\nStopping: no job is lost.", flush=True)
            finally:
                ignore_signals()
                for child in reversed(self.children):
                    child.stop()
        print("Stopped.", flush=True)

    def start_all(self, door: socket.socket) -> None:
        """Database, broker, migrations and data, web, worker, beat."""
        environment = self.layout.environment(self.given)
        if not self.given.text("DATABASE_URL"):
            self.start_database()
        if not self.given.text("CELERY_BROKER_URL"):
            self.start(broker := redis.broker(self.layout, self.given))
            redis.wait_until_ready(self.layout, broker)
        bring_up_to_date(self.cluster, self.layout, environment)
        self.start_programs(environment, door)
        self.greet(environment)

    def start_database(self) -> None:
        """The cluster, made if missing, with its roles and database."""
        self.cluster = cluster_for(self.layout, self.given)
        self.cluster.create_if_missing()
        self.start(child := self.cluster.child())
        self.cluster.wait_until_ready(child)
        self.cluster.bootstrap()

    def start_programs(self, environment: dict[str, str], door: socket.socket) -> None:
        """The web first, so that the page is there soon; worker and beat begin when it answers. It stops first too."""
        worker, beat, web = programs(self.layout, self.given, environment, door)
        self.children += [worker, beat, web]
        web.start()
        self.wait_for_web(web, door.getsockname()[1])
        worker.start()
        beat.start()

    def start(self, child: Child) -> None:
        """Start it and remember to stop it."""
        self.children.append(child)
        child.start()

    def wait_for_web(self, web: Child, port: int) -> None:
        """Return when a page answers."""
        end = time.monotonic() + PATIENCE
        while not _answers(port):
            if not web.running or time.monotonic() > end:
                raise CannotStart(_last_words(web.log))
            time.sleep(0.05)

    def greet(self, environment: dict[str, str]) -> None:
        """Say where it is and who may sign in."""
        print(f"\nhttp://localhost:{self.given.number('PORT')}", flush=True)
        if environment.get("DEPLOYMENT") == EMBEDDED:
            print(ACCOUNTS + code_now(environment))
        if environment.get("EMAIL_URL") == f"files:{self.layout.mails}":
            print(f"\nMails are not sent: they are put into {self.layout.mails}.")
        print(f"\nLogs are in {self.layout.logs}. Ctrl-C stops everything.", flush=True)

    def keep_running(self) -> None:
        """Start again what ended by itself, later with each quick death."""
        while True:
            time.sleep(0.2)
            for child in self.children:
                if not child.running:
                    pause = child.pause_before_restart()
                    print(f"The {child.name} ended by itself; starting it again in {pause:.1f} s.", flush=True)
                    time.sleep(pause)
                    child.start()


def code_now(environment: dict[str, str]) -> str:
    """The second step of the demonstration accounts, in words; nothing where they have none."""
    try:
        return CODE.format(run_to_end("The command show_code", manage(*SHOW_CODE), environment).strip())
    except CannotStart:
        return ""


def programs(layout: Layout, given: Environment, environment: dict[str, str], door: socket.socket) -> list[Child]:
    """Worker, beat and web: our own code, on whatever services the environment names."""
    worker = python(
        "-m", "celery", "-A", "tracker", "worker", "--loglevel=INFO", "--without-gossip", "--without-mingle"
    )
    beat = python("-m", "celery", "-A", "tracker", "beat", "--loglevel=INFO", f"--pidfile={layout.var / 'beat.pid'}")
    web = python(
        *("-m", "gunicorn", "tracker.wsgi:application", "--worker-class=gthread", "--workers=1"),
        f"--threads={given.number('WEB_THREADS')}",
        f"--bind=fd://{door.fileno()}",
        *("--timeout=120", "--graceful-timeout=20", "--keep-alive=5", "--no-control-socket"),
    )
    # TERM lets a worker end its job; QUIT hands the job back to the broker.
    patient = ((signal.SIGTERM, PATIENCE_WITH_A_JOB), (signal.SIGQUIT, 5.0))
    return [
        Child("worker", worker, environment, layout.logs / "worker.log", stop_signals=patient, folder=ROOT),
        Child(
            "beat",
            beat,
            environment,
            layout.logs / "beat.log",
            folder=ROOT,
            before_start=lambda: Path(layout.var / "beat.pid").unlink(missing_ok=True),
        ),
        Child(
            "web",
            web,
            environment,
            layout.logs / "web.log",
            stop_signals=((signal.SIGTERM, 25.0),),
            folder=ROOT,
            pass_fds=(door.fileno(),),
        ),
    ]


def listening(given: Environment) -> socket.socket:
    """The port, taken before anything starts and kept while the web restarts."""
    port, address = given.number("PORT"), given.text("BIND")
    if port > HIGHEST_PORT:
        raise CannotStart(f"PORT must be between 0 and {HIGHEST_PORT}, not {port}.")
    door = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((address, port))
        door.listen(WAITING_AT_THE_DOOR)
    except OSError:
        door.close()
        raise CannotStart(
            f"Port {port} cannot be used (is something else on it?): "
            f"choose another, for example PORT={_free_port()} make run"
        ) from None
    return door


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
            return bool(answer.status == OK)
    except (OSError, urllib.error.URLError):
        return False


def _last_words(log: Path) -> str:
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    refused = [line for line in lines[-40:] if "Refused:" in line]
    if refused:
        return refused[-1][refused[-1].index("Refused:") :]
    return f"The web did not start; its reason is at the end of {log}."
