"""What an additive change looks like: a column that may be empty, filled from what is there, an index, a constraint."""

from typing import ClassVar

from django.db import migrations, models

FILL = "UPDATE commitments_submission SET letters = length(contact_details) WHERE letters IS NULL"


class Migration(migrations.Migration):
    """Adds the number of letters of the contact's details."""

    dependencies: ClassVar = [("commitments", "0002_initial")]
    operations: ClassVar = [
        migrations.AddField("submission", "letters", models.PositiveIntegerField(null=True)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AddIndex("submission", models.Index(fields=["letters"], name="submission_by_letters")),
        migrations.AddConstraint(
            "submission",
            models.CheckConstraint(name="submission_has_few_letters", condition=models.Q(letters__lt=100_000)),
        ),
    ]
