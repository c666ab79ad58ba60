"""The receipt of a version, to be taken along, and the page that verifies one, open to everybody."""

import hashlib
import json
from typing import Any
from uuid import UUID

from allauth.core.internal.ratelimit import consume
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commitments.access.guards import ActedRequest, SignedInRequest, public, signed_in
from commitments.evidence.serving import stored_attachment
from commitments.evidence.upload_handler import limited_uploads
from commitments.files.serving import serve_written
from commitments.receipts.forms import VerifyForm
from commitments.receipts.models import SubmissionReceipt
from commitments.receipts.printed import facts_of
from commitments.receipts.statement import files_in
from commitments.receipts.verifying import Verdict, key_of_this_site, standing_of, verdict_on
from commitments.submissions.models import Submission
from commitments.web.rendering import UNPROCESSABLE, render_page

TOO_MANY = 429
RECEIPT, VERIFY = "commitments/receipts/receipt.html", "commitments/receipts/verify.html"


@require_safe
@signed_in
def receipt(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """What the receipt states, and both forms of it; a version that was sent and has none yet says so."""
    sent = Submission.objects.visible_to(request.actor).filter(submitted_at__isnull=False)
    whole = get_object_or_404(sent.select_related("respondent", "cycle"), public_id=public_id)
    found = SubmissionReceipt.objects.visible_to(request.actor).filter(submission=whole).first()
    context = {
        "submission": whole, "receipt": found, "standing": standing_of(whole),
        "is_in_part": whole.respondent_id in request.actor.partial_ids,
        "facts": facts_of(found.statement) if found else [],
        "breadcrumbs": [
            ("/", _("Overview")),
            (reverse("submissions:submission", args=[public_id]), f"{whole.respondent.short_name}, {whole.cycle.name}"),
            ("", _("Receipt")),
        ],
    }  # fmt: skip
    return render_page(request, RECEIPT, context)


@require_safe
@signed_in
def statement(request: SignedInRequest, public_id: UUID) -> HttpResponseBase:
    """The receipt as JSON: statement, signature, key."""
    found = _own(request, public_id)
    said = {"statement": found.statement, "code": found.code, "signature": found.signature, "key": found.key}
    content = json.dumps(said, ensure_ascii=False, indent=2).encode()
    return serve_written(content, name=f"{name_of(found)}.json", content_type="application/json")


@require_safe
@signed_in
def paper(request: SignedInRequest, public_id: UUID) -> HttpResponseBase:
    """The receipt as PDF; 404 where it is not printed yet."""
    found = _own(request, public_id, printed_at__isnull=False)
    return stored_attachment(found, name=f"{name_of(found)}.pdf", content_type="application/pdf")


@limited_uploads
@require_http_methods(["GET", "HEAD", "POST"])
@public
def verify(request: ActedRequest) -> HttpResponse:
    """Whether what somebody shows is a receipt of this site, and how that version stands now."""
    if request.method != "POST":
        return _verify_page(request, VerifyForm())
    form = VerifyForm(request.POST, request.FILES)
    for _name, words in request.skipped_files:  # type: ignore[attr-defined]
        form.add_error("receipt", words)
    if not consume(request, app="allauth.account", action="verify_receipt"):
        form.add_error(None, _("Too many requests came from your network. Wait a minute, then send again."))
        return _verify_page(request, form, status=TOO_MANY)
    if not form.is_valid():
        return _verify_page(request, form, status=UNPROCESSABLE)
    found = verdict_on(form.cleaned_data["shown"])
    return _verify_page(request, form, verdict=found, named=_names(found, form.cleaned_data["document"]))


def name_of(found: SubmissionReceipt) -> str:
    """What the file is called where it is kept: whose, which call, which version."""
    said = found.statement
    return f"receipt-{said['respondent']['code']}-{said['cycle']['code']}-{said['version']}"


def _own(request: SignedInRequest, public_id: UUID, **wanted: Any) -> SubmissionReceipt:
    visible = SubmissionReceipt.objects.visible_to(request.actor).filter(**wanted)
    found: SubmissionReceipt = get_object_or_404(visible, submission__public_id=public_id)
    return found


def _names(verdict: Verdict, document: Any) -> bool | None:
    """Whether the receipt names this document; nothing where none was given or the receipt is not ours."""
    if document is None or verdict.statement is None:
        return None
    return hashlib.file_digest(document.file, "sha256").hexdigest() in files_in(verdict.statement)


def _verify_page(
    request: ActedRequest, form: VerifyForm, *, verdict: Verdict | None = None, named: bool | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    context = {
        "form": form, "verdict": verdict, "named": named, "key": key_of_this_site(),
        "facts": facts_of(verdict.statement) if verdict and verdict.statement else [],
        "breadcrumbs": [("/", _("Overview")), ("", _("Verify a receipt"))],
    }  # fmt: skip
    return render_page(request, VERIFY, context, status=status)
