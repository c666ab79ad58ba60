"""The program on one filled database, in a process of its own that is asked for measurements over a pipe.

Two such processes beside each other let a page on a large database be measured between two of a small one.
"""

import multiprocessing
import os
import traceback
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any

SUPERUSER_URL = "BENCH_SUPERUSER_URL"
SPAWN = multiprocessing.get_context("spawn")


class Stage:
    """A process that runs functions of this package by name."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.pipe, theirs = SPAWN.Pipe()
        self.process = SPAWN.Process(target=_serve, args=(environment, theirs), daemon=False)
        self.process.start()
        theirs.close()

    def ask(self, name: str, **values: Any) -> Any:
        """What `module.function` of this package gives there."""
        self.pipe.send((name, values))
        worked, found = self.pipe.recv()
        if not worked:
            raise RuntimeError(found)
        return found

    def close(self) -> None:
        """The process ends."""
        self.pipe.send(None)
        self.process.join()


def _serve(environment: dict[str, str], pipe: Connection) -> None:
    os.environ.update(environment)
    import django
    from django.conf import settings

    settings.ROOT_URLCONF = "tests.bench.empty"
    django.setup()
    import_module("tests.second_factor").given_at_sign_in()
    while (asked := pipe.recv()) is not None:
        module, _, function = asked[0].partition(".")
        try:
            pipe.send((True, getattr(import_module(f"tests.bench.{module}"), function)(**asked[1])))
        except Exception:  # told to whoever asked
            pipe.send((False, traceback.format_exc()))
