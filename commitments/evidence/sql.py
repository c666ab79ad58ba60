"""Evidence stays its respondent's, and its bytes what they were: held against SQL by hand and a forgotten check."""

# ruff: noqa: S608 - built of this module's own words
from commitments.history.database_objects import TRIGGER, kept, register
from commitments.history.versions import is_owned

MADE = ("created_at", "created_by_id", "request_id")
BYTES = ("respondent_id", "sha256", "size", "content_type", "path", "stored_at", "removed_at")

LINK = f"""
CREATE OR REPLACE FUNCTION evidence_link() {TRIGGER} $$
DECLARE whose bigint;
BEGIN
  SELECT respondent_id INTO whose FROM commitments_implementationaction WHERE id = NEW.action_id;
  IF whose IS DISTINCT FROM (SELECT respondent_id FROM commitments_evidence WHERE id = NEW.evidence_id) THEN
    RAISE EXCEPTION 'the evidence of an action is its respondent''s'
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'evidence_of_an_action_is_its_respondents';
  END IF;
  NEW.respondent_id := whose;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER a_link BEFORE INSERT OR UPDATE ON commitments_evidenceofaction
  FOR EACH ROW EXECUTE FUNCTION evidence_link();

CREATE OR REPLACE FUNCTION evidence_file() {TRIGGER} $$
BEGIN
  IF NEW.respondent_id IS DISTINCT FROM (SELECT respondent_id FROM commitments_evidenceblob WHERE id = NEW.blob_id) THEN
    RAISE EXCEPTION 'the file of a piece of evidence is its respondent''s'
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'file_of_evidence_is_its_respondents';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER a_file BEFORE INSERT ON commitments_evidence
  FOR EACH ROW WHEN (NEW.blob_id IS NOT NULL) EXECUTE FUNCTION evidence_file();
"""

# Whatever way a file came, its preview waits to be made: no service can forget to ask for it.
PREVIEW = f"""
CREATE OR REPLACE FUNCTION evidence_preview() {TRIGGER} $$
BEGIN
  INSERT INTO commitments_preview (blob_id, state, fault, number, attempts) VALUES (NEW.id, 'waiting', '', 0, 0);
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER preview AFTER INSERT ON commitments_evidenceblob
  FOR EACH ROW EXECUTE FUNCTION evidence_preview();
"""

# A link that is another now, and its archived copy, have their turn at once.
DUE = f"""
CREATE OR REPLACE FUNCTION evidence_due() {TRIGGER} $$
BEGIN
  NEW.link_due_at := 'epoch';
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER a_due BEFORE UPDATE OF url, archived_url ON commitments_evidence FOR EACH ROW
  WHEN ((OLD.url, OLD.archived_url) IS DISTINCT FROM (NEW.url, NEW.archived_url)) EXECUTE FUNCTION evidence_due();
"""

register("evidence_3_due", DUE)
register("evidence_2_previews", PREVIEW)
register(
    "evidence_1_promises",
    LINK
    + kept("commitments_evidence", "id", "public_id", "respondent_id", "blob_id", "file_name", *MADE)
    + kept("commitments_evidenceblob", "id", *BYTES),
)

OPENED_OR_CLOSED = "(o.audience, o.withdrawn_at) IS DISTINCT FROM (n.audience, n.withdrawn_at)"
is_owned("commitments_evidence", shown_after=OPENED_OR_CLOSED)
is_owned("commitments_evidenceofaction")
is_owned(
    "commitments_linkcheck", owner="(SELECT e.respondent_id FROM commitments_evidence e WHERE e.id = r.evidence_id)"
)
