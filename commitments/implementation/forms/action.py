"""What a person types about one action."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.access.audience import Audience
from commitments.implementation.content import ACTION_FIELDS, ActionContent
from commitments.implementation.forms.fields import (
    CurrencyField,
    DayField,
    LineField,
    NumberField,
    RequestField,
    TextField,
    language_choices,
)
from commitments.implementation.kinds import ActionKind
from commitments.implementation.models import ImplementationAction
from commitments.implementation.queries import key_of
from commitments.instruments.models import Obligation

Choices = list[tuple[str, Any]]


class ActionForm(forms.Form):
    """Checks input only; the rules are the service's, and come back to their fields."""

    kind = forms.ChoiceField(label=_("What kind of action"), choices=[("", _("Choose …")), *ActionKind.choices])
    title = LineField(label=_("Title"), max_length=300)
    description = TextField(label=_("What was done"), required=False, max_length=20_000)
    obligations = forms.MultipleChoiceField(
        label=_("Paragraphs it serves"), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("One of the paragraphs is not asked of this respondent.")},
    )  # fmt: skip
    lead_body = LineField(label=_("Lead body"), required=False, max_length=300)
    partner = LineField(label=_("Partner"), required=False, max_length=300)
    law_title = LineField(label=_("Title of the law"), required=False, max_length=500)
    law_number = LineField(label=_("Number of the law"), required=False, max_length=100)
    planned_on = DayField(label=_("Planned for"))
    started_on = DayField(label=_("Started"))
    adopted_on = DayField(label=_("Adopted"))
    in_force_on = DayField(label=_("In force from"))
    completed_on = DayField(label=_("Completed"))
    amount = NumberField(label=_("Amount"), required=False, max_digits=20, decimal_places=2)
    currency = CurrencyField(label=_("Currency"), help_text=_("Three letters, such as USD or EUR."))
    language = forms.ChoiceField(label=_("Language of this text"), choices=language_choices)
    request_id = RequestField()
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, asked: Iterable[Obligation], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["description"].widget.attrs["rows"] = 6
        self.fields["obligations"].choices = grouped_choices(asked)  # type: ignore[attr-defined]

    def content(self) -> ActionContent:
        """What was typed, as the service takes it."""
        return ActionContent(**{name: self.cleaned_data[name] for name in ACTION_FIELDS})


def typed_of(action: ImplementationAction) -> dict[str, Any]:
    """What the form shows for a recorded action (read with its links)."""
    typed = {name: getattr(action, name) for name in ACTION_FIELDS}
    return {**typed, "version": action.version, "obligations": [key_of(link.obligation) for link in action.links.all()]}


def grouped_choices(asked: Iterable[Obligation]) -> Choices:
    """The obligations to tick, under their instruments where there are several."""
    groups = [
        (symbol, [(key_of(each), f"{each.reference} {each.label}") for each in members])
        for symbol, members in groupby(asked, key=lambda each: each.instrument.symbol)
    ]
    return groups[0][1] if len(groups) == 1 else groups


class AudienceForm(forms.Form):
    """Who may read a record once it is submitted."""

    audience = forms.ChoiceField(label=_("Who may read it once it is submitted"), choices=Audience.choices)

    def chosen(self) -> Audience:
        """The audience as the service takes it."""
        return Audience(self.cleaned_data["audience"])


class WithdrawForm(forms.Form):
    """Why a record is withdrawn."""

    reason = TextField(
        label=_("Reason"), required=False, max_length=2000,
        help_text=_("Kept with the record. The people of your own State can read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
