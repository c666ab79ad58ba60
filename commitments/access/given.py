"""Paragraphs given to a contributor: read with his designations, and told to the database with who acts.

They are rows of a capability far above (contributions); a function of the database gives them, so that the
actor holds all his rights from the first query on, and every layer asks him alone. See docs/adr/0027.
"""

from collections.abc import Iterable, Mapping

from django.db.models import Case, F, Func, JSONField, Value, When

from commitments.access.actor import Given
from commitments.access.roles import DESIGNATED

GIVEN_ROLES = [role.code for role in DESIGNATED if role.is_of_given_paragraphs]
OF_A_PARAGRAPH, OF_AN_ANSWER, OF_A_REPLY = "{r}:{o}", "{r}:{c}:{o}", "{r}/{c}"
"""How the walls name what was given: the paragraph in any cycle, in one cycle, and the reply it belongs to."""


def given() -> Case:
    """Of a designation, the paragraphs given with it; nothing is looked up for roles that are given none."""
    read = Func(F("pk"), function="paragraphs_given", output_field=JSONField())
    nothing = Value([], output_field=JSONField())
    return Case(When(role__in=GIVEN_ROLES, then=read), default=nothing, output_field=JSONField())


def as_given(pairs: Iterable[Iterable[int]]) -> tuple[Given, ...]:
    """As the function gives them, as a grant holds them: in one order, for pages are kept by it."""
    return tuple(sorted(Given(*pair) for pair in pairs))


def words_of(given: Mapping[int, Iterable[Given]]) -> frozenset[str]:
    """As the walls name them."""
    return frozenset(
        form.format(r=respondent_id, c=one.cycle_id, o=one.obligation_id)
        for respondent_id, ones in given.items()
        for one in ones
        for form in (OF_A_PARAGRAPH, OF_AN_ANSWER, OF_A_REPLY)
    )
