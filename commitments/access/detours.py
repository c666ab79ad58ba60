"""Somebody has to show first who he is: whoever asked for a page is led there, everybody else is refused in words."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

FORBIDDEN = 403
API = "/api/"


def is_of_a_page(request: HttpRequest) -> bool:
    """Whether a browser shows what is answered as a page of its own; otherwise a script or a program gets it."""
    return not _is_part(request) and not is_for_programs(request)


def refused(request: HttpRequest, words: str, *, way: str) -> HttpResponse:
    """403, as what asked can read it: a page with the way, the same for htmx, which goes there, or JSON."""
    if is_for_programs(request):
        return JsonResponse({"detail": words}, status=FORBIDDEN)
    answer = render(request, "403.html", {"refusal": words, "way": way}, status=FORBIDDEN)
    if _is_part(request):
        answer.headers["HX-Redirect"] = way
    return answer


def _is_part(request: HttpRequest) -> bool:
    return "HX-Request" in request.headers and "HX-Boosted" not in request.headers


def is_for_programs(request: HttpRequest) -> bool:
    """Whether a program asked, which reads no page."""
    return request.path.startswith(API) or not request.accepts("text/html")
