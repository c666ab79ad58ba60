"""What the installation remembers of itself: whether it ever held demonstration records."""

from typing import ClassVar

from django.db import models


class InstallationMark(models.Model):
    """Something that happened to this installation; never removed by the program."""

    class Kind(models.TextChoices):
        """The two ends of a demonstration."""

        DEMONSTRATION_LOADED = "demonstration_loaded"
        DEMONSTRATION_CLEARED = "demonstration_cleared"

    kind = models.CharField(max_length=30, choices=Kind.choices)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"
