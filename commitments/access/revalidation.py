"""Pages asked for again: not sent again where nothing changed, and not made again for another reader alike.

The permission is checked first: the guard stands outside. What a page is made of is its validator:
code and templates, address, language, day, the reader's scope, and the versions of the data, read
when the request began, before anything the page shows. See docs/adr/0010.
"""

from collections.abc import Callable
from functools import cache, wraps
from hashlib import sha256
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

from commitments.access.guards import View
from commitments.access.models import READ_WITH_HIM
from commitments.access.restricted import TOLD, Shown
from commitments.web import personal, versions
from commitments.web.caching import ASKED_AGAIN, HEADER
from commitments.web.kept import Store
from commitments.web.pieces import printed
from commitments.web.printed import Printed, PrintedResponse

MOST_BYTES = 64 * 1024 * 1024
PAGES: Store[tuple[tuple[Printed | str, ...], dict[str, str], frozenset[Shown]]] = Store(MOST_BYTES)
"""The pieces of each page, its headers, and what it shows that not everybody may read."""
MADE_OF = ("commitments", "templates", "static", "locale")
VARIES = "HX-Request, HX-Target, Cookie"


def revalidated(*, own: bool = False) -> Callable[[View], View]:
    """Have the page answer 304 while nothing it shows has changed, and keep it for readers of the same scope.

    With `own` it shows working records of the reader's respondents: then it is validated and never kept.
    For pages whose forms carry no request id: one that is shown again must not bear a used one.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            key = key_of(request, own=own)
            if key is None:
                return view(request, *args, **kwargs)
            tag = tag_of(request, key)
            response = _not_modified(request, tag) or _kept(request, key, own=own)
            if response is None:
                response = view(request, *args, **kwargs)
                if not own:
                    response = _keep(request, key, response)
            return _marked(request, response, tag)

        return wrapper

    return decorate


def key_of(request: HttpRequest, *, own: bool) -> str | None:
    """What the page is made of, the person left aside; None where it may not be shown again."""
    now = versions.CURRENT.get()
    if now is None or settings.DEBUG or "\x00" in request.get_full_path() or len(get_messages(request)):
        return None
    actor = request.actor  # type: ignore[attr-defined]
    parts = (
        build(), request.get_host(), request.get_full_path(), get_language(), timezone.localdate().isoformat(),
        request.headers.get("HX-Request"), request.headers.get("HX-Boosted"), request.headers.get("HX-Target"),
        request.holds_demonstration, actor.kind, actor.is_signed_in, actor.grants,  # type: ignore[attr-defined]
        now.reference, now.shown, now.own if own else 0,
    )  # fmt: skip
    return sha256(repr(parts).encode()).hexdigest()


def tag_of(request: HttpRequest, key: str) -> str | None:
    """The validator of this person's page; none before he has the token that stands in it."""
    actor = request.actor  # type: ignore[attr-defined]
    secret = request.META.get("CSRF_COOKIE")
    if actor.is_signed_in and not secret:
        return None
    shown = [getattr(request.user, name, None) for name in READ_WITH_HIM] if actor.is_signed_in else None
    mine = repr((key, actor.user_id, actor.name, shown, secret if actor.is_signed_in else None))
    return f'W/"{sha256(mine.encode()).hexdigest()[:32]}"'


@cache
def build() -> str:
    """A digest of the program that makes the pages: code, templates, static files, words, settings."""
    digest = sha256(repr((django.VERSION, settings.OPERATOR, settings.SITE_NAME)).encode())
    for folder in MADE_OF:
        for file in sorted(Path(settings.BASE_DIR, folder).rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                digest.update(str(file.relative_to(settings.BASE_DIR)).encode() + file.read_bytes())
    return digest.hexdigest()


def _not_modified(request: HttpRequest, tag: str | None) -> HttpResponseBase | None:
    if tag is None or "If-None-Match" not in request.headers:
        return None
    return get_conditional_response(request, etag=tag)


def _kept(request: HttpRequest, key: str, *, own: bool) -> HttpResponse | None:
    found = None if own else PAGES.get(key)
    if found is None:
        return None
    pieces, headers, shows = found
    if (told := TOLD.get()) is not None:
        told.update(shows)
    return PrintedResponse(personal.filled(pieces, request), status=HttpResponse.status_code, headers=headers)


def _keep(request: HttpRequest, key: str, response: HttpResponseBase) -> HttpResponseBase:
    """Render the page with holes where it is personal, keep it, and fill them for this request."""
    if not isinstance(response, TemplateResponse) or response.status_code != HttpResponse.status_code:
        return response
    before = request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)
    laid_in: list[Printed] = []
    request.leaves_holes = laid_in  # type: ignore[attr-defined]
    try:
        html = response.rendered_content
    finally:
        request.leaves_holes = None  # type: ignore[attr-defined]
    is_everybodys = not request.META.get("CSRF_COOKIE_NEEDS_UPDATE") and not response.cookies
    if before:
        request.META["CSRF_COOKIE_NEEDS_UPDATE"] = before
    pieces = personal.split(html, laid_in, printed if is_everybodys else Printed)
    headers = dict(response.headers)
    if is_everybodys:
        PAGES.put(key, (pieces, headers, frozenset(TOLD.get() or ())), sum(map(len, pieces)))
    page = PrintedResponse(personal.filled(pieces, request), status=response.status_code, headers=headers)
    page.cookies, page.context_data = response.cookies, response.context_data
    return page


def _marked(request: HttpRequest, response: HttpResponseBase, tag: str | None) -> HttpResponseBase:
    response.headers["Vary"] = VARIES
    if tag is not None and response.status_code in {HttpResponse.status_code, 304}:
        response.headers["ETag"] = tag
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        response.headers[HEADER] = ASKED_AGAIN
    return response
