"""Waiting for something to come about, never for the clock."""

import time
from collections.abc import Callable
from typing import TypeVar

import psycopg
import pytest
import redis

Found = TypeVar("Found")


def wait_for(what: Callable[[], Found], seconds: float = 40.0) -> Found:
    """What it gives as soon as it gives something; a service that does not answer yet gives nothing."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if found := what():
                return found
        except (OSError, psycopg.Error, redis.RedisError):
            pass
        time.sleep(0.05)
    pytest.fail("it did not come about in time")
