"""Two people on one record: the later one sees both texts, and saving again is a choice made with both in sight."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models

from commitments.history.bases import Versioned


def go_over(form: forms.Form, record: Versioned) -> None:
    """Let the form, sent once more, write over the record as it stands now."""
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["version"] = str(record.version)  # type: ignore[index]


def both_texts(form: forms.Form, record: models.Model, names: Iterable[str]) -> list[dict[str, Any]]:
    """The fields in which what was typed differs from what stands, in the words of the form."""
    rows = []
    for name in names:
        if name in form.fields:
            theirs, mine = (_words(form, name, value) for value in (getattr(record, name), form.cleaned_data[name]))
            if theirs != mine:
                rows.append({"label": form.fields[name].label, "theirs": theirs, "mine": mine})
    return rows


def _words(form: forms.Form, name: str, value: Any) -> str:
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(value, value) if value not in (None, "") else "–")
