"""The innermost middleware: one transaction for the view and its rendering, carrying the actor."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from commitments.access.acting import Opened, acting
from commitments.access.actor import Actor, anonymous
from commitments.access.cut_off import is_cut_off, told_instead, took_too_long
from commitments.access.detours import refused
from commitments.access.factor_keys import FactorUnreadable
from commitments.access.fresh import asked_again
from commitments.access.models import actor_for
from commitments.access.second_factor import held_in, led_there
from commitments.web import limits, versions

logger = logging.getLogger(__name__)
SERVER_ERROR = 500
SAFE = ("GET", "HEAD")


class ActingMiddleware:
    """Opens the transaction, sets the actor, and rolls back when the view failed.

    A TemplateResponse is rendered inside (Django renders it in the innermost call), so a query in a
    template is the actor's too. A view that raised, or answers 500 and more, leaves nothing behind.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request as its actor; pages for machines that ask no database have none."""
        if request.path in settings.PATHS_WITHOUT_ACTOR:
            request.actor = anonymous()  # type: ignore[attr-defined]
            return self.get_response(request)
        request.actor = actor_of(request)  # type: ignore[attr-defined]
        request.view_raised = False  # type: ignore[attr-defined]
        try:
            with limits.within(limits.of_a_page()):
                return self._answered(request)
        except DatabaseError as error:
            logger.exception("the transaction of %s was refused", request.path)
            instead = told_instead(request, error)
            if instead is None:
                raise
            return instead

    def _answered(self, request: HttpRequest) -> HttpResponse:
        with acting(request.actor) as opened, as_it_stood(request, opened):  # type: ignore[attr-defined]
            response = self.get_response(request)
            if request.view_raised or response.status_code >= SERVER_ERROR:  # type: ignore[attr-defined]
                transaction.set_rollback(True)
        return response

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """Before any view: whoever lacks the second factor of his role, or must show again who he is, is led there."""
        return led_there(request) or asked_again(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Remember that the view raised: what it had written is not kept. What can be said in words is."""
        request.view_raised = True  # type: ignore[attr-defined]
        if isinstance(exception, FactorUnreadable):
            return refused(request, " ".join(exception.messages), way=reverse("mfa_index"))
        return took_too_long(request) if is_cut_off(exception) else None


@contextmanager
def as_it_stood(request: HttpRequest, opened: Opened | None) -> Iterator[None]:
    """Let pages use what is kept of these versions; not where the request may write, for then they change."""
    request.holds_demonstration = opened and opened.holds_demonstration  # type: ignore[attr-defined]
    now = opened.versions if opened and request.method in SAFE else None
    request.reference_version = opened and opened.versions.reference  # type: ignore[attr-defined]
    token, of_reference = versions.CURRENT.set(now), versions.REFERENCE.set(now and now.reference)
    try:
        yield
    finally:
        versions.REFERENCE.reset(of_reference)
        versions.CURRENT.reset(token)


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a request: the person signed in, as his session may be him; else anonymous."""
    user = request.user
    return held_in(request, actor_for(user, today=timezone.localdate())) if user.is_authenticated else anonymous()
