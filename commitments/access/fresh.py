"""Which verbs ask again who is there, and how the person comes back to what he was doing with all that he typed."""

import time

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.core.internal.httpkit import serialize_request
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from commitments.access.detours import is_of_a_page, refused
from commitments.access.models import User

VERBS: dict[str, str] = {
    "submissions:submit": "what was sent is never taken back",
    "submissions:nil": "what was sent is never taken back",
    "submissions:recall": "what the State takes back is read and counted by nobody else any more",
    "on_behalf:confirm": "what was confirmed stands as the State's own reply, and that is never taken back",
    "review:answer_question": "what the secretariat was answered is never taken back",
    "review:close": "what is closed is what the report is made of",
    "assistance:send": "what was sent never changes, and a proposal goes to the Commission",
    "exports:exports": "a file of records that not everybody may read leaves the site",
    "removal:ask": "what is removed never comes back",
    "removal:confirm": "what is removed never comes back",
    "admin:commitments_designation_add": "a designation opens a State's drafts, or all that States sent",
    "admin:commitments_designation_change": "ending one shuts somebody out",
    "admin:commitments_secondfactorremoval_add": "whoever has the password may set up the next one",
    "admin:commitments_organizationidentity_change": "the next who comes may be tied in its place",
    "mfa_activate_totp": "whoever holds the second step holds the account",
    "mfa_add_webauthn": "whoever holds the second step holds the account",
    "admin:commitments_user_add": "an account is the way in",
    "admin:commitments_user_change": "whoever has the address has the account",
}
"""Names of routes, with the reason: what is posted there is done by somebody who showed who he is some minutes ago."""


def asked_again(request: HttpRequest) -> HttpResponse | None:
    """The way to showing again who one is, for a verb of the table; None for all else, and for who did it just now.

    What was posted waits in the session and is done when he comes back. A script or a program is refused in words.
    """
    match = request.resolver_match
    if request.method != "POST" or match is None or match.view_name not in VERBS or is_fresh(request):
        return None
    if not is_of_a_page(request):
        words = _("Show again who you are, then try once more. Nothing was changed.")
        return refused(request, words, way=reverse("account_reauthenticate"))
    request.session[STATE_SESSION_KEY] = {"request": serialize_request(request)}
    return _led(request, request.path)


def asked_first(request: HttpRequest) -> HttpResponse | None:
    """The same for what is taken along and nothing is posted for, such as a confidential file: the view asks for it."""
    return None if is_fresh(request) else _led(request, request.get_full_path())


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person showed who he is within the time that the settings say; who is not signed in is not asked."""
    user = request.user
    if not isinstance(user, User):
        return True
    shown = [record["at"] for record in get_authentication_records(request, user) if record.get("reauthenticated")]
    # A clock that was set back does not make what was shown "later" than now last until it is reached again.
    return bool(shown) and abs(time.time() - max(shown)) < app_settings.REAUTHENTICATION_TIMEOUT


def _led(request: HttpRequest, onwards: str) -> HttpResponse:
    return HttpResponseRedirect(f"{_way(request)}?{urlencode({'next': onwards})}")


def _way(request: HttpRequest) -> str:
    methods = get_adapter(request).get_reauthentication_methods(request.user)
    return str(methods[0]["url"]) if methods else reverse("account_reauthenticate")
