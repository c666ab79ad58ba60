"""The extensions that search, names and date ranges use; where the owner may not create them, they must be there."""

from django.contrib.postgres.operations import (
    BtreeGinExtension,
    BtreeGistExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations


class Migration(migrations.Migration):
    """Comes before every table."""

    initial = True
    # The history's triggers call a function that pghistory's own migrations make.
    dependencies = [("pghistory", "0007_auto_20250421_0444")]

    operations = [TrigramExtension(), UnaccentExtension(), BtreeGistExtension(), BtreeGinExtension()]
