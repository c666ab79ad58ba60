"""Tells Django where the app is and connects what must happen after each migrate."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CommitmentsConfig(AppConfig):
    """The app `commitments`; its label stands in every table name."""

    name = "commitments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear events, and give the database roles their rights again after each migrate."""
        from commitments import database, receivers, tasks  # noqa: F401 - apps must be loaded first
        from commitments.history.privileges import after_migrate

        post_migrate.connect(after_migrate, sender=self)
