"""The program's settings with one migration more."""

from tracker.settings import *  # noqa: F403 (the same settings)

MIGRATION_MODULES = {"commitments": "tests.breaking.next_version.migrations"}
