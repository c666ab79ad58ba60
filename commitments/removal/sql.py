"""Carrying a removal out: one function, with the owner's rights, in one transaction; everything else is refused.

It looks itself who confirms. Texts become a sentence with day and reason, in the record, in what was frozen of
it, and in every event of their history; each event keeps the digest of what stood there, gets a new salt, and
the digest of what stands there since (history.RemovedContent). Guesses cannot be tried on what is left.
"""

# ruff: noqa: S608 - built of this module's own words
from commitments.access.permissions import Permission
from commitments.access.roles import DESIGNATED
from commitments.access.wall import HELD_TODAY, USER
from commitments.evidence.kinds import LINK_REMOVED
from commitments.history.database_objects import (
    BY_THE_INSTALLATION,
    TRIGGER,
    never_deleted,
    open_to_the_program,
    register,
)
from commitments.history.lawful import BEGIN, END
from commitments.removal.models import Side
from commitments.removal.places import FILE, PLACES, STEPS, Kind
from commitments.web.versions import Scope

DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp SET TimeZone = 'UTC'"
DECIDED = ("outcome", "decided_by_id", "decided_at", "decided_reason", "finished_at")
REFUSED = "USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'content_goes_by_two_persons'"


def _roles(*, of_state: bool) -> str:
    found = [r.code for r in DESIGNATED if Permission.CONTENT_REMOVE in r.permissions and r.for_respondent == of_state]
    return ", ".join(f"'{code}'" for code in found)


SPEAKS = f"""
CREATE OR REPLACE FUNCTION removal_speaks_for(side text, whose bigint) RETURNS boolean
LANGUAGE sql STABLE {DEFINER} AS $$
  SELECT EXISTS (
    SELECT FROM commitments_designation d
    WHERE {HELD_TODAY}
      AND CASE side WHEN '{Side.STATE}' THEN d.role IN ({_roles(of_state=True)}) AND d.respondent_id = whose
                    ELSE d.role IN ({_roles(of_state=False)}) AND d.respondent_id IS NULL END)
$$;
CREATE OR REPLACE FUNCTION removal_other_side(side text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE side WHEN '{Side.STATE}' THEN '{Side.SECRETARIAT}' ELSE '{Side.STATE}' END
$$;
"""

WHOSE = " ".join(
    f"WHEN '{kind}' THEN SELECT respondent_id, public_id INTO NEW.respondent_id, NEW.record_public_id "
    f"FROM {place.table} WHERE id = NEW.record_id;"
    for kind, place in PLACES.items()
)
LEFT_ASIDE = "ARRAY[" + ", ".join(f"'{column}'" for column in DECIDED) + "]"
GUARD = f"""
CREATE OR REPLACE FUNCTION removal_guard() {TRIGGER} $$
BEGIN
  IF is_maintenance() OR is_lawful_removal() THEN RETURN NEW; END IF;
  IF TG_OP = 'INSERT' THEN
    CASE NEW.kind {WHOSE} END CASE;
    IF NEW.outcome = '' AND NEW.finished_at IS NULL AND NEW.records = '{{}}' AND NEW.files = '{{}}'
       AND ({BY_THE_INSTALLATION} OR removal_speaks_for(NEW.asked_for, NEW.respondent_id)) THEN
      RETURN NEW;
    END IF;
  ELSIF to_jsonb(NEW) - {LEFT_ASIDE} = to_jsonb(OLD) - {LEFT_ASIDE} THEN
    IF OLD.outcome = '' AND NEW.outcome = 'declined' AND NEW.finished_at IS NULL
       AND removal_speaks_for(removal_other_side(NEW.asked_for), NEW.respondent_id) THEN
      RETURN NEW;
    END IF;
    IF (NEW.outcome, NEW.decided_by_id, NEW.decided_at, NEW.decided_reason)
       IS NOT DISTINCT FROM (OLD.outcome, OLD.decided_by_id, OLD.decided_at, OLD.decided_reason)
       AND {BY_THE_INSTALLATION} THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'a removal is asked for by one side, decided by the other, and stays as it is' {REFUSED};
END $$;
CREATE OR REPLACE TRIGGER a_guard BEFORE INSERT OR UPDATE ON commitments_removal
  FOR EACH ROW EXECUTE FUNCTION removal_guard();
"""

# What stands in place of a text, as an expression over a row `e`: nothing where there was nothing.
INSTEAD = f"""
CREATE OR REPLACE FUNCTION removal_texts(of regclass, fields text[], said text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_object_agg(a.attname, format('CASE WHEN e.%1$I = '''' THEN e.%1$I ELSE %2$L END', a.attname, CASE
    WHEN right(a.attname, 3) = 'url' THEN '{LINK_REMOVED}'
    WHEN a.atttypmod > 4 THEN left(said, a.atttypmod - 4) ELSE said END))
  FROM pg_attribute a WHERE a.attrelid = of AND a.attnum > 0 AND NOT a.attisdropped AND a.attname = ANY (fields)
$$;
CREATE OR REPLACE FUNCTION removal_in_content(content jsonb, fields text[], said text) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_object_agg(key, CASE
    WHEN key <> ALL (fields) OR value = '""' THEN value
    WHEN key IN ('url', 'archived_url') THEN to_jsonb('{LINK_REMOVED}'::text)
    WHEN key = '{STEPS}' THEN coalesce(
      (SELECT jsonb_agg(step || jsonb_build_object('title', said) ORDER BY n)
       FROM jsonb_array_elements(value) WITH ORDINALITY s(step, n)), '[]')
    ELSE to_jsonb(said) END)
  FROM jsonb_each(content)
$$;
"""

# Where an event is sealed already its digest was taken over the columns of then, else it will be over those of now.
TAKE = f"""
CREATE OR REPLACE FUNCTION removal_columns(history regclass, event bigint) RETURNS text[]
LANGUAGE sql STABLE {DEFINER} AS $$
  SELECT coalesce(
    (SELECT p.columns::text[] FROM commitments_sealedpart p
     WHERE p."table" = history::text AND p.last_event_id >= event AND event = ANY (p.event_ids) LIMIT 1),
    (SELECT array_agg(a.attname::text) FROM pg_attribute a WHERE a.attrelid = history AND a.attnum > 0
       AND NOT a.attisdropped AND left(a.attname, 4) <> 'pgh_'))
$$;
CREATE OR REPLACE FUNCTION removal_digest(salt uuid, held jsonb, columns text[]) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(convert_to(coalesce(salt::text, '') || (
    SELECT jsonb_object_agg(key, value) FROM jsonb_each(held) WHERE key = ANY (columns))::text, 'UTF8'))
$$;
CREATE OR REPLACE FUNCTION removal_take(r commitments_removal, of regclass, ids bigint[], instead jsonb) RETURNS void
LANGUAGE plpgsql {DEFINER} AS $$
DECLARE sets text; holds text; history text := of::text || 'event'; versioned text;
BEGIN
  SELECT string_agg(format('%I = %s', key, value), ', '),
         string_agg(format('e.%I IS DISTINCT FROM (%s)', key, value), ' OR ')
    INTO sets, holds FROM jsonb_each_text(instead);
  IF sets IS NULL OR ids = '{{}}' THEN RETURN; END IF;
  SELECT CASE WHEN count(*) = 0 THEN '' ELSE ', version = e.version + 1' END INTO versioned
    FROM pg_attribute WHERE attrelid = of AND attname = 'version';
  EXECUTE format('UPDATE %s e SET %s%s WHERE e.id = ANY ($1) AND (%s)', of, sets, versioned, holds) USING ids;
  EXECUTE format($do$
    WITH before AS MATERIALIZED (
      SELECT e.pgh_id, coalesce(
        (SELECT x.content_digest FROM commitments_removedcontent x
         WHERE x."table" = %1$L AND x.event_id = e.pgh_id ORDER BY x.id DESC LIMIT 1),
        removal_digest(e.pgh_salt, to_jsonb(e), removal_columns(%1$L, e.pgh_id))) AS digest
      FROM %1$I e WHERE e.pgh_obj_id = ANY ($1) AND (%3$s)
    ), taken AS (
      UPDATE %1$I e SET %2$s, pgh_salt = gen_random_uuid() FROM before b WHERE e.pgh_id = b.pgh_id
      RETURNING e.pgh_id, b.digest, removal_digest(e.pgh_salt, to_jsonb(e), $2) AS remains
    )
    INSERT INTO commitments_removedcontent (removal_id, asked_by_id, confirmed_by_id, removed_at, "table", event_id,
                                            columns, content_digest, remains_digest)
    SELECT $3, $4, $5, $6, %1$L, t.pgh_id, $2, t.digest, t.remains FROM taken t ORDER BY t.pgh_id
  $do$, history, sets, holds)
    USING ids, (SELECT array_agg(a.attname::text) FROM pg_attribute a WHERE a.attrelid = history::regclass
                AND a.attnum > 0 AND NOT a.attisdropped AND left(a.attname, 4) <> 'pgh_'),
          r.id, r.asked_by_id, r.decided_by_id, r.decided_at;
END $$;
"""

# A passage goes with an answer from version to version of a reply, and from cycle to cycle: all versions of the
# answer lose it, and all that were carried from one another.
SAME_ANSWER = (
    "o.id = x.carried_from_id OR o.carried_from_id = x.id OR "
    "(o.respondent_id, o.cycle_id, o.obligation_id) = (x.respondent_id, x.cycle_id, x.obligation_id)"
)
ANSWERS = f"""
    SELECT coalesce(array_agg(id), '{{}}') INTO ids FROM (
      WITH RECURSIVE line(id) AS (
        SELECT id FROM commitments_obligationreport WHERE public_id = ANY (named)
        UNION SELECT o.id FROM line l JOIN commitments_obligationreport x ON x.id = l.id
          JOIN commitments_obligationreport o ON {SAME_ANSWER}
      ) SELECT id FROM line) found;
    SELECT coalesce(array_agg(public_id), '{{}}') INTO named FROM commitments_obligationreport WHERE id = ANY (ids);
"""


def _by_name(kind: str) -> str:
    return f"SELECT coalesce(array_agg(id), '{{}}') INTO ids FROM {PLACES[kind].table} WHERE public_id = ANY (named);"


def _cited(kind: str, ids: str, fields: str) -> str:
    return f"""
    PERFORM removal_take(r, 'commitments_citedrecord',
      ARRAY(SELECT c.id FROM commitments_citedrecord c WHERE c.kind = '{kind}' AND c.{kind}_id = ANY ({ids})),
      jsonb_build_object('content', format('removal_in_content(e.content, %L::text[], %L)', {fields}, said)));
"""


def _texts(table: str, ids: str, fields: str) -> str:
    return f"PERFORM removal_take(r, '{table}', {ids}, removal_texts('{table}', {fields}, said));"


STEPS_OF_ACTIONS = _texts(
    "commitments_milestone", "ARRAY(SELECT m.id FROM commitments_milestone m WHERE m.action_id = ANY (ids))",
    "ARRAY['title', 'withdrawn_reason']",
)  # fmt: skip
CHECKS_OF_LINKS = _texts(
    "commitments_linkcheck", "ARRAY(SELECT l.id FROM commitments_linkcheck l WHERE l.evidence_id = ANY (ids))", "names"
)
CARRY_OUT = f"""
CREATE OR REPLACE FUNCTION removal_carry_out(which bigint) RETURNS void LANGUAGE plpgsql {DEFINER} AS $$
DECLARE r commitments_removal; said text; names text[]; named uuid[]; ids bigint[]; blobs bigint[]; sharing bigint[];
BEGIN
  SELECT * INTO STRICT r FROM commitments_removal WHERE id = which AND outcome = 'confirmed';
  {BEGIN}
  said := 'Removed on ' || to_char(r.decided_at, 'YYYY-MM-DD') || ': ' || r.reason;
  names := r.fields || CASE WHEN 'url' = ANY (r.fields) THEN ARRAY['archived_url', 'copy_url'] ELSE '{{}}' END;
  named := array_append(r.records, r.record_public_id);
  -- Whoever sends at this moment comes before or after, and freezes nothing that has gone.
  PERFORM FROM commitments_submission WHERE respondent_id = r.respondent_id ORDER BY id FOR UPDATE;
  CASE r.kind
  WHEN '{Kind.ANSWER}' THEN
    {ANSWERS}
    {_texts("commitments_obligationreport", "ids", "names")}
  WHEN '{Kind.ACTION}' THEN
    {_by_name(Kind.ACTION)}
    {_texts("commitments_implementationaction", "ids", "names")}
    IF '{STEPS}' = ANY (r.fields) THEN
      {STEPS_OF_ACTIONS}
    END IF;
    {_cited(Kind.ACTION, "ids", "names")}
  WHEN '{Kind.EVIDENCE}' THEN
    {_by_name(Kind.EVIDENCE)}
    {_texts("commitments_evidence", "ids", "names")}
    {CHECKS_OF_LINKS}
    {_cited(Kind.EVIDENCE, "ids", "names")}
    UPDATE commitments_evidence SET link_due_at = '9000-01-01' WHERE id = ANY (ids) AND url = '{LINK_REMOVED}';
    IF '{FILE}' = ANY (r.fields) THEN
      blobs := ARRAY(SELECT b.id FROM commitments_evidenceblob b WHERE b.respondent_id = r.respondent_id AND (
        b.sha256 = ANY (r.files) OR b.id IN (SELECT e.blob_id FROM commitments_evidence e WHERE e.id = ANY (ids))));
      sharing := ARRAY(SELECT e.id FROM commitments_evidence e WHERE e.blob_id = ANY (blobs));
      UPDATE commitments_evidenceblob SET removed_at = r.decided_at WHERE id = ANY (blobs) AND removed_at IS NULL;
      r.files := ARRAY(SELECT DISTINCT f FROM (SELECT unnest(r.files) UNION
        SELECT b.sha256 FROM commitments_evidenceblob b WHERE b.id = ANY (blobs)) x(f));
      UPDATE commitments_preview SET state = 'not_made', fault = 'removed', ended_at = r.decided_at
        WHERE blob_id = ANY (blobs) AND fault <> 'removed';
      UPDATE commitments_upload SET name = 'removed' WHERE sha256 = ANY (r.files);
      {_texts("commitments_evidence", "sharing", "ARRAY['file_name']")}
      {_cited(Kind.EVIDENCE, "sharing", "ARRAY['file_name']")}
    END IF;
  WHEN '{Kind.SOURCE}' THEN
    SELECT coalesce(array_agg(s.id), '{{}}'), r.files || coalesce(array_agg(DISTINCT s.sha256), '{{}}')
      INTO ids, r.files FROM commitments_sourcedocument s WHERE s.respondent_id = r.respondent_id AND (
        s.sha256 = ANY (r.files)
        OR s.sha256 IN (SELECT o.sha256 FROM commitments_sourcedocument o WHERE o.public_id = ANY (named)));
    UPDATE commitments_sourcedocument SET removed_at = r.decided_at WHERE id = ANY (ids) AND removed_at IS NULL;
    UPDATE commitments_upload SET name = 'removed' WHERE sha256 = ANY (r.files);
    {_texts("commitments_sourcedocument", "ids", "ARRAY['file_name']")}
  END CASE;
  UPDATE commitments_removal SET records = named, files = r.files WHERE id = which;
  PERFORM raise_page_versions('{Scope.OWN}', ARRAY[r.respondent_id]);
  PERFORM raise_page_versions('{Scope.SHOWN}', ARRAY[0]);
  {END}
END $$;
"""

CONFIRM = f"""
CREATE OR REPLACE FUNCTION removal_confirm(which bigint, moment timestamptz, words text) RETURNS void
LANGUAGE plpgsql {DEFINER} AS $$
DECLARE r commitments_removal;
BEGIN
  SELECT * INTO STRICT r FROM commitments_removal WHERE id = which FOR UPDATE;
  IF r.outcome <> '' OR {USER} IS NULL OR r.asked_by_id = {USER}
     OR NOT removal_speaks_for(removal_other_side(r.asked_for), r.respondent_id) THEN
    RAISE EXCEPTION 'a removal that waits is confirmed by a second person, of the other side' {REFUSED};
  END IF;
  {BEGIN}
  UPDATE commitments_removal SET outcome = 'confirmed', decided_by_id = {USER}, decided_at = moment,
    decided_reason = words WHERE id = which;
  {END}
  PERFORM removal_carry_out(which);
END $$;
"""

# For a restore, whose database knows nothing of what was removed since its backup. The program may not call it.
WRITTEN = (
    "public_id, respondent_id, kind, record_id, record_public_id, stands_in, fields, ground, reason, asked_by_id, "
    "asked_for, asked_at, outcome, decided_by_id, decided_at, decided_reason, records, files"
)
REPEAT = f"""
CREATE OR REPLACE FUNCTION removal_repeat(line jsonb) RETURNS boolean LANGUAGE plpgsql {DEFINER} AS $$
DECLARE r commitments_removal; known commitments_removal;
BEGIN
  r := jsonb_populate_record(NULL::commitments_removal, line);
  SELECT * INTO known FROM commitments_removal WHERE public_id = r.public_id;
  IF known.outcome = 'confirmed' THEN RETURN false; END IF;
  {BEGIN}
  IF known.id IS NULL THEN
    INSERT INTO commitments_removal ({WRITTEN}) SELECT {", ".join(f"r.{c}" for c in WRITTEN.split(", "))}
      RETURNING id INTO r.id;
  ELSE
    r.id := known.id;
    UPDATE commitments_removal SET outcome = r.outcome, decided_by_id = r.decided_by_id, decided_at = r.decided_at,
      decided_reason = r.decided_reason, records = r.records, files = r.files WHERE id = r.id;
  END IF;
  {END}
  PERFORM removal_carry_out(r.id);
  RETURN true;
END $$;
"""

never_deleted("commitments_removal")
register("removal_1", SPEAKS + GUARD + INSTEAD + TAKE + CARRY_OUT + CONFIRM + REPEAT)
open_to_the_program("removal_confirm(bigint, timestamptz, text)")
