"""Words in one language: what every wording row has in common."""

from django.db import models

from commitments.instruments.languages import ORIGINAL


class Wording(models.Model):
    """A row of words that belongs to a row of facts; one per language (a constraint of each heir)."""

    language = models.CharField(max_length=12, default=ORIGINAL)

    class Meta:
        abstract = True
