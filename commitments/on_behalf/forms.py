"""What an officer says of a reply that came on paper or by mail: whose it is, what came, when, and its cover."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from commitments.access.audience import UseInReport
from commitments.files.kinds import EXTENSIONS
from commitments.implementation.forms.fields import DayField, LineField, RequestField
from commitments.respondents.models import Respondent
from commitments.submissions.services import Came

COVER = (
    "use_in_report", "submitting_authority", "contact_name", "contact_email", "contact_details", "transmitting_note",
    "transmitting_note_on", "original_language",
)  # fmt: skip


class EntryForm(forms.Form):
    """A reply to enter; the answers are typed afterwards, on the desk."""

    respondent = forms.ChoiceField(label=_("State"))
    source = forms.FileField(
        label=_("Source document"), max_length=255,
        help_text=_("The reply as it came. It is checked as evidence is; its State and the secretariat read it."),
    )  # fmt: skip
    entered_from = LineField(
        label=_("What it is"), max_length=200,
        help_text=_("Stands beside the reply wherever it is shown, such as “letter of 12 pages”."),
    )  # fmt: skip
    received_on = forms.DateField(
        label=_("Day received"), widget=DayField(label="").widget,
        help_text=_("Whether the reply is late goes by this day."),
    )  # fmt: skip
    transmitting_note = LineField(label=_("Transmitting note: reference"), max_length=200, required=False)
    transmitting_note_on = DayField(label=_("Transmitting note: date"))
    submitting_authority = LineField(label=_("Submitting authority"), max_length=300, required=False)
    contact_name = LineField(label=_("Contact person"), max_length=200, required=False)
    contact_email = forms.EmailField(label=_("Contact e-mail"), required=False)
    contact_details = LineField(label=_("Title, address, telephone"), max_length=500, required=False)
    original_language = forms.ChoiceField(label=_("Original language"), choices=settings.LANGUAGES)
    use_in_report = forms.ChoiceField(
        label=_("Use in the report"), choices=[("", _("The document does not say it")), *UseInReport.choices],
        required=False, help_text=_("It is chosen before the reply is received: ask the State where it does not say."),
    )  # fmt: skip
    request_id = RequestField()

    def __init__(self, *args: Any, asked: Iterable[Respondent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._asked = {one.code: one for one in asked}
        choices = [("", _("Choose …")), *((one.code, one.short_name) for one in self._asked.values())]
        self.fields["respondent"].choices = choices  # type: ignore[attr-defined]
        self.fields["source"].widget.attrs["accept"] = ",".join(EXTENSIONS)

    def chosen(self) -> Respondent:
        """Whose reply it is."""
        return self._asked[self.cleaned_data["respondent"]]

    def came(self) -> Came:
        """What was typed, as the service takes it."""
        said = self.cleaned_data
        return Came(
            entered_from=said["entered_from"], received_on=said["received_on"], request_id=said["request_id"],
            cover={name: said[name] for name in COVER},
        )  # fmt: skip
