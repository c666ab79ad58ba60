"""The parts of an adopted text, and how a numbered paragraph of each is referred to."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Part(models.TextChoices):
    """Where in an instrument a paragraph stands."""

    PREAMBULAR = "preambular", _("preamble of the resolution")
    OPERATIVE = "operative", _("operative part of the resolution")
    DECLARATION_PREAMBULAR = "declaration_preambular", _("preamble of the annexed declaration")
    DECLARATION = "declaration", _("annexed declaration")
    RECOMMENDATION = "recommendation", _("list of recommendations")


PREFIXES = {Part.OPERATIVE: "OP", Part.DECLARATION: "D", Part.RECOMMENDATION: "R"}
"""The one table of reference prefixes: a part in it is numbered, a part that is not has no references."""


def reference_of(part: Part, number: int | None) -> str:
    """The permanent reference of a paragraph ("OP5"); empty for a paragraph that carries no number."""
    return "" if number is None or part not in PREFIXES else f"{PREFIXES[part]}{number}"
