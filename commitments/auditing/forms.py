"""What an administrator asks for: a stretch of days, one person; of events also one kind of record."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from commitments.access.models import User
from commitments.web.widgets import day_input

A_WEEK = timedelta(days=6)
LONGEST = timedelta(days=366)


class DaysAndPerson(forms.Form):
    """What stands in the address; without days, the last week. `today` is the day in UTC."""

    since = forms.DateField(label=_("From"), widget=day_input())
    until = forms.DateField(label=_("Until"), widget=day_input())
    person = forms.TypedChoiceField(label=_("Person"), required=False, coerce=int, empty_value=None)

    def __init__(self, asked: Any, *, today: date) -> None:
        days = {"since": (today - A_WEEK).isoformat(), "until": today.isoformat()}
        super().__init__(days | {name: value for name, value in asked.items() if value})
        people = User.objects.order_by("name", "pk").values_list("pk", "name", "email")
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            ("", _("Everybody")), *((pk, f"{name} ({email})") for pk, name, email in people)
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The days are in order, and not so many that nobody could read them."""
        said = super().clean() or {}
        since, until = said.get("since"), said.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day is before the first."))
        elif since and until and until - since > LONGEST:
            self.add_error("until", _("Ask for a year at most."))
        return said

    def stretch(self) -> tuple[datetime, datetime]:
        """From the beginning of the first day to the end of the last, in UTC."""
        since, until = self.cleaned_data["since"], self.cleaned_data["until"]
        return _midnight(since), _midnight(until) + timedelta(days=1)


class EventFilters(DaysAndPerson):
    """Events also by the kind of record."""

    kind = forms.ChoiceField(label=_("Kind of record"), required=False)

    def __init__(self, asked: Any, *, today: date) -> None:
        super().__init__(asked, today=today)
        self.fields["kind"].choices = [("", _("All kinds")), *sorted(kinds().items(), key=lambda one: one[1])]  # type: ignore[attr-defined]


def kinds() -> dict[str, str]:
    """The tables of events, with the words for their records."""
    models = apps.get_app_config("commitments").get_models()
    tracked = {model: model.pgh_tracked_model for model in models if hasattr(model, "pgh_tracked_model")}
    return {model._meta.db_table: str(capfirst(record._meta.verbose_name)) for model, record in tracked.items()}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)
