"""The provider, one process for all tests of a run, and somebody's browser."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.organizations.process import Provider, Visitor


@pytest.fixture(scope="session")
def process() -> Iterator[Provider]:
    started = Provider("http://testserver")
    yield started
    started.stop()


@pytest.fixture
def provider(process: Provider, settings: Any) -> Provider:
    """The Ministry of Justice signs its own people in; nothing is wrong with its tokens yet."""
    settings.SIGN_IN_PROVIDERS = [process.configured()]
    process.says("nobody")
    return process


@pytest.fixture
def visitor() -> Iterator[Visitor]:
    opened = Visitor()
    yield opened
    opened.close()
