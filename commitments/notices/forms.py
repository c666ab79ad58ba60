"""Input of the pages of mails and reminders."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from commitments.implementation.forms.fields import LineField
from commitments.notices.kinds import CHOSEN, Kind, Pace

A_DAY = re.compile(r"[+\-\u2212]?\d{1,4}", re.ASCII)
LONGEST = 200


class ChoicesForm(forms.Form):
    """One choice for each kind of notice."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for kind in CHOSEN:
            self.fields[kind] = forms.ChoiceField(label=kind.label, choices=Pace.choices, widget=forms.RadioSelect)

    def paces(self) -> dict[Kind, Pace]:
        """What was chosen, by kind."""
        return {kind: Pace(self.cleaned_data[kind]) for kind in CHOSEN}


class DaysField(LineField):
    """Whole numbers of days with spaces or commas between them; before the date with a minus."""

    def clean(self, value: Any) -> list[int]:
        """The numbers. Refuses words."""
        parts = super().clean(value).replace(",", " ").split()
        if any(A_DAY.fullmatch(part) is None for part in parts):
            raise ValidationError(_("Write days as whole numbers, such as -30 -7 -1 2."))
        return [int(part.replace("\u2212", "-")) for part in parts]


class PlanForm(forms.Form):
    """The days on which a cycle's States are reminded."""

    days = DaysField(
        label=_("Days before (-) and after the date by which replies are requested"), max_length=LONGEST,
        required=False, help_text=_("Such as -30 -7 -1 2. Empty: nobody is reminded."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
