"""What a reader may ask of the treaty pages: a day, a regional group."""

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.history.moments import Moment, MomentRefused, moment_asked
from commitments.respondents.models import RegionalGroup
from commitments.treaties.dates import DateRefused, day_asked, day_on_list
from commitments.web.filters import moment_input
from commitments.web.kept import by_reference
from commitments.web.widgets import day_input


class HeldForm(forms.Form):
    """The moment of whose record the page is asked for; empty means the present."""

    as_of = forms.CharField(label=_("The record as it stood on"), required=False, max_length=40)

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data)
        self.order_fields([*(name for name in self.fields if name != "as_of"), "as_of"])
        self.fields["as_of"].widget = moment_input(self.data.get("as_of", ""), today)

    def clean_as_of(self) -> Moment | None:
        """The moment; refused when it is none or lies in the future."""
        try:
            return moment_asked(str(self.cleaned_data["as_of"]), now=timezone.now())
        except MomentRefused as refused:
            raise forms.ValidationError(str(refused)) from refused

    @property
    def moment(self) -> Moment | None:
        """The moment asked for; None for the present, and where the question was refused."""
        return self.cleaned_data.get("as_of") if self.is_valid() else None

    @property
    def at(self) -> datetime | None:
        """The moment as reads take it."""
        return self.moment.at if self.moment else None

    @property
    def tail(self) -> str:
        """The moment as the end of an address that has no query; empty for the present."""
        return f"?{urlencode({'as_of': self.moment.text})}" if self.moment else ""

    @property
    def present_query(self) -> str:
        """What else was asked, as an address's end."""
        return urlencode({name: value for name, value in self.data.items() if name != "as_of" and value})

    @property
    def status(self) -> int:
        """The page's HTTP status: 400 for a question that was refused."""
        return 200 if self.is_valid() else 400


class AsOfForm(HeldForm):
    """The day the page is asked for; empty means the latest that is known."""

    on = forms.CharField(label=_("As of"), required=False, max_length=40)

    def __init__(self, data: Any, *, today: date, list_as_of: date | None = None) -> None:
        super().__init__(data, today=today)
        self.today, self.list_as_of = today, list_as_of
        latest = list_as_of or today
        self.fields["on"].widget = day_input(max=latest.isoformat())

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


@by_reference
def _groups() -> dict[str, RegionalGroup]:
    return {group.code: group for group in RegionalGroup.objects.in_order()}


class MatrixForm(AsOfForm):
    """The day and the regional group of the matrix."""

    group = forms.ChoiceField(label=_("Regional group"), required=False)

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data, today=today)
        self.groups = _groups()
        field = self.fields["group"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        field.choices = [("", _("All groups")), *((code, group.label) for code, group in self.groups.items())]
        field.error_messages["invalid_choice"] = _("“%(value)s” is no regional group.")

    @property
    def chosen_group(self) -> RegionalGroup | None:
        """The group to show; all where none or an unknown one is asked for."""
        return self.groups.get(str(self.cleaned_data.get("group", ""))) if self.is_valid() else None
