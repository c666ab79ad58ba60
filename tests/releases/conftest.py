"""Releases are restored into empty places, as backups are."""

from tests.safekeeping.conftest import empty_place, own_settings  # noqa: F401 (fixtures)
