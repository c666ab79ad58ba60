"""Who sees and writes what was done: the own State; others read the frozen copy of what was sent.

Whoever works on given paragraphs sees the actions that serve one of them, and those he recorded himself.
"""

from commitments.access.given import OF_A_PARAGRAPH
from commitments.access.wall import USER, given, in_part, own, walled
from commitments.history.database_objects import open_to_the_program, register

OF_AN_ACTION = "EXISTS (SELECT FROM commitments_implementationaction a WHERE a.id = action_id)"
ON_A_GIVEN_PARAGRAPH = given(OF_A_PARAGRAPH)

# With the owner's rights: the policy of an action looks at its links, and that of a link at its action.
ACTION_IS_GIVEN = f"""
CREATE OR REPLACE FUNCTION action_is_given(action bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM commitments_implementationaction a
                 WHERE a.id = action AND {in_part("a.respondent_id")} AND a.created_by_id = {USER})
      OR EXISTS (SELECT FROM commitments_actionobligation l
                 WHERE l.action_id = action AND {given(OF_A_PARAGRAPH, "l.respondent_id", on="l.obligation_id")})
$$;
"""  # noqa: S608 - our own words
register("access_0_wall_given_1_action", ACTION_IS_GIVEN)
open_to_the_program("action_is_given(bigint)")


def action_is_given(action: str) -> str:
    """SQL: the row is of somebody to whom paragraphs were given, and he sees this action."""
    return f"({in_part()} AND action_is_given({action}))"


walled(
    "commitments_implementationaction",
    seen=f"{own()} OR ({in_part()} AND created_by_id = {USER}) OR {action_is_given('id')}",
    history=f"{own()} OR {action_is_given('pgh_obj_id')}",
)
walled(
    "commitments_actionobligation",
    seen=f"{own()} OR {ON_A_GIVEN_PARAGRAPH}",
    written=f"{own()} OR ({ON_A_GIVEN_PARAGRAPH} AND action_is_given(action_id))",
    history=f"{own()} OR {ON_A_GIVEN_PARAGRAPH}",
)
walled(
    "commitments_reportedfigure",
    seen=f"{own()} OR {ON_A_GIVEN_PARAGRAPH}",
    history=f"{own()} OR {ON_A_GIVEN_PARAGRAPH}",
)
walled("commitments_milestone", seen=OF_AN_ACTION, history=OF_AN_ACTION)
