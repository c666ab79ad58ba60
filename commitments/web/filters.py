"""Filters of a list, kept in the address: nonsense in it filters nothing."""

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
