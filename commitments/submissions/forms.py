"""The forms of the desk: what a person may type; rules of the domain are the services'."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from commitments.access.audience import Audience, UseInReport
from commitments.evidence.models import Evidence
from commitments.implementation.forms.fields import DayField, LineField, RequestField
from commitments.instruments.models import Obligation
from commitments.instruments.parts import Part
from commitments.submissions.models import ObligationReport, Submission
from commitments.submissions.models.dispatch import Way
from commitments.submissions.queries.desk import ASKED_OTHERWISE
from commitments.submissions.services.dispatches import Sent
from commitments.submissions.status import CHOOSABLE, CONTENT, DESCRIPTIONS, AnswersAs, Completeness, Constraint, Status
from commitments.web.filter_forms import FilterForm
from commitments.web.widgets import day_input

LONGEST_TEXT = 100_000
AS_WHOLE = ("", _("As the whole submission"))
STATUS_CHOICES = [(Status.NOT_REPORTED.value, _("Not answered yet")), *((s.value, s.label) for s in CHOOSABLE)]


def day(label: Any, hint: Any = "") -> forms.DateField:
    """A date, typed or picked."""
    return forms.DateField(label=label, required=False, help_text=hint, widget=day_input())


def text(label: Any, rows: int = 3, hint: Any = "") -> forms.CharField:
    """A text of several lines, kept as typed."""
    return forms.CharField(
        label=label, required=False, help_text=hint, max_length=LONGEST_TEXT, strip=False,
        widget=forms.Textarea({"rows": rows, "dir": "auto"}),
    )  # fmt: skip


class NeededBeforeSending(forms.ChoiceField):
    """A choice that may wait while the reply is a draft, and may not when it is sent; the page says so."""

    needed_when = _("needed before sending")


class AnswerForm(forms.Form):
    """One answer; all fields may stay empty, so that a draft can always be saved."""

    status = forms.ChoiceField(label=_("Status"), choices=STATUS_CHOICES, required=False, widget=forms.RadioSelect)
    planned_on = day(_("Planned for"))
    considered_on = day(_("Considered on"))
    considered_outcome = text(_("Outcome"), hint=_("What was decided after it was considered."))
    reason = text(_("Why it does not apply"))
    narrative = text(_("What was done"), rows=10)
    language = forms.ChoiceField(label=_("Language of the answer"), choices=settings.LANGUAGES, required=False)
    in_law = forms.BooleanField(label=_("In law"), required=False)
    in_practice = forms.BooleanField(label=_("In practice"), required=False)
    constraints_named = forms.MultipleChoiceField(
        label=_("Constraints"), choices=Constraint.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("What stands in the way, whatever the status."),
    )  # fmt: skip
    constraints_text = text(_("Constraints, in words"))
    needs_assistance = forms.BooleanField(label=_("Assistance is needed to do more"), required=False)
    answers_as = NeededBeforeSending(label=_("The State answers as"), required=False, widget=forms.RadioSelect)
    audience = forms.ChoiceField(
        label=_("Who may read the answer once it is sent"), choices=Audience.choices, required=False
    )
    use_in_report = forms.ChoiceField(
        label=_("Use in the report"), choices=[AS_WHOLE, *UseInReport.choices], required=False
    )
    expected = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, obligation: Obligation, sets_audience: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = [AnswersAs.NOT_ASKED.value, *obligation.answers_as]
        self.fields["answers_as"].choices = [c for c in AnswersAs.choices if c[0] in allowed]  # type: ignore[attr-defined]
        if not obligation.answers_as:
            del self.fields["answers_as"]
        if not sets_audience:
            del self.fields["audience"], self.fields["use_in_report"]

    def statuses(self) -> list[dict[str, Any]]:
        """The choices with what each means, for the page."""
        chosen = str(self["status"].value() or Status.NOT_REPORTED.value)
        return [
            {
                "value": value,
                "label": label,
                "description": DESCRIPTIONS.get(Status(value), ""),
                "is_chosen": value == chosen,
            }
            for value, label in STATUS_CHOICES
        ]

    def content(self) -> dict[str, Any]:
        """What the answer says, as the service takes it. Line ends are the same from every browser."""
        values = {name: self.cleaned_data[name] for name in CONTENT if name in self.fields}
        values["status"] = values["status"] or Status.NOT_REPORTED
        values["language"] = values["language"] or settings.LANGUAGE_CODE
        return {name: _one_line_end(value) for name, value in values.items()}


def initial_of(report: ObligationReport | None) -> dict[str, Any]:
    """What the form shows for an answer; `expected` is the version the person reads."""
    if report is None:
        return {"expected": 0, "status": Status.NOT_REPORTED, "language": "en", "audience": Audience.SECRETARIAT}
    beside = {"audience": report.audience, "use_in_report": report.use_in_report, "expected": report.version}
    return {name: getattr(report, name) for name in CONTENT} | beside


def _one_line_end(value: Any) -> Any:
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


class CoverForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """The cover of the submission."""

    use_in_report = NeededBeforeSending(
        label=_("Use in the report"), choices=UseInReport.choices, required=False, widget=forms.RadioSelect,
        help_text=_("Reports take nothing beyond this. It can be chosen otherwise for a single answer."),
    )  # fmt: skip
    original_language = forms.ChoiceField(label=_("Original language"), choices=settings.LANGUAGES, required=False)
    expected = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    class Meta:
        model = Submission
        fields = (
            "use_in_report", "submitting_authority", "contact_name", "contact_email", "contact_details",
            "transmitting_note", "transmitting_note_on", "period_from", "period_until", "original_language",
            "is_provisional",
        )  # fmt: skip
        widgets = {name: day_input() for name in ("transmitting_note_on", "period_from", "period_until")}

    def clean(self) -> dict[str, Any]:
        """The period ends after it begins."""
        values = super().clean() or {}
        begin, end = values.get("period_from"), values.get("period_until")
        if begin and end and begin > end:
            self.add_error("period_until", _("The period covered ends before it begins."))
        return values


class DeskFilters(FilterForm):
    """What the desk shows; kept in the address."""

    stands = forms.ChoiceField(
        label=_("Show"), required=False,
        choices=[("", _("All paragraphs")), ("unfinished", _("Not finished")), ("optional", _("Optional ones")),
                 (ASKED_OTHERWISE, _("To confirm, and asked otherwise since")), *Completeness.choices],
    )  # fmt: skip
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[("", _("Any")), *Status.choices])
    part = forms.ChoiceField(label=_("Part"), required=False, choices=[("", _("All")), *Part.choices])

    def values(self) -> dict[str, str]:
        """The filters that make sense; anything else in the address is left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class BesideForm(forms.Form):
    """Who reads, and how reports use, for the answers that are ticked."""

    reports = forms.MultipleChoiceField(label=_("Answers"), widget=forms.CheckboxSelectMultiple)
    audience = forms.ChoiceField(
        label=_("Who may read them"), required=False, choices=[("", _("Leave as it is")), *Audience.choices]
    )
    use_in_report = forms.ChoiceField(
        label=_("Use in the report"), required=False,
        choices=[("", _("Leave as it is")), ("whole", AS_WHOLE[1]), *UseInReport.choices],
    )  # fmt: skip

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reports"].choices = choices  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why something is returned."""

    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=_("The people of the State who work on the reply read it."),
        error_messages={"required": _("Please give a reason.")},
    )  # fmt: skip


class AttachForm(forms.Form):
    """Which evidence shows the answer."""

    evidence = forms.TypedChoiceField(label=_("Evidence already recorded"))

    def __init__(self, *args: Any, attachable: list[Evidence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {str(one.public_id): one for one in attachable}
        self.fields["evidence"].choices = [("", _("Choose …")), *offered.items()]  # type: ignore[attr-defined]
        self.fields["evidence"].coerce = offered.__getitem__  # type: ignore[attr-defined]


class SentForm(forms.Form):
    """When and how something went, for an entry of a register."""

    sent_on = DayField(label=_("Sent on"))
    way = forms.ChoiceField(label=_("By what way"), choices=Way.choices)
    address = LineField(label=_("Address"), max_length=500, required=False)
    reference = LineField(label=_("Reference"), max_length=200, required=False)
    request_id = RequestField()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["sent_on"].required = True

    def sent(self) -> Sent:
        """When and how, as the service takes it."""
        said = self.cleaned_data
        return Sent(on=said["sent_on"], way=said["way"], address=said["address"], reference=said["reference"])
