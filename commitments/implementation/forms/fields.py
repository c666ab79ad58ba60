"""Fields that forms about records share: plain lines, dates, numbers, one request for one record."""

import re
import unicodedata
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from commitments.web.widgets import day_input

# Marks that turn the reading direction of what follows: no title needs them, and they can disguise one.
OVERRIDES = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
GROUPING = re.compile(r"(?<=\d)[\s\u00a0\u202f'’](?=\d{3}(?!\d))")


def plain_line(value: str) -> str:
    """One line without control characters and direction overrides."""
    kept = "".join(" " if unicodedata.category(char) == "Cc" else char for char in value.translate(OVERRIDES))
    return " ".join(kept.split())


class LineField(forms.CharField):
    """One line of words."""

    def to_python(self, value: Any) -> Any:
        """The words on one line."""
        words = super().to_python(value)
        return plain_line(words) if isinstance(words, str) else words


class TextField(forms.CharField):
    """Words with line breaks, as typed."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        """Line breaks of one kind, so that text that did not change is seen not to have changed."""
        words = super().to_python(value)
        return words.replace("\r\n", "\n") if isinstance(words, str) else words


class DayField(forms.DateField):
    """A day; the browser's own date field, or typed as YYYY-MM-DD."""

    def __init__(self, **options: Any) -> None:
        messages = {"invalid": _("Write the day as YYYY-MM-DD, such as 2024-03-31.")}
        super().__init__(
            required=False, widget=day_input(), input_formats=["%Y-%m-%d"], error_messages=messages, **options
        )


class NumberField(forms.DecimalField):
    """A number as people type it: spaces and apostrophes between thousands, a point before decimals."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        messages = {"invalid": _("Write a number such as 1234.5, without letters; a point stands before decimals.")}
        super().__init__(widget=widget, error_messages=messages, **options)

    def to_python(self, value: Any) -> Any:
        """The number without what stands between its thousands."""
        return super().to_python(GROUPING.sub("", value.strip()) if isinstance(value, str) else value)


class CurrencyField(LineField):
    """Three letters; small ones are made capital."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off", "size": 5})
        super().__init__(required=False, max_length=3, widget=widget, **options)

    def to_python(self, value: Any) -> Any:
        """The code in capital letters."""
        return (super().to_python(value) or "").upper()


class RequestField(forms.UUIDField):
    """Made with the form and sent with it: the same form sent twice makes one record."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput, initial=uuid4)

    def clean(self, value: Any) -> UUID | None:
        """An unreadable one is treated as none: it never stands in the way of saving."""
        try:
            made: UUID | None = super().clean(value)
        except ValidationError:
            return None
        return made


UNDETERMINED = "und"  # the standard's code for a language that is not said


def language_choices() -> list[tuple[str, Any]]:
    """The languages a record can be written in: the six of the Organization, and others."""
    return [*settings.LANGUAGES, (UNDETERMINED, _("Another language"))]
