"""A form of filters: it lives in the address, and what it draws of a choice is kept."""

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from commitments.web.kept import by_arguments


class FilterForm(forms.Form):
    """A GET form whose fields draw themselves for `components/_filters.html`."""

    @property
    def drawn(self) -> SafeString:
        """Its fields; a choice is kept by its name, what it offers and what is chosen."""
        return mark_safe("".join(self._drawn(name, field) for name, field in self.fields.items()))  # noqa: S308 (drawn)

    def _drawn(self, name: str, field: forms.Field) -> SafeString:
        if isinstance(field, forms.ChoiceField):
            offered: Any = field.choices
            choices = tuple((value, str(label)) for value, label in offered)
            return _choice(name, str(field.label), choices, str(self[name].value() or ""), is_bound=self.is_bound)
        return render_to_string("components/_field.html", {"field": self[name]})


@by_arguments
def _choice(name: str, label: str, choices: tuple[tuple[str, str], ...], chosen: str, *, is_bound: bool) -> SafeString:
    form = forms.Form({name: chosen}) if is_bound else forms.Form(initial={name: chosen})
    form.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)
    return render_to_string("components/_form_fields.html", {"form": form})
