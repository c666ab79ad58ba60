"""The receipt on paper: what it states in words, its code, and how to verify it."""

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments.files.typeset import typeset
from commitments.receipts.models import SubmissionReceipt

LAYOUT = Path(__file__).with_name("receipt.typ")


def printed(receipt: SubmissionReceipt) -> bytes:
    """The whole document, in the language that is active."""
    return typeset(LAYOUT, receipt=said_of(receipt))


def said_of(receipt: SubmissionReceipt) -> dict[str, Any]:
    """Every word of it."""
    statement = receipt.statement
    return {
        "title": _("Receipt"), "code": receipt.code,
        "facts": facts_of(statement),
        "heads": [_("Paragraph"), _("Digest of the answer (SHA-256)"), _("Digests of what it cites")],
        "rows": [
            [f"{answer['instrument']} {answer['reference']}", answer["sha256"],
             [record.get("file_sha256", record["sha256"]) for record in answer["cited"]]]
            for answer in statement["answers"]
        ],
        "signed": [
            [_("Code of this receipt"), receipt.code], [_("Signature (Ed25519)"), receipt.signature],
            [_("Key"), receipt.key],
        ],
        "how": _("Whoever holds this receipt can verify it at “Verify a receipt” of %(site)s, by its code or the file. "
                 "The signature is under the code; the same receipt as JSON can be verified without this program.")
        % {"site": settings.SITE_NAME},
        "no_record": _("Issued by %(operator)s. It is no official record of the United Nations.")
        % {"operator": settings.OPERATOR or settings.SITE_NAME},
    }  # fmt: skip


def facts_of(statement: dict[str, Any]) -> list[tuple[str, str]]:
    """What a receipt states, in words, with its names."""
    answers = statement["answers"]
    came = parse_datetime(statement["received_at"])
    marks = [
        *([_("received after the deadline")] if statement["is_late"] else []),
        *([_("provisional: a later version follows")] if statement.get("is_provisional") else []),
        *([_("nil reply: there is nothing to report")] if statement["is_nil"] else []),
        *(
            [_("entered by the secretariat from a document that came on %(day)s") % {"day": _day(statement["came_on"])}]
            if "source_sha256" in statement
            else []
        ),
    ]
    return [
        (_("Reply of"), statement["respondent"]["name"]),
        (_("To the call"), statement["cycle"]["name"]),
        (_("Version"), str(statement["version"])),
        (_("Received"), f"{date_format(came, 'j F Y, H:i:s')} UTC" if came else statement["received_at"]),
        (_("Marked"), "; ".join(marks) or _("received in time")),
        (_("Answers"), ngettext("%(number)d answer", "%(number)d answers", len(answers)) % {"number": len(answers)}),
        (_("Digest of the whole (SHA-256)"), statement["content_sha256"]),
        *(
            [(_("Digest of the source document (SHA-256)"), statement["source_sha256"])]
            if "source_sha256" in statement
            else []
        ),
    ]


def _day(said: str) -> str:
    return date_format(date.fromisoformat(said), "j F Y")
