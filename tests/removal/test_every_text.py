"""Every text of every table can be removed, or stands here with the reason why it stays."""

from django.db import models

from commitments.removal.places import PLACES
from tests.conventions.test_tables import MODELS

TYPED = (models.CharField, models.TextField, models.JSONField)
GOES_WITH_ANOTHER = {
    "Evidence.file_name": "with the file",
    "Evidence.archived_url": "with the address that is archived there",
    "LinkCheck.url": "with the address that was checked",
    "LinkCheck.copy_url": "with the address that was checked",
    "CitedRecord.content": "with the record that was frozen",
    "ReturnedWorkbook.file_name": "the whole row goes with any answer of its reply",
    "ReturnedWorkbook.changes": "the whole row goes with any answer of its reply",
    "ReturnedWorkbook.faults": "the whole row goes with any answer of its reply",
    "Upload.name": "with the file that came in",
    "SourceDocument.file_name": "with the file",
    "SourceDocument.path": "made of the digest, and the file under it goes",
}
ADOPTED = "an adopted text or the reading of one: public, and typed by nobody who reports"
REFERENCE = "public reference data, loaded from files of the project"
COMPUTED = "digests, codes and names of tables: the program writes it"
ACCOUNT = "an account is the record of who acted; the rest of it goes by the schedule of retention"
TABLES_THAT_STAY = {
    **dict.fromkeys(
        ("Instrument", "InstrumentWording", "InstrumentSource", "Paragraph", "ParagraphWording", "Qualifier",
         "HeadingWording", "Obligation", "ObligationWording", "Theme", "ThemeWording", "Addressee", "AddresseeWording",
         "ComponentWording", "FootnoteWording", "FootnoteIndicator", "InstrumentReference",
         "InstrumentReferenceWording", "ObligationDeadlineWording", "SuggestedIndicatorWording"), ADOPTED,
    ),
    **dict.fromkeys(
        ("RegionalGroup", "Respondent", "RespondentName", "FormerName", "Treaty", "TreatyAct", "ObligationTreaty"),
        REFERENCE,
    ),
    **dict.fromkeys(
        ("Seal", "SealedPart", "Verification", "Receipt", "RemovedContent", "SubmissionReceipt", "Rollup",
         "RollupDelta", "EvidenceBlob", "PreviewLeaf", "CallDocument", "PageRead", "Download"), COMPUTED,
    ),
    **dict.fromkeys(("User", "Designation", "SecondFactorRemoval", "OrganizationIdentity"), ACCOUNT),
    "Event": "names, numbers and days of what happened; why it happened stands in its record alone",
    "Notice": "names of a State, a cycle, a paragraph, a person who acts; goes by the schedule",
    "Mail": "what a mail server answered; no text of a mail is kept, and this goes by the schedule",
    "Job": "what was asked for in codes; the file it made goes with every removal",
    "ReportingCycle": "the call itself, which goes to all whom it asks",
    "Removal": "the request, its reason and where it stood must stay; its form says that no name belongs there",
}  # fmt: skip
CODES = {
    "language", "original_language", "currency", "sha256", "content_sha256", "content_type", "folder", "site",
    "shown_to", "open_to", "submitted_as", "answered_as", "moved_as",
}  # fmt: skip
"""Columns that are chosen or written by the program, in any table."""


def _free(field: models.Field) -> bool:
    base = getattr(field, "base_field", field)
    return isinstance(base, TYPED) and not base.choices and field.name not in CODES


TEXTS = {
    f"{model.__name__}.{field.name}"
    for model in MODELS
    if model._meta.managed and model.__name__ not in TABLES_THAT_STAY
    for field in model._meta.local_concrete_fields
    if _free(field)
}
REMOVED = {
    f"{holder.model.__name__}.{name}"
    for place in PLACES.values()
    for holder in (place, *place.parts.values())
    for name in holder.texts
}


def test_every_text_can_be_removed_or_stands_here_with_the_reason():
    assert TEXTS - REMOVED - GOES_WITH_ANOTHER.keys() == set()


def test_what_stands_here_is_there_and_in_one_list_only():
    assert {model.__name__ for model in MODELS} >= TABLES_THAT_STAY.keys()
    assert GOES_WITH_ANOTHER.keys() | REMOVED <= TEXTS
    assert GOES_WITH_ANOTHER.keys() & REMOVED == set()
