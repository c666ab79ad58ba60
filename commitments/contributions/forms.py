"""Input of the pages of contributions; whether a paragraph can be given like this is the service's to say."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from commitments.access.models import Designation
from commitments.contributions.services import Recipient
from commitments.implementation.forms.fields import DayField, LineField, TextField
from commitments.implementation.queries import key_of
from commitments.instruments.models import Obligation

BY_LINK = ""


class GiveForm(forms.Form):
    """Which paragraphs, to whom, by when."""

    obligations = forms.MultipleChoiceField(
        label=_("Paragraphs"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one paragraph.")},
    )  # fmt: skip
    contributor = forms.ChoiceField(
        label=_("To whom"), required=False,
        help_text=_("Nobody chosen: the paragraphs go by a link to the person without an account who is named below."),
    )  # fmt: skip
    ministry = LineField(
        label=_("Ministry"), max_length=300, required=False,
        help_text=_("Progress is shown by it. Empty: what stands beside the contributor's name."),
    )  # fmt: skip
    name = LineField(
        label=_("Name, of somebody without an account"), max_length=200, required=False,
        help_text=_("For each paragraph he gets a link by mail: to the text and an empty form, never to your draft."),
    )  # fmt: skip
    email = forms.EmailField(label=_("E-mail address, of somebody without an account"), required=False)
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES, required=False)
    due_on = DayField(label=_("Due"))
    note = TextField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3, "dir": "auto"})
    )

    def __init__(self, *args: Any, asked: Iterable[Obligation], people: Iterable[Designation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = {key_of(one): one for one in asked}
        self.people = {str(one.pk): one for one in people}
        self.fields["obligations"].choices = [(key, f"{one.reference} {one.label}") for key, one in self.asked.items()]  # type: ignore[attr-defined]
        self.fields["contributor"].choices = [  # type: ignore[attr-defined]
            (BY_LINK, _("Somebody without an account, by a link")),
            *((key, f"{one.user.name} · {one.user.title}".rstrip(" ·")) for key, one in self.people.items()),
        ]

    def chosen(self) -> list[Obligation]:
        """The paragraphs ticked, in the order of the text."""
        ticked = set(self.cleaned_data["obligations"])
        return [one for key, one in self.asked.items() if key in ticked]

    def recipient(self, site: str) -> Recipient:
        """To whom, as the service takes it."""
        said = self.cleaned_data
        person = self.people.get(said["contributor"])
        if person is None:
            return Recipient(
                ministry=said["ministry"], name=said["name"], email=said["email"].lower(),
                language=said["language"] or settings.LANGUAGE_CODE, site=site,
            )  # fmt: skip
        return Recipient(ministry=said["ministry"] or person.user.title or person.user.name, designation=person)


class SenderForm(forms.Form):
    """Who sends a text by his link."""

    sender = LineField(label=_("Your name and function"), max_length=300)


class WordForm(forms.Form):
    """Why a text is declined."""

    word = TextField(
        label=_("Word to the contributor"), max_length=2000, widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=_("He reads it where his link led."),
    )  # fmt: skip
