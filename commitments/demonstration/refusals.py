"""What the demonstration refuses."""

from django.conf import settings

PRODUCTION = "production"


class DemonstrationRefused(Exception):
    """This installation is to hold no demonstration, or lacks what one needs."""


def refuse_in_production(words: str) -> None:
    """Refuse with DemonstrationRefused where the installation is somebody's real one."""
    if settings.DEPLOYMENT == PRODUCTION:
        raise DemonstrationRefused(words)
