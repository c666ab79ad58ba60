"""Input of the pages of removals."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from commitments.removal.models import Ground
from commitments.removal.places import PLACES

LONGEST_REASON = 200


class AskForm(forms.Form):
    """What is to go from a record of this kind, by which law, and why."""

    fields_named = forms.MultipleChoiceField(
        label=_("What is to be removed"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Each goes whole. Copy what may stay before, and write it again afterwards without the name."),
    )  # fmt: skip
    ground = forms.ChoiceField(label=_("Legal ground"), choices=Ground.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST_REASON,
        help_text=_("One sentence without any name: it stays, and stands wherever the content stood."),
    )  # fmt: skip
    request_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["request_id"].initial = uuid4()
        place = PLACES[kind]
        self.fields["fields_named"].choices = [(name, capfirst(place.label(name))) for name in place.names]  # type: ignore[attr-defined]

    def wish(self) -> dict[str, Any]:
        """What was typed, as the service takes it."""
        said = self.cleaned_data
        return {
            "fields": tuple(said["fields_named"]), "ground": said["ground"], "reason": said["reason"],
            "request_id": said["request_id"],
        }  # fmt: skip


class DeclineForm(forms.Form):
    """Why everything stays."""

    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST_REASON, help_text=_("Who asked reads it. Write no name.")
    )
