"""A button that does one thing: its verb is carried out, and a message says what came of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.utils import timezone

from commitments.access.guards import SignedInRequest
from commitments.access.refusals import Refused


def carry_out(
    request: SignedInRequest, verb: Callable[..., object], subject: object, *, done: str, **values: Any
) -> None:
    """Let the person do this now; tells that it is done, or why it was refused."""
    try:
        verb(subject, by=request.actor, now=timezone.now(), **values)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
