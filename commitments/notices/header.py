"""The number of unread notices in the head of every page: read in the query that finds the person."""

from django.db.models import F, Func, IntegerField

from commitments.access.models import READ_WITH_HIM

READ_WITH_HIM["unread_notices"] = Func(F("pk"), function="notices_unread", output_field=IntegerField())
