"""What is given beside a designation: paragraphs to a contributor, the reply that an officer enters for a State.

Both are rows of capabilities far above; functions of the database give them with the designations, so that the
actor holds all his rights from the first query on, and every layer asks him alone. See docs/adr/0027 and 0035.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Case, F, Func, JSONField, Value, When

from commitments.access.actor import Given, Grant
from commitments.access.permissions import Permission
from commitments.access.roles import DESIGNATED

GIVEN_ROLES = [role.code for role in DESIGNATED if role.is_of_given_paragraphs]
ENTERING_ROLES = [role.code for role in DESIGNATED if Permission.REPLY_ENTER in role.permissions]
OF_A_PARAGRAPH, OF_AN_ANSWER, OF_A_REPLY = "{r}:{o}", "{r}:{c}:{o}", "{r}/{c}"
"""How the walls name what was given: the paragraph in any cycle, in one cycle, and the reply it belongs to."""


def given() -> Case:
    """Of a designation, the paragraphs given with it; nothing is looked up for roles that are given none."""
    read = Func(F("pk"), function="paragraphs_given", output_field=JSONField())
    nothing = Value([], output_field=JSONField())
    return Case(When(role__in=GIVEN_ROLES, then=read), default=nothing, output_field=JSONField())


def entered() -> Case:
    """Of a designation, the open entries that its person types or checks; nothing is looked up for other roles."""
    read = Func(F("pk"), function="replies_entered", output_field=JSONField())
    nothing = Value([], output_field=JSONField())
    return Case(When(role__in=ENTERING_ROLES, then=read), default=nothing, output_field=JSONField())


def entry_grants(rows: Iterable[dict[str, Any]]) -> tuple[Grant, ...]:
    """As that function gives them, as an actor holds them: the answers of that reply, and nothing they rest on."""
    return tuple(
        Grant(
            row["role"],
            row["respondent"],
            tuple(Given(row["cycle"], pk, answer_alone=True) for pk in row["obligations"]),
        )
        for row in rows
    )


def as_given(pairs: Iterable[Iterable[int]]) -> tuple[Given, ...]:
    """As the function gives them, as a grant holds them: in one order, for pages are kept by it."""
    return tuple(sorted(Given(cycle_id, obligation_id) for cycle_id, obligation_id in pairs))


def words_of(given: Mapping[int, Iterable[Given]]) -> frozenset[str]:
    """As the walls name them."""
    return frozenset(
        form.format(r=respondent_id, c=one.cycle_id, o=one.obligation_id)
        for respondent_id, ones in given.items()
        for one in ones
        for form in ((OF_AN_ANSWER, OF_A_REPLY) if one.answer_alone else (OF_A_PARAGRAPH, OF_AN_ANSWER, OF_A_REPLY))
    )
