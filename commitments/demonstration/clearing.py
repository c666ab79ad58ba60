"""What clearing removes, in the order foreign keys allow: marked cycles and texts, what demonstration people made.

Theirs is a reply that one of them began in any cycle, too, and what one of them entered in the accounts pages.
"""

from commitments.demonstration.filling import SLUG

PEOPLE = "(SELECT id FROM commitments_user WHERE is_demonstration)"
CYCLES = "(SELECT id FROM commitments_reportingcycle WHERE is_demonstration)"
REPLIES = f"cycle_id IN {CYCLES} OR created_by_id IN {PEOPLE}"
SUBMISSIONS = f"(SELECT id FROM commitments_submission WHERE {REPLIES})"  # noqa: S608 - constants
REPORTS = f"(SELECT id FROM commitments_obligationreport WHERE submission_id IN {SUBMISSIONS})"  # noqa: S608
ACTIONS = f"(SELECT id FROM commitments_implementationaction WHERE created_by_id IN {PEOPLE})"  # noqa: S608
PROOF = f"(SELECT id FROM commitments_evidence WHERE created_by_id IN {PEOPLE})"  # noqa: S608
TEXTS = f"(SELECT id FROM commitments_instrument WHERE slug LIKE '{SLUG}%')"  # noqa: S608
OBLIGATIONS = f"(SELECT id FROM commitments_obligation WHERE instrument_id IN {TEXTS})"  # noqa: S608
PARAGRAPHS = f"(SELECT id FROM commitments_paragraph WHERE instrument_id IN {TEXTS})"  # noqa: S608
PROPOSALS = f"(SELECT id FROM commitments_proposal WHERE created_by_id IN {PEOPLE})"  # noqa: S608
REQUESTS = f"(SELECT id FROM commitments_assistancerequest WHERE created_by_id IN {PEOPLE})"  # noqa: S608
OFFERS = f"(SELECT id FROM commitments_assistanceoffer WHERE created_by_id IN {PEOPLE})"  # noqa: S608
PAIRINGS = (
    f"(SELECT id FROM commitments_pairing WHERE created_by_id IN {PEOPLE} OR asked_for_id IN {REQUESTS} "  # noqa: S608
    f"OR offered_id IN {OFFERS})"
)
UNUSED = (
    "(SELECT b.id FROM commitments_evidenceblob b "
    "WHERE NOT EXISTS (SELECT FROM commitments_evidence e WHERE e.blob_id = b.id))"
)
EVENTS = f"(SELECT id FROM commitments_event WHERE actor_user_id IN {PEOPLE})"  # noqa: S608
TOLD = f"recipient_id IN {PEOPLE} OR event_id IN {EVENTS}"
NOTICES = f"(SELECT id FROM commitments_notice WHERE {TOLD})"  # noqa: S608


def _where(table: str, condition: str) -> str:
    return f"DELETE FROM commitments_{table} WHERE {condition}"  # noqa: S608 - constants of this module


CLEARING: tuple[tuple[str, str], ...] = (
    ("notes of the secretariat", _where("finding", f"submission_id IN {SUBMISSIONS}")),
    ("questions to States", _where("clarificationrequest", f"submission_id IN {SUBMISSIONS}")),
    ("closings", _where("closing", f"submission_id IN {SUBMISSIONS}")),
    ("mails of notices", _where("mail", f"notice_id IN {NOTICES}")),
    ("notices", _where("notice", TOLD)),
    ("mails", _where("mail", f"recipient_id IN {PEOPLE}")),
    ("choices about mails", _where("mailchoice", f"user_id IN {PEOPLE}")),
    ("plans of reminders", _where("reminderplan", f"cycle_id IN {CYCLES}")),
    ("cited records", _where("citedrecord", f"submission_id IN {SUBMISSIONS}")),
    ("evidence of answers", _where("evidenceofreport", f"report_id IN {REPORTS}")),
    ("answers", _where("obligationreport", f"submission_id IN {SUBMISSIONS}")),
    ("receipts of replies", _where("submissionreceipt", f"submission_id IN {SUBMISSIONS}")),
    ("moves", _where("stagemove", f"submission_id IN {SUBMISSIONS}")),
    ("source documents", _where("sourcedocument", f"submission_id IN {SUBMISSIONS}")),
    ("submissions", _where("submission", REPLIES)),
    ("returned workbooks", _where("returnedworkbook", f"cycle_id IN {CYCLES} OR created_by_id IN {PEOPLE}")),
    ("settings of replies", _where("replysetting", f"set_by_id IN {PEOPLE}")),
    ("extensions of deadlines", _where("deadlineextension", f"cycle_id IN {CYCLES} OR created_by_id IN {PEOPLE}")),
    ("outcomes of pairings", _where("pairingoutcome", f"cycle_id IN {CYCLES} OR pairing_id IN {PAIRINGS}")),
    ("pairings", _where("pairing", f"id IN {PAIRINGS}")),
    ("entries of registers", _where("calldispatch", f"cycle_id IN {CYCLES} OR created_by_id IN {PEOPLE}")),
    ("documents of calls", _where("calldocument", f"cycle_id IN {CYCLES}")),
    ("asked respondents", _where("askedrespondent", f"cycle_id IN {CYCLES}")),
    ("texts of cycles", _where("cycleinstrument", f"cycle_id IN {CYCLES}")),
    ("cycles", _where("reportingcycle", "is_demonstration")),
    ("evidence of actions", _where("evidenceofaction", f"evidence_id IN {PROOF} OR action_id IN {ACTIONS}")),
    ("checks of links", _where("linkcheck", f"evidence_id IN {PROOF}")),
    ("evidence", _where("evidence", f"created_by_id IN {PEOPLE}")),
    ("pages of previews", _where("previewleaf", f"preview_id IN {UNUSED}")),
    ("previews", _where("preview", f"blob_id IN {UNUSED}")),
    ("files", _where("evidenceblob", f"id IN {UNUSED}")),
    ("milestones", _where("milestone", f"action_id IN {ACTIONS}")),
    ("links of actions", _where("actionobligation", f"action_id IN {ACTIONS}")),
    ("actions", _where("implementationaction", f"created_by_id IN {PEOPLE}")),
    ("figures", _where("reportedfigure", f"created_by_id IN {PEOPLE}")),
    ("paragraphs of proposals", _where("proposalobligation", f"paper_id IN {PROPOSALS}")),
    ("proposals", _where("proposal", f"created_by_id IN {PEOPLE}")),
    ("paragraphs of requests", _where("assistancerequestobligation", f"paper_id IN {REQUESTS}")),
    ("requests", _where("assistancerequest", f"created_by_id IN {PEOPLE}")),
    ("paragraphs of offers", _where("assistanceofferobligation", f"paper_id IN {OFFERS}")),
    ("offers", _where("assistanceoffer", f"created_by_id IN {PEOPLE}")),
    ("entries of distributions", _where("distribution", f"created_by_id IN {PEOPLE}")),
    ("entries on mandates", _where("mandate", f"created_by_id IN {PEOPLE}")),
    ("outcomes of bodies", _where("bodyoutcome", f"created_by_id IN {PEOPLE} OR withdrawn_by_id IN {PEOPLE}")),
    ("themes of texts", _where("obligationtheme", f"obligation_id IN {OBLIGATIONS}")),
    ("wordings of obligations", _where("obligationwording", f"obligation_id IN {OBLIGATIONS}")),
    ("obligations", _where("obligation", f"instrument_id IN {TEXTS}")),
    ("wordings of paragraphs", _where("paragraphwording", f"paragraph_id IN {PARAGRAPHS}")),
    ("paragraphs", _where("paragraph", f"instrument_id IN {TEXTS}")),
    ("wordings of texts", _where("instrumentwording", f"instrument_id IN {TEXTS}")),
    ("texts", _where("instrument", f"slug LIKE '{SLUG}%'")),
    ("jobs", _where("job", f"owner_id IN {PEOPLE}")),
    ("uploads", _where("upload", f"owner_id IN {PEOPLE}")),
    ("receipts", _where("receipt", f"event_id IN {EVENTS}")),
    ("events", _where("event", f"actor_user_id IN {PEOPLE}")),
    (
        "removals of second factors",
        _where("secondfactorremoval", f"user_id IN {PEOPLE} OR removed_by_id IN {PEOPLE}"),
    ),
    (
        "sign-ins by organizations",
        _where("organizationidentity", f"user_id IN {PEOPLE} OR untied_by_id IN {PEOPLE}"),
    ),
    ("designations", _where("designation", f"user_id IN {PEOPLE}")),
    ("entries of the accounts pages", f"DELETE FROM django_admin_log WHERE user_id IN {PEOPLE}"),  # noqa: S608
    ("sessions", "DELETE FROM django_session"),
    ("where they were", "DELETE FROM usersessions_usersession"),
    ("addresses", f"DELETE FROM account_emailaddress WHERE user_id IN {PEOPLE}"),  # noqa: S608
    ("second factors", f"DELETE FROM mfa_authenticator WHERE user_id IN {PEOPLE}"),  # noqa: S608
    ("accounts", _where("user", "is_demonstration")),
)
