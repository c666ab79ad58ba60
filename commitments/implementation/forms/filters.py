"""The filters of the list of actions, kept in the address."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from commitments.implementation.kinds import ActionKind
from commitments.implementation.models import ImplementationAction
from commitments.implementation.queries import key_of
from commitments.instruments.models import Obligation
from commitments.web.filters import FilterForm

STANDING, WITHDRAWN = "", "withdrawn"


class ActionFilters(FilterForm):
    """Words, kind, paragraph, and whether withdrawn ones are shown."""

    q = forms.CharField(
        label=_("Words"), required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *ActionKind.choices])
    obligation = forms.ChoiceField(label=_("Paragraph"), required=False)
    state = forms.ChoiceField(
        label=_("Records"), required=False,
        choices=[(STANDING, _("Not withdrawn")), (WITHDRAWN, _("Withdrawn"))],
    )  # fmt: skip

    def __init__(self, *args: Any, asked: Iterable[Obligation], **options: Any) -> None:
        super().__init__(*args, **options)
        paragraphs = [(key_of(each), f"{each.reference} {each.label}") for each in asked]
        self.fields["obligation"].choices = [("", _("All paragraphs")), *paragraphs]  # type: ignore[attr-defined]

    def apply(self, actions: "QuerySet[ImplementationAction]") -> "QuerySet[ImplementationAction]":
        """The actions that pass."""
        self.is_valid()
        wanted = self.cleaned_data
        actions = actions.filter(withdrawn_at__isnull=wanted.get("state") != WITHDRAWN)
        if words := wanted.get("q"):
            actions = actions.filter(
                Q(title__icontains=words) | Q(description__icontains=words) | Q(law_title__icontains=words)
            )
        if kind := wanted.get("kind"):
            actions = actions.filter(kind=kind)
        if obligation := wanted.get("obligation"):
            slug, _found, reference = obligation.rpartition("/")
            links = {"links__obligation__instrument__slug": slug, "links__obligation__reference": reference}
            actions = actions.filter(**links)
        return actions
