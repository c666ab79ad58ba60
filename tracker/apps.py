"""Registers the checks that keep an unsafe set-up from starting."""

from django.apps import AppConfig
from django.core import checks


class TrackerConfig(AppConfig):
    """The wiring as an application: it has checks and no models."""

    name = "tracker"

    def ready(self) -> None:
        """Make the checks known."""
        from tracker import celery  # noqa: F401 (shared tasks find their application)
        from tracker.safety import check_settings

        checks.register(check_settings, checks.Tags.security)
