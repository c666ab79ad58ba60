"""A form of filters: it lives in the address, and what it draws of a choice is kept."""

from functools import cached_property
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from commitments.web.kept import by_arguments


class FilterForm(forms.Form):
    """A GET form whose fields draw themselves for `components/_filters.html`."""

    @cached_property
    def drawn(self) -> SafeString:
        """Its fields; each is kept by its name, what it offers and what is chosen."""
        return mark_safe("".join(self._drawn(name, field) for name, field in self.fields.items()))  # noqa: S308 (drawn)

    def _drawn(self, name: str, field: forms.Field) -> SafeString:
        label, value = str(field.label), str(self[name].value() or "")
        if isinstance(field, forms.ChoiceField):
            offered: Any = field.choices
            choices = tuple((value, str(label)) for value, label in offered)
            return _choice(name, label, choices, value, is_bound=self.is_bound)
        plain = (type(field), type(field.widget), field.help_text) == (forms.CharField, forms.TextInput, "")
        if plain and not (self.is_bound or field.required):
            attrs = {"type": field.widget.input_type, **field.widget.attrs}
            return _words(name, label, tuple(attrs.items()), value)
        return render_to_string("components/_field.html", {"field": self[name]})


@by_arguments
def _choice(name: str, label: str, choices: tuple[tuple[str, str], ...], chosen: str, *, is_bound: bool) -> SafeString:
    return _one(name, forms.ChoiceField(label=label, choices=choices, required=False), chosen, is_bound=is_bound)


@by_arguments
def _words(name: str, label: str, attrs: tuple[tuple[str, Any], ...], typed: str) -> SafeString:
    widget = forms.TextInput(attrs=dict(attrs))
    return _one(name, forms.CharField(label=label, required=False, widget=widget), typed, is_bound=False)


def _one(name: str, field: forms.Field, value: str, *, is_bound: bool) -> SafeString:
    form = forms.Form({name: value}) if is_bound else forms.Form(initial={name: value})
    form.fields[name] = field
    return render_to_string("components/_form_fields.html", {"form": form})
