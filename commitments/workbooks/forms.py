"""The forms of workbooks: how to lay one out, which file comes back, what becomes of each cell."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.implementation.forms.fields import RequestField
from commitments.workbooks.asked import SHEETS
from commitments.workbooks.comparing import Comparison
from commitments.workbooks.services.taking import OF_THE_FILE, OF_THE_PROGRAM, Decided

CHOICES = [(OF_THE_PROGRAM, _("Keep what the program has")), (OF_THE_FILE, _("Take what the file says"))]


class DownloadForm(forms.Form):
    """On which sheets the paragraphs stand."""

    sheets = forms.ChoiceField(
        label=_("Sheets"), choices=[(name, label) for name, (label, _lay) in SHEETS.items()], widget=forms.RadioSelect,
        initial=next(iter(SHEETS)),
    )  # fmt: skip

    def chosen(self) -> str:
        """The way that was asked for; one sheet where that makes no sense."""
        return str(self.cleaned_data["sheets"] if self.is_valid() else next(iter(SHEETS)))


class UploadForm(forms.Form):
    """The file that comes back; whether it is one is the service's to say."""

    file = forms.FileField(
        label=_("The workbook you filled in"), allow_empty_file=True, max_length=None,
        help_text=_("An .xlsx file of at most 10 MB. You read what it changes before anything is written."),
        widget=forms.FileInput({"accept": ".xlsx"}),
    )  # fmt: skip
    request_id = RequestField()


class TakeOverForm(forms.Form):
    """One choice for each cell that was changed on both sides, and that what cannot be read is left out."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, comparison: Comparison, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.comparison = comparison
        self.fields["seen"].initial = comparison.digest
        for cell in comparison.colliding:
            label = f"{cell.row.obligation.reference}: {cell.column.title}"
            self.fields[cell.name] = forms.ChoiceField(label=label, choices=CHOICES, widget=forms.RadioSelect)
        if comparison.leaves_out:
            self.fields["leaves_out"] = forms.BooleanField(
                label=_("Take the rest over; what is listed above as not read stays as the program has it")
            )

    @property
    def is_of_now(self) -> bool:
        """Whether what was read still stands."""
        return self.data.get("seen") == self.comparison.digest

    def collisions(self) -> list[tuple[Any, forms.BoundField]]:
        """Each cell to decide, with its field."""
        return [(cell, self[cell.name]) for cell in self.comparison.colliding]

    def decided(self) -> Decided:
        """What was decided, as the service takes it."""
        values = self.cleaned_data
        choices = {cell.name: values[cell.name] for cell in self.comparison.colliding}
        return Decided(seen=values["seen"], choices=choices, leaves_out=values.get("leaves_out", False))
