"""How many notices a person has not read, asked while he is recognized."""

from commitments.history.database_objects import open_to_the_program, register

MOST_COUNTED = 99
# With the owner's rights, because it is asked before anybody acts: it tells a number of one person, and no notice.
UNREAD = f"""
CREATE OR REPLACE FUNCTION notices_unread(person bigint) RETURNS integer LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*)::integer FROM (
    SELECT FROM commitments_notice n WHERE n.recipient_id = person AND n.read_at IS NULL LIMIT {MOST_COUNTED}
  ) unread
$$;
"""  # noqa: S608 - our own words

register("notices_1_unread", UNREAD)
open_to_the_program("notices_unread(bigint)")
