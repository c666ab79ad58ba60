"""Nothing typed is lost: an expired session or a stale token gives the words back instead of a bare refusal."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt

from commitments.access.typed import FORBIDDEN, UNAUTHORIZED, signed_out

AUTOSAVE_HEADER, PERSON_HEADER = "X-Autosave", "X-Person"

View = Callable[..., HttpResponseBase]


class _Check(CsrfViewMiddleware):
    """Django's own check; the view answers for it, because it holds what was typed."""

    def _reject(self, request: HttpRequest, reason: str) -> Any:  # noqa: ARG002 - Django's signature
        return HttpResponse(status=FORBIDDEN, reason="csrf")


def is_autosave(request: HttpRequest) -> bool:
    """Whether the page's script saves in the background and reads JSON."""
    return AUTOSAVE_HEADER in request.headers


def nothing_typed_is_lost(view: View) -> View:
    """Around a guarded view: what was typed comes back from an expired session and from a stale token.

    The token is checked here as everywhere; only the refusal differs. Stands outside the guard.
    """

    @csrf_exempt
    @wraps(view)
    def kept(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST":
            if not request.actor.is_signed_in or _is_somebody_else(request):
                return _signed_out(request)
            request.token_is_stale = _token_is_stale(request)
        return view(request, *args, **kwargs)

    return kept


def stale_token(request: HttpRequest) -> JsonResponse:
    """Give the script a fresh token; it comes back with the same words. Other sites cannot read this."""
    return JsonResponse({"state": "token", "token": get_token(request)}, status=FORBIDDEN)


def _is_somebody_else(request: Any) -> bool:
    """Whether the words were typed by another person than the one who is signed in now."""
    typed_by = request.headers.get(PERSON_HEADER, "")
    return bool(typed_by) and typed_by != str(request.actor.user_id)


def _token_is_stale(request: HttpRequest) -> bool:
    check = _Check(lambda _request: HttpResponse())
    check.process_request(request)
    return check.process_view(request, _nothing, (), {}) is not None


def _nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def _signed_out(request: HttpRequest) -> HttpResponseBase:
    if is_autosave(request):
        sign_in = f"{reverse('account_login')}?{urlencode({'next': request.path})}"
        return JsonResponse({"state": "signed_out", "sign_in": sign_in}, status=UNAUTHORIZED)
    return signed_out(request)
