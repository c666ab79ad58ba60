"""A statement that the database cut off because it took or waited too long: said in words, and never as a fault."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from psycopg import errors

from commitments.access.unavailable import unavailable

TOO_LONG = (errors.QueryCanceled, errors.LockNotAvailable, errors.IdleInTransactionSessionTimeout)


def is_cut_off(error: BaseException) -> bool:
    """Whether the database ended it by one of its limits."""
    return isinstance(error, DatabaseError) and isinstance(error.__cause__, TOO_LONG)


def told_instead(request: HttpRequest, error: DatabaseError) -> HttpResponse | None:
    """What is answered where the transaction of a page ended with this error; None for a fault of the program."""
    if is_cut_off(error):
        return took_too_long(request)
    if not getattr(request, "shows_restricted", False):
        return None
    words = _("This page shows answers that not everybody may read, and that you read them could not be noted.")
    return unavailable(request, words)


def took_too_long(request: HttpRequest) -> HttpResponse:
    """The sentence for whoever waited."""
    return unavailable(
        request, _("This took too long, and was stopped. Ask for less: narrow the filter or the search.")
    )
