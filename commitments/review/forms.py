"""Input of the pages of reading a reply."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.implementation.forms.fields import DayField, RequestField, TextField
from commitments.instruments.models import Obligation
from commitments.review.kinds import FindingKind
from commitments.review.models import Finding
from commitments.review.services import NewQuestion

LONGEST_TEXT = 10_000


def words(label: Any, *, hint: Any = "", required: bool = True, rows: int = 4) -> TextField:
    """A text of several lines."""
    widget = forms.Textarea({"rows": rows, "dir": "auto"})
    return TextField(label=label, help_text=hint, required=required, max_length=LONGEST_TEXT, widget=widget)


class AskForm(forms.Form):
    """What is asked of the State, on which paragraphs, until when."""

    paragraphs = forms.MultipleChoiceField(
        label=_("On which paragraphs"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Only these open, if the State must change an answer."),
    )  # fmt: skip
    question = words(_("Question"), hint=_("Ask about the information. The State reads it as you write it."))
    due_on = DayField(label=_("Please answer by"))
    request_id = RequestField()

    def __init__(self, *args: Any, asked: Iterable[Obligation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].required = True
        self._keys = {str(one.pk): one.pk for one in asked}
        self.fields["paragraphs"].choices = [  # type: ignore[attr-defined]
            (str(one.pk), f"{one.reference} {one.label}") for one in asked
        ]

    def new(self) -> NewQuestion:
        """What was typed, as the service takes it."""
        said = self.cleaned_data
        return NewQuestion(
            obligation_ids=[self._keys[key] for key in said["paragraphs"]], question=said["question"],
            due_on=said["due_on"], request_id=said["request_id"],
        )  # fmt: skip


class NoteForm(forms.Form):
    """The secretariat's note on the information of one answer."""

    kind = forms.ChoiceField(
        label=_("Note on the information"), choices=FindingKind.choices, widget=forms.RadioSelect,
        help_text=_("Of the information in this answer, never of the State. The secretariat and this State see it."),
    )  # fmt: skip
    words = words(_("In words"), required=False, rows=3)
    expected = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


def note_form(finding: Finding | None, data: Any = None) -> NoteForm:
    """The form of the note, as stored or as typed."""
    if finding is None:
        return NoteForm(data, initial={"expected": 0})
    return NoteForm(data, initial={"kind": finding.kind, "words": finding.words, "expected": finding.version})


class AnswerForm(forms.Form):
    """The State's answer to a question, in words."""

    answer = words(
        _("Answer"), hint=_("The secretariat reads it as soon as it is sent; it does not change afterwards.")
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = words(_("Reason"), rows=3)


class ProposalForm(forms.Form):
    """Why a reply can be closed."""

    reason = words(_("Why it can be closed"), required=False, rows=3, hint=_("The second person reads it."))
