"""Carrying a removal out: one function, with the owner's rights, in one transaction.

Texts become a sentence with day and reason, in the record, in what lies under it, in what was frozen or offered of
it, and in every event of their history (taking.py). Which kind loses what stands in places.py.
"""

# ruff: noqa: S608 - built of this module's own words
from commitments.evidence.kinds import LINK_REMOVED
from commitments.history.lawful import BEGIN, END
from commitments.removal.places import FILE, PLACES, Kind, Place
from commitments.removal.taking import DEFINER, array_of
from commitments.web.versions import Scope

# A passage goes with an answer from version to version of a reply, and from cycle to cycle: all versions of the
# answer lose it, and all that were carried from one another. A cover goes from all versions of its reply.
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
COVERS = """
    SELECT coalesce(array_agg(o.id), '{}'), coalesce(array_agg(o.public_id), '{}') INTO ids, named
      FROM commitments_submission o WHERE (o.cycle_id, o.respondent_id) IN (
        SELECT x.cycle_id, x.respondent_id FROM commitments_submission x WHERE x.public_id = ANY (named));
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


def _parts(place: Place) -> str:
    """What lies under the records and was named."""
    taken = {
        name: _texts(part.table, f"ARRAY(SELECT x.id FROM {part.table} x WHERE {part.under})", array_of(part.texts))
        for name, part in place.parts.items()
    }
    return "".join(f"\n    IF '{name}' = ANY (r.fields) THEN {texts} END IF;" for name, texts in taken.items())


# What a link brought for the same paragraphs holds the same fields; a workbook on its way in may quote them anywhere.
COPIES_OF_ANSWERS = """
    PERFORM removal_take(r, 'commitments_offeredtext', ARRAY(
      SELECT t.id FROM commitments_offeredtext t JOIN commitments_assignment g ON g.id = t.assignment_id
      JOIN commitments_obligationreport a ON a.id = ANY (ids)
        AND (a.respondent_id, a.cycle_id, a.obligation_id) = (g.respondent_id, g.cycle_id, g.obligation_id)),
      jsonb_build_object('content', format('removal_in_content(e.content, %L::text[], %L)', names, said)));
    DELETE FROM commitments_returnedworkbook w WHERE (w.respondent_id, w.cycle_id) IN (
      SELECT a.respondent_id, a.cycle_id FROM commitments_obligationreport a WHERE a.id = ANY (ids));
"""
CHECKS_OF_LINKS = _texts(
    "commitments_linkcheck", "ARRAY(SELECT l.id FROM commitments_linkcheck l WHERE l.evidence_id = ANY (ids))", "names"
)
FILES = f"""
    {CHECKS_OF_LINKS}
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
"""
# A source came on paper for one reply; the same file may have come with another of the State.
SOURCES = """
    SELECT coalesce(array_agg(s.id), '{}'), r.files || coalesce(array_agg(DISTINCT s.sha256), '{}')
      INTO ids, r.files FROM commitments_sourcedocument s WHERE s.respondent_id = r.respondent_id AND (
        s.sha256 = ANY (r.files)
        OR s.sha256 IN (SELECT o.sha256 FROM commitments_sourcedocument o WHERE o.public_id = ANY (named)));
"""
THEIR_FILES = f"""
    UPDATE commitments_sourcedocument SET removed_at = r.decided_at WHERE id = ANY (ids) AND removed_at IS NULL;
    UPDATE commitments_upload SET name = 'removed' WHERE sha256 = ANY (r.files);
    {_texts("commitments_sourcedocument", "ids", "ARRAY['file_name']")}
"""
FOUND = {Kind.ANSWER: ANSWERS, Kind.REPLY: COVERS, Kind.SOURCE: SOURCES}
"""How the records are found where more lose their content than the one that was named."""
BESIDE = {
    Kind.ANSWER: COPIES_OF_ANSWERS,
    Kind.ACTION: _cited(Kind.ACTION, "ids", "names"),
    Kind.FIGURE: _cited(Kind.FIGURE, "ids", "names"),
    Kind.EVIDENCE: _cited(Kind.EVIDENCE, "ids", "names") + FILES,
    Kind.SOURCE: THEIR_FILES,
}
"""What goes with the texts of a kind without being named."""


def _branch(kind: Kind, place: Place) -> str:
    found, beside = FOUND.get(kind) or _by_name(kind), BESIDE.get(kind, "")
    return f"WHEN '{kind}' THEN {found} {_texts(place.table, 'ids', 'names')} {_parts(place)} {beside}"


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
  {"".join(_branch(Kind(kind), place) for kind, place in PLACES.items())}
  END CASE;
  UPDATE commitments_removal SET records = named, files = r.files WHERE id = which;
  PERFORM raise_page_versions('{Scope.OWN}', ARRAY[r.respondent_id]);
  PERFORM raise_page_versions('{Scope.SHOWN}', ARRAY[0]);
  {END}
END $$;
"""
