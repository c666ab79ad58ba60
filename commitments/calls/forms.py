"""Input of the pages of the call; whether a cycle can be opened like this is the service's to say."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _

from commitments.implementation.forms.fields import DayField, LineField, RequestField
from commitments.instruments.models import Instrument, Obligation
from commitments.respondents.models import RegionalGroup, Respondent
from commitments.submissions.forms import SentForm
from commitments.submissions.models import DeadlineExtension
from commitments.submissions.services import NewCycle
from commitments.submissions.services.cycles import LONGEST_SLUG, VIENNA

EVERYBODY, GROUPS, NAMED = "everybody", "groups", "named"
WHO = [
    (EVERYBODY, _("All Member States")),
    (GROUPS, _("The Member States of the regional groups ticked below")),
    (NAMED, _("The States and others ticked below")),
]


def _ticks(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=False, widget=forms.CheckboxSelectMultiple)


class LanguagesForm(forms.Form):
    """In which languages the documents are made: those held are ticked, and those in which there are some already."""

    languages = _ticks(_("Languages"))

    def __init__(self, *args: Any, held: Sequence[str], made: Iterable[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["languages"].initial = sorted({*held, *made})
        self.fields["languages"].required = True
        self.fields["languages"].choices = [  # type: ignore[attr-defined]
            (code, _offered(code, name, is_held=code in held)) for code, name in settings.LANGUAGES
        ]


def _offered(code: str, name: Any, *, is_held: bool) -> str:
    local = get_language_info(code)["name_local"]
    said = gettext(name) if gettext(name) == local else f"{gettext(name)} ({local})"
    return (
        said
        if is_held
        else gettext("%(language)s: paragraphs in English, no official text is held") % {"language": said}
    )


class NewCycleForm(forms.Form):
    """What the call says, and who is asked."""

    name = LineField(label=_("Name"), max_length=200)
    slug = LineField(
        label=_("Short name in addresses"), max_length=LONGEST_SLUG, help_text=_("Small letters, digits, hyphens.")
    )
    instruments = _ticks(_("Texts asked about"))
    period_from = DayField(label=_("Period covered, from"))
    period_until = DayField(label=_("Period covered, until"))
    body = LineField(label=_("Body served"), max_length=200, required=False)
    session_served = LineField(label=_("Session served"), max_length=200, required=False)
    note_verbale = LineField(label=_("Reference of the note verbale"), max_length=200, required=False)
    soft_deadline_on = DayField(label=_("Replies are kindly requested by"))
    hard_deadline_on = DayField(label=_("Replies after this date are marked late"))
    report_cut_off_on = DayField(label=_("The report takes what was received by"))
    time_zone = LineField(label=_("Time zone of the deadlines"), max_length=60, initial=VIENNA)
    who = forms.ChoiceField(label=_("Who is asked"), choices=WHO, initial=EVERYBODY, widget=forms.RadioSelect)
    groups = _ticks(_("Regional groups"))
    named = _ticks(_("States and others"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("soft_deadline_on", "hard_deadline_on"):
            self.fields[name].required = True
        self.fields["instruments"].required = True
        self._offer("instruments", [(one.slug, one.symbol) for one in askable_instruments()])
        self._offer("groups", [(one.code, one.label) for one in RegionalGroup.objects.in_order()])
        self._offer("named", [(one.code, one.short_name) for one in Respondent.objects.in_order()])

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def new_cycle(self) -> NewCycle:
        """The call, as the service takes it."""
        left_out = {"instruments", "who", "groups", "named"}
        return NewCycle(**{name: value for name, value in self.cleaned_data.items() if name not in left_out})

    def chosen_instruments(self) -> list[Instrument]:
        """The texts ticked, in their order."""
        return [one for one in askable_instruments() if one.slug in self.cleaned_data["instruments"]]

    def asked(self, day: Any) -> list[Respondent]:
        """Those asked on this day, in their order; once the cycle is open the list does not change."""
        who, found = self.cleaned_data["who"], Respondent.objects.members_on(day)
        if who == GROUPS:
            found = found.filter(regional_group__code__in=self.cleaned_data["groups"])
        if who == NAMED:
            found = Respondent.objects.filter(code__in=self.cleaned_data["named"])
        return list(found.in_order())


def askable_instruments() -> list[Instrument]:
    """The texts that ask something of States."""
    asking = Obligation.objects.asked_of_states().values("instrument")
    return list(Instrument.objects.filter(pk__in=asking).order_by("-is_founding", "pk"))


class DispatchForm(SentForm):
    """That the call went to some of those asked."""

    respondents = _ticks(_("To whom"))
    address = LineField(
        label=_("Address of the Permanent Mission"), max_length=500, required=False,
        help_text=_("As it stood on the envelope or the e-mail."),
    )  # fmt: skip
    field_order = ("respondents",)

    def __init__(self, *args: Any, asked: Iterable[Respondent], **options: Any) -> None:
        super().__init__(*args, **options)
        self._asked = list(asked)
        self.fields["respondents"].required = True
        self.fields["respondents"].choices = [(one.code, one.short_name) for one in self._asked]  # type: ignore[attr-defined]

    def chosen(self) -> list[Respondent]:
        """Those ticked."""
        return [one for one in self._asked if one.code in self.cleaned_data["respondents"]]


class ExtensionForm(forms.Form):
    """That one of those asked has more time."""

    respondent = forms.ChoiceField(label=_("To whom"))
    until_on = DayField(label=_("Not late until the end of"))
    reason = LineField(label=_("Reason"), max_length=500, help_text=_("The State reads it."))
    request_id = RequestField()

    def __init__(self, *args: Any, asked: Iterable[Respondent], **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_extension_%s", **options})
        self._asked = {one.code: one for one in asked}
        self.fields["until_on"].required = True
        choices = [("", _("Choose …")), *((code, one.short_name) for code, one in self._asked.items())]
        self.fields["respondent"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> Respondent:
        """The one named."""
        return self._asked[self.cleaned_data["respondent"]]


class TakeTimeBackForm(forms.Form):
    """That time which was given is given no more."""

    extension = forms.ChoiceField(label=_("Which"))
    reason = LineField(label=_("Reason"), max_length=500, help_text=_("The State reads it."))

    def __init__(self, *args: Any, standing: Iterable[tuple[Respondent, DeadlineExtension]], **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_back_%s", **options})
        given = [(f"{to.code}/{one.until_on:%Y-%m-%d}", to, one) for to, one in standing]
        self._standing = {key: one for key, _to, one in given}
        choices = [(key, f"{to.short_name}, {date_format(one.until_on)}") for key, to, one in given]
        self.fields["extension"].choices = [("", _("Choose …")), *choices]  # type: ignore[attr-defined]

    def chosen(self) -> DeadlineExtension:
        """The one named."""
        return self._standing[self.cleaned_data["extension"]]
