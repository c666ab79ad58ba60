"""What a person types about one step of an action."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.implementation.forms.fields import DayField, LineField


class MilestoneForm(forms.Form):
    """A step, when it is due, when it was reached."""

    title = LineField(label=_("Step"), max_length=300)
    due_on = DayField(label=_("Due"))
    reached_on = DayField(label=_("Reached"))

    def values(self) -> dict[str, Any]:
        """What was typed, as the service takes it."""
        return {name: self.cleaned_data[name] for name in ("title", "due_on", "reached_on")}
