"""Nothing typed is lost: a form sent without being signed in, or with a stale token, comes back with what was typed."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy
from django.views.csrf import csrf_failure

from commitments.access.detours import is_of_a_page
from commitments.web.rendering import render_page

UNAUTHORIZED, FORBIDDEN = 401, 403
NOT_TYPED = ("csrfmiddlewaretoken",)
SIGN_IN_FIRST = gettext_lazy("Sign in in another tab, come back to this one and press Save.")
PRESS_AGAIN = gettext_lazy("Your sign-in changed meanwhile. What you typed is still here: press Save once more.")


class _Origins(CsrfViewMiddleware):
    """Django's own rule for where a form may come from."""

    def is_ours(self, request: HttpRequest) -> bool:
        """Whether the browser says that a page of this site sent it; one that says nothing is not believed."""
        return "HTTP_ORIGIN" in request.META and self._origin_verified(request)  # type: ignore[attr-defined]


def asked_to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """The way to sign in; a form that was sent comes back with it, to be sent once more afterwards."""
    return signed_out(request) if _was_typed(request) else redirect_to_login(request.get_full_path())


def signed_out(request: HttpRequest) -> HttpResponseBase:
    """What was typed, and the way to sign in."""
    way = f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}"
    return _given_back(request, {"lead": SIGN_IN_FIRST, "sign_in": way}, status=UNAUTHORIZED)


def stale(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """Where a token is refused: a form of ours comes back with a fresh one; of another site, or of sign-in, nothing."""
    if _is_guarded(request) and _was_typed(request) and _Origins(_nothing).is_ours(request):
        return _given_back(request, {"lead": PRESS_AGAIN, "sign_in": ""}, status=FORBIDDEN)
    return csrf_failure(request, reason)


def _is_guarded(request: HttpRequest) -> bool:
    """Whether it is a view of ours: sign-in's own forms hold passwords, which come back to nobody."""
    match = request.resolver_match
    return match is not None and hasattr(match.func, "access_rule")


def _was_typed(request: HttpRequest) -> bool:
    return request.method == "POST" and is_of_a_page(request) and bool(_typed(request) or request.FILES)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.POST.lists() if name not in NOT_TYPED for value in values]


def _given_back(request: HttpRequest, said: dict[str, object], *, status: int) -> HttpResponseBase:
    typed = _typed(request)
    words = [value for name, value in typed if " " in value and name != "narrative"]
    kept = {
        "typed": typed,
        "narrative": request.POST.get("narrative", ""),
        "words": words,
        "files": bool(request.FILES),
    }
    return render_page(request, "commitments/access/typed.html", kept | said, status=status)


def _nothing(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return HttpResponse()
