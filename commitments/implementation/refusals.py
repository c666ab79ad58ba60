"""Why an action, a step or a figure was not written: each refusal is a sentence for the person who tried."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from commitments.access.refusals import Refused


class RulesBroken(Refused):
    """The content breaks rules; `errors` names each field with a sentence."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__(" ".join(errors.values()))


class RowsBroken(Refused):
    """Rows of a table break rules; `errors` gives for each row's number its fields and sentences."""

    def __init__(self, errors: Mapping[int, Mapping[str, str]]) -> None:
        self.errors = {number: dict(fields) for number, fields in errors.items()}
        super().__init__(_("Nothing was saved: some rows need a correction."))


class IsWithdrawn(Refused):
    """A withdrawn record changes only after it was restored."""

    def __init__(self) -> None:
        super().__init__(_("This record is withdrawn. Restore it first, then change it."))


class IsNotAsked(Refused):
    """A paragraph that is not asked of this respondent."""

    def __init__(self, references: str) -> None:
        super().__init__(_("Not asked of this respondent: %(references)s.") % {"references": references})


class StaysWithOthers(Refused):
    """The same figure stands already for this year."""

    def __init__(self) -> None:
        super().__init__(_("The same figure stands already for this year. Edit or withdraw that one first."))
