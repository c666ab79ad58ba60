"""What the site cannot do at this moment it says, and when to try again: a page, a part of one, or JSON."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from commitments.access.detours import is_for_programs

UNAVAILABLE = 503
TRY_AGAIN = 30
"""Seconds."""


def unavailable(request: HttpRequest, words: str) -> HttpResponse:
    """503 with a sentence. The database is not asked: its transaction may be the one that failed."""
    if is_for_programs(request):
        response: HttpResponse = JsonResponse({"detail": words}, status=UNAVAILABLE)
    else:
        response = HttpResponse(render_to_string("503.html", {"refusal": words}), status=UNAVAILABLE)
    response.headers["Retry-After"] = str(TRY_AGAIN)
    return response
