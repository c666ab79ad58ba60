"""The form of a national report: which version, which file, in which language, with or without its evidence."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.documents.writers import Format
from commitments.submissions.models import Submission


class ReportForm(forms.Form):
    """What to print."""

    version = forms.TypedChoiceField(label=gettext_lazy("Version"), coerce=int)
    format = forms.ChoiceField(
        label=gettext_lazy("File"), choices=Format.choices, initial=Format.DOCX, widget=forms.RadioSelect
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the document"), choices=settings.LANGUAGES,
        help_text=gettext_lazy("Texts of the State stay in the language they were written in."),
    )  # fmt: skip
    evidence = forms.BooleanField(
        label=gettext_lazy("With the list of evidence, as an annex"), required=False, initial=True
    )
    request_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, versions: Sequence[Submission], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["request_id"].initial = uuid4()
        self.fields["version"].choices = [(one.number, _name(one)) for one in versions]  # type: ignore[attr-defined]


def _name(version: Submission) -> str:
    return _("Version %(number)d: %(stage)s") % {"number": version.number, "stage": version.get_stage_display()}
