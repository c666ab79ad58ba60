"""What a reader may ask of the treaty pages: a day, a regional group."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.respondents.models import RegionalGroup
from commitments.treaties.dates import DateRefused, day_asked, day_on_list


class AsOfForm(forms.Form):
    """The day the page is asked for; empty means the latest that is known."""

    on = forms.CharField(label=_("As of"), required=False, max_length=40)

    def __init__(self, data: Any, *, today: date, list_as_of: date | None = None) -> None:
        super().__init__(data)
        self.today, self.list_as_of = today, list_as_of
        latest = list_as_of or today
        self.fields["on"].widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "max": latest.isoformat()})

    def clean_on(self) -> date | None:
        """The day; refused when it is none, lies in the future or after the list held."""
        text = str(self.cleaned_data["on"])
        try:
            if self.list_as_of is None:
                return day_asked(text, today=self.today)
            return day_on_list(text, list_as_of=self.list_as_of, today=self.today)
        except DateRefused as refused:
            raise forms.ValidationError(str(refused)) from refused

    @property
    def day(self) -> date | None:
        """The day to show: the one asked for, or the latest known where the question was refused."""
        return self.cleaned_data.get("on", self.list_as_of) if self.is_valid() else self.list_as_of

    @property
    def status(self) -> int:
        """The page's HTTP status: 400 for a question that was refused."""
        return 200 if self.is_valid() else 400


class MatrixForm(AsOfForm):
    """The day and the regional group of the matrix."""

    group = forms.ChoiceField(label=_("Regional group"), required=False)

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data, today=today)
        self.groups = {group.code: group for group in RegionalGroup.objects.in_order()}
        field = self.fields["group"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        field.choices = [("", _("All groups")), *((code, group.label) for code, group in self.groups.items())]
        field.error_messages["invalid_choice"] = _("“%(value)s” is no regional group.")

    @property
    def chosen_group(self) -> RegionalGroup | None:
        """The group to show; all where none or an unknown one is asked for."""
        return self.groups.get(str(self.cleaned_data.get("group", ""))) if self.is_valid() else None
