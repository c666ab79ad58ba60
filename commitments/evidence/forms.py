"""Input of pages about evidence: files, a link, a paper already supplied; checks input only."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q, QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from commitments.evidence.kinds import STRICTLY_CONFIDENTIAL, EvidenceKind, Label
from commitments.evidence.models import Evidence
from commitments.evidence.rules import EVIDENCE_FIELDS, FILE_LIMIT, LONGEST_LINK, MOST_FILES, EvidenceContent
from commitments.files.kinds import EXTENSIONS
from commitments.implementation.forms.fields import DayField, LineField, RequestField, language_choices
from commitments.web.filters import FilterForm

KINDS = [choice for choice in EvidenceKind.choices if choice[0] != EvidenceKind.SUPPLIED]


class FilesInput(forms.ClearableFileInput):
    """The browser's own chooser, for several files."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002 (Django asks for it)
        """All files sent under this name."""
        return files.getlist(name) if hasattr(files, "getlist") else []


class FilesField(forms.Field):
    """Files as they came; whether each is acceptable is the service's to say."""

    widget = FilesInput

    def clean(self, value: Any) -> "list[UploadedFile[Any]]":
        """The files, none of them without content or name left out."""
        return list(value or [])


class EvidenceForm(forms.Form):
    """What every piece of evidence says of itself."""

    title = LineField(label=_("Title"), max_length=300)
    kind = forms.ChoiceField(label=_("What kind of evidence"), choices=KINDS, initial=EvidenceKind.OTHER)
    language = forms.ChoiceField(label=_("Language of the document"), choices=language_choices)
    dated_on = DayField(label=_("Date of the document"))
    label = forms.ChoiceField(
        label=_("How sensitive it is"), choices=[*Label.choices, STRICTLY_CONFIDENTIAL], initial=Label.UNCLASSIFIED,
        required=False,
        help_text=_(
            "As ST/SGB/2007/6 has it. What is confidential is read by your State and the secretariat only, whoever may "
            "read the answer, and they show again who they are before they take it."
        ),
    )  # fmt: skip
    request_id = RequestField()
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_label(self) -> str:
        """What was not said stays as it was; of a new piece, unclassified."""
        return str(self.cleaned_data["label"] or self.get_initial_for_field(self.fields["label"], "label"))

    def content(self) -> EvidenceContent:
        """What was typed, as the service takes it."""
        typed = {name: self.cleaned_data[name] for name in EVIDENCE_FIELDS if name in self.cleaned_data}
        return EvidenceContent(**typed)


class FileForm(EvidenceForm):
    """One file or several."""

    documents = FilesField(label=_("Files"))
    field_order = ("documents", "title", "kind", "language", "dated_on")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["title"].required = False
        self.fields["title"].help_text = _(
            "For one file. Without it, and for several, the name of the file is its title."
        )
        self.fields["documents"].widget.attrs["accept"] = ",".join(EXTENSIONS)
        self.fields["documents"].help_text = _(
            "Several at once. Accepted: %(list)s; at most %(size)s each and %(number)s files at a time."
        ) % {
            "list": ", ".join(each.lstrip(".") for each in EXTENSIONS),
            "size": filesizeformat(FILE_LIMIT),
            "number": MOST_FILES,
        }


class LinkForm(EvidenceForm):
    """A page or document on the web."""

    url = forms.CharField(
        label=_("Link"), max_length=LONGEST_LINK,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "dir": "ltr"}),
        help_text=_("The whole address, such as https://www.example.org/law.pdf"),
    )  # fmt: skip
    archived_url = forms.CharField(
        label=_("Archived copy"), required=False, max_length=LONGEST_LINK,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "dir": "ltr"}),
        help_text=_("Its address at a web archive, if there is one: shown when the link can no longer be opened."),
    )  # fmt: skip
    archived_on = DayField(label=_("Date of the archived copy"))
    field_order = ("url", "title", "kind", "language", "dated_on", "archived_url", "archived_on")


class SuppliedForm(EvidenceForm):
    """A paper that another body of the United Nations has already: document and date are enough."""

    supplied_to = LineField(
        label=_("To which body"), max_length=300,
        help_text=_("Such as the Conference of the States Parties, or a treaty review."),
    )  # fmt: skip
    supplied_document = LineField(label=_("Document"), max_length=300, help_text=_("Its title, symbol or number."))
    url = forms.CharField(
        label=_("Link to it"), required=False, max_length=LONGEST_LINK,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "dir": "ltr"}),
    )  # fmt: skip
    field_order = ("supplied_to", "supplied_document", "dated_on", "title", "language", "url")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["kind"]
        self.fields["dated_on"].label = _("Supplied on")
        self.fields["dated_on"].required = True
        self.fields["title"].required = False
        self.fields["title"].help_text = _("Without it, the document's name is the title.")

    def content(self) -> EvidenceContent:
        """What was typed; the document's name serves as a title."""
        typed = {name: self.cleaned_data[name] for name in EVIDENCE_FIELDS if name in self.cleaned_data}
        typed["title"] = typed["title"] or typed["supplied_document"]
        return EvidenceContent(kind=EvidenceKind.SUPPLIED, **typed)


FORMS: dict[str, type[EvidenceForm]] = {"file": FileForm, "link": LinkForm, "supplied": SuppliedForm}


def form_of(evidence: Evidence) -> type[EvidenceForm]:
    """The form in which this piece is edited."""
    if evidence.kind == EvidenceKind.SUPPLIED:
        return SuppliedForm
    return EvidenceForm if evidence.blob_id else LinkForm


class EvidenceFilters(FilterForm):
    """Words, kind, use, and whether withdrawn pieces are shown."""

    q = forms.CharField(
        label=_("Words"), required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *EvidenceKind.choices])
    used = forms.ChoiceField(
        label=_("Use"), required=False,
        choices=[("", _("All")), ("no", _("Shows no action yet")), ("yes", _("Shows an action"))],
    )  # fmt: skip
    state = forms.ChoiceField(
        label=_("Records"), required=False, choices=[("", _("Not withdrawn")), ("withdrawn", _("Withdrawn"))]
    )

    def apply(self, evidence: "QuerySet[Evidence]") -> "QuerySet[Evidence]":
        """The evidence that passes."""
        self.is_valid()
        wanted = self.cleaned_data
        evidence = evidence.filter(withdrawn_at__isnull=wanted.get("state") != "withdrawn")
        if words := wanted.get("q"):
            evidence = evidence.filter(
                Q(title__icontains=words) | Q(file_name__icontains=words) | Q(supplied_document__icontains=words)
            )
        if kind := wanted.get("kind"):
            evidence = evidence.filter(kind=kind)
        if used := wanted.get("used"):
            evidence = evidence.filter(Q(action_count=0) if used == "no" else Q(action_count__gt=0))
        return evidence
