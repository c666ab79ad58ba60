"""The command line of the embedded set-up: run, services, manage, check_deploy, stop."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured

from tracker.embedded import services
from tracker.embedded.layout import Layout, layout_for, manage
from tracker.embedded.postgres import find_server
from tracker.embedded.problems import CannotStart, sentence_for
from tracker.embedded.supervisor import Supervisor
from tracker.env import DEFAULTS, PRODUCTION, Environment, current

OFFLINE = {"makemigrations", "makemessages", "compilemessages", "collectstatic", "check", "help", "--help", "shell"}
NO_DATABASE = "postgresql://nobody@/none?host=/nonexistent"


def main(arguments: list[str]) -> int:
    """Do what was asked; what keeps it from starting is one line and exit code 1."""
    given = current()
    verb = VERBS.get(arguments[0] if arguments else "run")
    if verb is None:
        print(__doc__)
        return 2
    try:
        verb(layout_for(given), given, arguments[1:])
    except (CannotStart, ImproperlyConfigured) as problem:
        print(problem, file=sys.stderr)
        return 1
    except OSError as problem:
        print(sentence_for(problem), file=sys.stderr)
        return 1
    return 0


def run(layout: Layout, given: Environment, _: list[str]) -> None:
    """Everything, until Ctrl-C."""
    Supervisor(layout, given).run()


def serve(layout: Layout, given: Environment, arguments: list[str]) -> None:
    """Database and broker alone."""
    services.serve(layout, given, fast="--fast" in arguments)


def stop(layout: Layout, _given: Environment, _: list[str]) -> None:
    """End services that tests or single commands left running."""
    for folder in (layout, Layout(layout.var / "test")):
        services.stop(folder)


def manage_with_services(layout: Layout, given: Environment, arguments: list[str]) -> None:
    """Become manage.py, with the services of this folder running if the command needs them."""
    layout.prepare()
    environment = layout.environment(given)
    if arguments and arguments[0] == "makemigrations":
        # It reads the models only; what some database holds must not matter.
        environment |= {
            name: NO_DATABASE for name in environment if name.startswith("DATABASE_") and name.endswith("URL")
        }
        environment["PYTHONWARNINGS"] = "ignore::RuntimeWarning"
    needs_services = bool(arguments) and arguments[0] not in OFFLINE and not given.text("DATABASE_URL")
    if not given.text("DATABASE_URL"):
        # pg_dump and pg_restore are those of the server that runs here.
        environment["POSTGRES_BIN"] = str(find_server(given).folder)
    if needs_services and not services.supervised(layout):
        lease = services.take_lease(layout, fast=False)
        os.set_inheritable(lease.fileno(), True)  # noqa: FBT003 (os has no keyword; manage.py keeps the lease)
    command = manage(*arguments)
    os.execve(command[0], command, environment)  # noqa: S606 (our own command)


def check_deploy(_layout: Layout, given: Environment, _: list[str]) -> None:
    """Django's deployment checks, as a careful production would run them."""
    careful = {
        "DEPLOYMENT": PRODUCTION,
        "SECRET_KEY": "an-example-of-a-secret-that-is-long-enough-for-the-check-0123456789",
        "SEALING_KEY": "YW4tZXhhbXBsZS1vZi1hLWtleS1mb3ItdGhlLWNoZWs",
        "BEHIND_TLS_PROXY": "yes",
        "ALLOWED_HOSTS": "tracker.example.org",
        "DATABASE_URL": "postgresql://app@localhost/commitments",
        "DATABASE_OWNER_URL": "postgresql://owner@localhost/commitments",
        "DATABASE_MAINTENANCE_URL": "postgresql://maintenance@localhost/commitments",
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
    }
    command = manage("check", "--deploy", "--fail-level", "WARNING")
    kept = {name: value for name, value in given.given.items() if name not in DEFAULTS}
    os.execve(command[0], command, kept | careful)  # noqa: S606 (our own command)


VERBS = {"run": run, "services": serve, "stop": stop, "manage": manage_with_services, "check_deploy": check_deploy}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
