"""What a page shows of answers that not everybody may read is noted before the page leaves, in its transaction."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from commitments.access.restricted import listening
from commitments.auditing.services import note_reading


class ReadingMiddleware:
    """Innermost: the page has been drawn; the note goes with the end of its transaction, and no page leaves before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page; where the note is refused, `ActingMiddleware` answers that instead of it."""
        with listening() as told:
            response = self.get_response(request)
        if told:
            request.shows_restricted = True  # type: ignore[attr-defined]
            note_reading(request.resolver_match.view_name if request.resolver_match else "", told)
        return response
