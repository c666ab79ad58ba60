"""Input of papers: what may stay empty in a draft is asked for only when it is sent."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from commitments.assistance.kinds import PARAGRAPHS, PaperKind
from commitments.assistance.models import BodyOutcome, PairingOutcome, RecipientKind
from commitments.assistance.services.distribution import KINDS as DISTRIBUTED_TO
from commitments.assistance.services.distribution import Recipient
from commitments.assistance.services.outcomes import Decided
from commitments.implementation.forms.action import WithdrawForm, grouped_choices
from commitments.implementation.forms.fields import (
    CurrencyField,
    DayField,
    LineField,
    NumberField,
    RequestField,
    TextField,
    language_choices,
    plain_line,
)
from commitments.implementation.queries import key_of
from commitments.instruments.models import Obligation
from commitments.respondents.models import Respondent
from commitments.submissions.forms import SentForm

ONE_A_LINE = _("One name a line.")
LONGEST_NAME = 300


class PaperForm(forms.Form):
    """One form for every kind: its fields are those that the kind's table names, in that order."""

    def __init__(self, *args: Any, kind: PaperKind, asked: Iterable[Obligation], **options: Any) -> None:
        super().__init__(*args, **options)
        self._kind = kind
        for name, label in kind.said.items():
            self.fields[name] = _field(kind, name, label)
        self.fields[PARAGRAPHS] = forms.MultipleChoiceField(
            label=_("Paragraphs"), required=False, widget=forms.CheckboxSelectMultiple, choices=grouped_choices(asked)
        )
        self.fields["request_id"] = RequestField()
        self.fields["version"] = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def content(self) -> dict[str, Any]:
        """What was typed, by the names of the table's columns."""
        return {name: self.cleaned_data[name] for name in self._kind.said}


def typed_of(kind: PaperKind, paper: Any) -> dict[str, Any]:
    """What the form shows for a draft (read with its paragraphs)."""
    typed = {name: getattr(paper, name) for name in kind.said}
    named = [key_of(link.obligation) for link in paper.links.all()]
    return {**typed, "version": paper.version, PARAGRAPHS: named}


OTHERS: dict[str, Callable[[Any], forms.Field]] = {
    "language": lambda label: forms.ChoiceField(label=label, choices=language_choices),
    "needed_by_on": lambda label: DayField(label=label),
    "amount": lambda label: NumberField(label=label, required=False, max_digits=20, decimal_places=2),
    "currency": lambda label: CurrencyField(label=label),
}
"""Columns that are neither words nor a choice of their own."""


def _field(kind: PaperKind, name: str, label: Any) -> forms.Field:
    column: Any = kind.model._meta.get_field(name)
    if make := OTHERS.get(name):
        return make(label)
    if column.choices:
        return forms.ChoiceField(label=label, required=False, choices=[("", _("Choose …")), *column.choices])
    if column.max_length:
        return LineField(label=label, required=name == "title", max_length=column.max_length)
    return TextField(label=label, required=False, max_length=20_000)


class SendForm(forms.Form):
    """Which version was read before it is sent; 0, which no paper has, where that is not said."""

    version = forms.IntegerField()

    def expected(self) -> int:
        """The version, as the service takes it."""
        return self.cleaned_data["version"] if self.is_valid() else 0


class PairForm(forms.Form):
    """Which offer meets a request, and what the State that asks is told of it."""

    offer = forms.ChoiceField(label=_("Offer"), widget=forms.RadioSelect)
    told = TextField(
        label=_("What the State that asks is told"), max_length=4000,
        help_text=_("It reads these words only, and not the offer."),
    )  # fmt: skip
    request_id = RequestField()

    def __init__(self, *args: Any, offers: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self._offers = {str(one.public_id): one for one in offers}
        choices = [(key, f"{one.respondent}: {one.title}") for key, one in self._offers.items()]
        self.fields["offer"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> Any:
        """The offer ticked."""
        return self._offers[self.cleaned_data["offer"]]


class OutcomeForm(forms.Form):
    """What came of a pairing."""

    outcome = forms.ChoiceField(
        label=_("What came of it"), choices=PairingOutcome.Outcome.choices, widget=forms.RadioSelect
    )
    words = TextField(label=_("In your words"), required=False, max_length=4000)


class MandateForm(forms.Form):
    """What the secretariat did about one paragraph, and with which resources."""

    implementation = TextField(label=_("Implementation"), required=False, max_length=20_000)
    resources = TextField(label=_("Resources"), required=False, max_length=4000)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def said(self) -> dict[str, str]:
        """What was typed, by the names of the table's columns."""
        return {name: self.cleaned_data[name] for name in ("implementation", "resources")}


class OutcomeOfBodyForm(forms.Form):
    """What the Commission or the Assembly decided."""

    body = forms.ChoiceField(label=_("Body"), choices=BodyOutcome.Body.choices)
    session = LineField(label=_("Session"), max_length=200)
    document = LineField(label=_("Document"), max_length=100, help_text=_("Its symbol."))
    decision = LineField(label=_("Decision"), max_length=500)
    adopted_on = DayField(label=_("Adopted"))
    source = LineField(label=_("Where this is to be read"), required=False, max_length=500)

    def decided(self) -> Decided:
        """The outcome, as the service takes it."""
        return Decided(**self.cleaned_data)


class WithdrawRecordedForm(WithdrawForm):
    """Why something that the secretariat recorded is withdrawn."""

    reason = TextField(
        label=_("Reason"), required=False, max_length=2000, help_text=_("Kept with the record."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class DistributionForm(SentForm):
    """That a document went to States and organizations."""

    document = LineField(label=_("Document"), max_length=100, help_text=_("Its symbol."))
    all_members = forms.BooleanField(label=_("To all Member States"), required=False)
    respondents = forms.MultipleChoiceField(
        label=_("To these States and organizations"), required=False, widget=forms.CheckboxSelectMultiple
    )
    intergovernmental = TextField(
        label=_("To other intergovernmental organizations"), required=False, max_length=20_000, help_text=ONE_A_LINE
    )
    non_governmental = TextField(
        label=_("To non-governmental organizations"), required=False, max_length=20_000, help_text=ONE_A_LINE
    )
    field_order = ("document", "all_members", "respondents", "intergovernmental", "non_governmental")

    def __init__(self, *args: Any, respondents: Iterable[Respondent], **options: Any) -> None:
        super().__init__(*args, **options)
        self._respondents = [one for one in respondents if one.kind in DISTRIBUTED_TO]
        choices = [(one.code, one.short_name) for one in self._respondents]
        self.fields["respondents"].choices = choices  # type: ignore[attr-defined]

    def clean_intergovernmental(self) -> list[str]:
        """The names, one from each line."""
        return _names(self.cleaned_data["intergovernmental"])

    def clean_non_governmental(self) -> list[str]:
        """The names, one from each line."""
        return _names(self.cleaned_data["non_governmental"])

    def recipients(self) -> list[Recipient]:
        """All to whom it went, as the service takes them."""
        said = self.cleaned_data
        ticked = [
            one
            for one in self._respondents
            if one.code in said["respondents"] or (said["all_members"] and one.is_member_state)
        ]
        named = {
            RecipientKind.INTERGOVERNMENTAL: said["intergovernmental"],
            RecipientKind.NON_GOVERNMENTAL: said["non_governmental"],
        }
        others = [Recipient(kind, name=name) for kind, names in named.items() for name in names]
        return [*map(Recipient.of, ticked), *others]


def _names(typed: str) -> list[str]:
    names = [name for line in typed.splitlines() if (name := plain_line(line))]
    if any(len(name) > LONGEST_NAME for name in names):
        raise ValidationError(_("A name has at most %(most)d characters."), params={"most": LONGEST_NAME})
    return names
