"""An address that was asked in a way it does not take says so in words, as every other refusal does."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from commitments.access.detours import is_for_programs

NOT_ALLOWED = 405


class WrongMethodMiddleware:
    """Django's own answer is empty: whoever opens the address of a button would see a white page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer of the view; words in place of an empty refusal."""
        response = self.get_response(request)
        if response.status_code != NOT_ALLOWED or response.content:
            return response
        told = _told(request)
        told.headers["Allow"] = response.headers.get("Allow", "")
        return told


def _told(request: HttpRequest) -> HttpResponse:
    """A page, or JSON for a program."""
    if is_for_programs(request):
        words = _("This address does not take requests of this kind. Nothing was changed.")
        return JsonResponse({"detail": words}, status=NOT_ALLOWED)
    return render(request, "405.html", status=NOT_ALLOWED)
