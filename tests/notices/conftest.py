"""The mail server, and the settings that lead to it."""

import os
from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import Program
from tests.notices.post_office import PostOffice
from tests.organizations.process import free_port
from tests.waiting import wait_for


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
