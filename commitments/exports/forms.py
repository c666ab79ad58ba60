"""The form of an export: which table, which file, whose, narrowed to what."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.access.actor import Actor
from commitments.exports.datasets import Dataset
from commitments.exports.filters import DIMENSIONS, RecordFilter, read_filter
from commitments.exports.formats import Format
from commitments.instruments.models import Instrument, Theme
from commitments.respondents.models import RegionalGroup, Respondent
from commitments.submissions.models import ReportingCycle
from commitments.submissions.status import CAPACITIES, CHOOSABLE
from commitments.web.kept import by_reference

ANY = ("", _("all"))


class ExportForm(forms.Form):
    """What to take along. The filter's fields bear the names they bear in the addresses of pages."""

    format = forms.ChoiceField(label=_("File"), choices=Format.choices, initial=Format.XLSX, widget=forms.RadioSelect)
    dataset = forms.ChoiceField(
        label=_("Table, for CSV and JSON"), choices=Dataset.choices, initial=Dataset.ANSWERS, widget=forms.RadioSelect
    )
    own = forms.BooleanField(
        label=_("What my State is writing, drafts included (otherwise: what was submitted)"), required=False
    )
    cycle = forms.ChoiceField(label=_("Cycle"), required=False)
    instrument = forms.ChoiceField(label=_("Text"), required=False)
    paragraph = forms.CharField(label=_("Paragraph, for example D17"), required=False, max_length=12)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    group = forms.ChoiceField(label=_("Regional group"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[ANY, *((s.value, s.label) for s in CHOOSABLE)]
    )
    answers_as = forms.ChoiceField(
        label=_("Answers as"), required=False, choices=[ANY, *((code, said.label) for code, said in CAPACITIES.items())]
    )
    counted = forms.CharField(widget=forms.HiddenInput, required=False)
    request_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, actor: Actor, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["request_id"].initial = uuid4()
        if not actor.respondent_ids:
            del self.fields["own"]
        for name, choices in _choices(language).items():
            self.fields[name].choices = [ANY, *choices]  # type: ignore[attr-defined]

    def clean_paragraph(self) -> str:
        """A reference that is in none of the texts is refused at its field."""
        said = self.cleaned_data["paragraph"]
        if said and read_filter({"paragraph": said}).faults:
            raise forms.ValidationError(_("No paragraph has this reference."))
        return str(said)

    def narrowed(self) -> RecordFilter:
        """The filter that was chosen."""
        return read_filter({d.parameter: self.cleaned_data.get(d.parameter, "") for d in DIMENSIONS})


@by_reference
def _choices(language: str) -> dict[str, list[tuple[str, str]]]:
    return {
        "cycle": [(c.slug, c.name) for c in ReportingCycle.objects.newest_first()],
        "instrument": [(i.slug, i.symbol) for i in Instrument.objects.in_order()],
        "theme": [(t.code, t.label) for t in Theme.objects.in_order().with_labels(language)],
        "group": [(g.code, str(g.label)) for g in RegionalGroup.objects.in_order()],
        "state": [(r.code, r.short_name) for r in Respondent.objects.in_order()],
    }
