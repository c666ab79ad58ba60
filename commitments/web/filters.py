"""Filters of a list, kept in the address: nonsense in it filters nothing."""

from datetime import date

from django import forms
from django.http import HttpRequest


class FilterForm(forms.Form):
    """A form sent by GET, all of whose fields may stay empty."""

    def chips(self, request: HttpRequest) -> list[dict[str, str]]:
        """The filters that are set, each with the address without it."""
        chips = []
        for name, value in self.cleaned_data.items():
            if value:
                address = request.GET.copy()
                address.pop(name, None)
                address.pop("page", None)
                chips.append({"label": self._words(name, value), "url": f"?{address.urlencode()}"})
        return chips

    def _words(self, name: str, value: str) -> str:
        choices = dict(getattr(self.fields[name], "choices", []))
        return f"{self.fields[name].label}: {choices.get(value, value)}"


def moment_input(asked: str, today: date) -> forms.Widget:
    """A field for a day; for an instant where the address names one, so that another filter does not move it."""
    if "T" in asked:
        return forms.TextInput()
    return forms.TextInput(attrs={"type": "date", "max": today.isoformat()})
