"""The mail server, and the settings that lead to it."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Program
from tests.notices.post_office import PostOffice
from tests.waiting import wait_for


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def running_post_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostOffice]:
    """One server for all tests of this process."""
    folder, port = tmp_path_factory.mktemp("post"), free_port()
    program = Program(["tests.notices.post_office", str(folder), str(port)], dict(os.environ), folder / "log")
    wait_for((folder / "open").exists)
    yield PostOffice(folder, port)
    program.kill()


@pytest.fixture
def post_office(running_post_office: PostOffice, settings: Any) -> PostOffice:
    """An empty one, to which the program's mails go."""
    running_post_office.empty()
    to_port(settings, running_post_office.port)
    return running_post_office


def to_port(settings: Any, port: int) -> None:
    """Mails go to the server on this port."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.SITE_URL = "https://tracker.example.org"


@pytest.fixture
def mails_folder(tmp_path: Path) -> Path:
    """A folder for mails that no server sends."""
    return tmp_path / "mails"
