"""What may be kept of a page: no shared cache keeps what a signed-in person saw, and signing out empties his own."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

HEADER = "Cache-Control"
# No cache between keeps it; the browser asks again. Not `no-store`: with it, going back would lose what was typed.
ASK_AGAIN = "private, no-cache"
# What a page for nobody in particular says where it can be asked for again by its tag.
ASKED_AGAIN = "no-cache"


class PrivatePagesMiddleware:
    """Inside of sessions and sign-in; a response that says for itself how it is kept stays as it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark what was made for one person."""
        knows_a_person = settings.SESSION_COOKIE_NAME in request.COOKIES
        response = self.get_response(request)
        if response.get(HEADER, ASKED_AGAIN) == ASKED_AGAIN and (knows_a_person or response.cookies):
            response.headers[HEADER] = ASK_AGAIN
        if knows_a_person and request.method == "POST" and request.path == reverse("account_logout"):
            response.headers["Clear-Site-Data"] = '"cache"'
        return response
