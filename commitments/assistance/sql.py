"""What was sent stays as it was sent; no paper and no pairing is deleted; a draft's paragraphs may change."""

from commitments.assistance.walls import PAPERS
from commitments.history.database_objects import TRIGGER, kept, register

SENT_STAYS = f"""
CREATE OR REPLACE FUNCTION assistance_sent_stays() {TRIGGER} $$
DECLARE marks text[] := ARRAY['withdrawn_at', 'withdrawn_by_id', 'withdrawn_reason'];
BEGIN
  IF OLD.sent_at IS NULL OR is_maintenance() OR is_lawful_removal()
     OR to_jsonb(OLD) - marks = to_jsonb(NEW) - marks THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'what was sent to the secretariat never changes'
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'a_paper_stays_as_it_was_sent';
END $$;
"""


def _triggers(table: str) -> str:
    return (
        f"CREATE OR REPLACE TRIGGER b_sent_stays BEFORE UPDATE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION assistance_sent_stays();\n"
    )


PAIRED = kept(
    "commitments_pairing", "id", "public_id", "asked_for_id", "offered_id", "respondent_id", "told", "created_at"
) + kept(
    "commitments_pairingoutcome", "id", "pairing_id", "cycle_id", "respondent_id", "outcome", "words", "created_at"
)
OF_THE_SECRETARIAT = kept(
    "commitments_mandate", "id", "public_id", "respondent_id", "obligation_id", "created_at"
) + kept(
    "commitments_bodyoutcome", "id", "public_id", "obligation_id", "body", "session", "document", "decision",
    "adopted_on", "source", "created_at",
)  # fmt: skip
REGISTER = kept(
    "commitments_distribution", "id", "respondent_id", "obligation_id", "document", "kind", "recipient_id", "name",
    "sent_on", "way", "address", "reference", "created_at", "created_by_id", "request_id",
)  # fmt: skip
register("assistance_4_register", REGISTER)
register("assistance_3_mandates", OF_THE_SECRETARIAT)
register("assistance_2_pairings", PAIRED)
register(
    "assistance_1_papers",
    SENT_STAYS
    + "".join(_triggers(table) + kept(table, "id", "public_id", "respondent_id", "created_at") for table in PAPERS),
)
