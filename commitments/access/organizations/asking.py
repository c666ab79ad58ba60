"""Asks an organization who somebody is, and believes its answer only when all of it is as it was asked.

django-allauth speaks the protocol: where the organization's addresses are, the code, PKCE, the state that waits
in the session. What came back is looked at here: who signed it, for whom, for which question, and how long ago.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import get_random_string
from requests import RequestException

from commitments.access.organizations.known import Organization
from commitments.access.organizations.refusals import NoAnswer, NotConfirmed, TurnedAway

SIGN_IN, AGAIN = "sign_in", "again"
OLDEST = {SIGN_IN: settings.SESSION_COOKIE_AGE, AGAIN: 0}
"""How many seconds ago the person may have shown the organization who he is, by what it is asked for."""

LEEWAY = 60
"""Seconds by which the organization's clock may differ from ours."""

SIGNATURES = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""By a key of the organization's own; a secret shared with it signs nothing."""

MUST_SAY = ("iss", "sub", "aud", "exp", "iat", "nonce", "auth_time")


@dataclass(frozen=True)
class Answer:
    """What the organization said, believed; with what was to be done then."""

    claims: dict[str, Any]
    purpose: str
    onwards: str

    @property
    def subject(self) -> str:
        """Whom the organization means, in its own words, which do not change."""
        return str(self.claims["sub"])

    @property
    def verified_email(self) -> str:
        """The address that the organization vouches for, else nothing."""
        email = self.claims.get("email")
        return email.lower() if isinstance(email, str) and self.claims.get("email_verified") is True else ""

    @property
    def shown_at(self) -> float:
        """When the person showed the organization who he is; never later than now."""
        return min(float(self.claims["auth_time"]), time.time())


class Line(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth is not typed
    """The line to one organization."""

    def __init__(self, request: HttpRequest, organization: Organization) -> None:
        super().__init__(request, organization.id)
        self.organization = organization

    def get_provider(self) -> OpenIDConnectProvider:
        """The organization as the library knows one; nothing of it stands in the database."""
        one = self.organization
        where = f"{one.issuer.rstrip('/')}/.well-known/openid-configuration"
        app = SocialApp(
            provider="openid_connect", provider_id=one.id, name=one.name, client_id=one.client_id,
            secret=one.client_secret, settings={"server_url": where},
        )  # fmt: skip
        return OpenIDConnectProvider(self.request, app=app)

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """Where the person comes back to."""
        return request.build_absolute_uri(reverse("access:organization_answer", args=[self.organization.id]))

    def client(self) -> OAuth2Client:
        """The library's client. Refuses with NoAnswer an organization that gives itself out as another."""
        if self.openid_config["issuer"] != self.organization.issuer:
            raise NoAnswer(self.organization)
        return self.get_client(self.request, self.get_provider().app)

    def fetched(self, what: str, **headers: str) -> dict[str, Any]:
        """A document of the organization's, which its configuration says where to find."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config[what], headers=headers)
        answer.raise_for_status()
        return dict(answer.json())


def way(request: HttpRequest, organization: Organization, *, purpose: str, onwards: str) -> str:
    """The address at which the organization asks the person who he is. Refuses with NoAnswer."""
    proof, nonce = generate_code_challenge(), get_random_string(32)
    line = Line(request, organization)
    with _reaching(organization):
        client, address = line.client(), line.authorize_url
    waiting = {"purpose": purpose, "onwards": onwards, "nonce": nonce, "verifier": proof.pop("code_verifier")}
    client.state = statekit.stash_state(request, provider_id=organization.id, state=waiting)
    asked = {**proof, "nonce": nonce, "max_age": OLDEST[purpose]}
    if purpose == AGAIN:
        asked["prompt"] = "login"
    return str(client.get_redirect_url(address, ["openid", "email"], asked))


def answered(request: HttpRequest, organization: Organization) -> Answer:
    """What the organization says of the person who comes back from it. Refuses with SignInRefused."""
    waiting = statekit.unstash_state(request, provider_id=organization.id, state_id=request.GET.get("state", ""))
    if waiting is None or request.GET.get("iss", organization.issuer) != organization.issuer:
        raise NotConfirmed(organization)
    if not (code := request.GET.get("code")):
        raise TurnedAway(organization)
    line = Line(request, organization)
    with _reaching(organization):
        given = line.client().get_access_token(code, pkce_code_verifier=waiting["verifier"])
        claims = _believed(line, str(given.get("id_token", "")), waiting)
        if "email" not in claims:
            claims = _with_email(line, claims, given["access_token"])
    return Answer(claims, waiting["purpose"], waiting["onwards"])


def _believed(line: Line, token: str, waiting: dict[str, Any]) -> dict[str, Any]:
    organization = line.organization
    try:
        claims: dict[str, Any] = jwt.decode(
            token, _key(line, token), algorithms=SIGNATURES, audience=organization.client_id,
            issuer=organization.issuer, leeway=LEEWAY, options={"require": list(MUST_SAY)},
        )  # fmt: skip
    except jwt.PyJWTError as not_so:
        raise NotConfirmed(organization) from not_so
    is_ours = compare_digest(str(claims["nonce"]).encode(), waiting["nonce"].encode())
    is_for_us = claims.get("azp", organization.client_id) == organization.client_id
    if not (is_ours and is_for_us and _is_recent(claims["auth_time"], OLDEST[waiting["purpose"]])):
        raise NotConfirmed(organization)
    return claims


def _key(line: Line, token: str) -> Any:
    """The organization's key that the token names; where it names none, the only one."""
    key_id = jwt.get_unverified_header(token).get("kid")
    keys = jwt.PyJWKSet.from_dict(line.fetched("jwks_uri")).keys
    fitting = [one for one in keys if key_id in (None, one.key_id)]
    if len(fitting) != 1:
        raise jwt.InvalidKeyError
    return fitting[0].key


def _is_recent(at: object, oldest: int) -> bool:
    return isinstance(at, int | float) and time.time() - at <= oldest + LEEWAY


def _with_email(line: Line, claims: dict[str, Any], token: str) -> dict[str, Any]:
    """Many organizations tell the address only to who asks for it; it must be the same person's."""
    told = line.fetched("userinfo_endpoint", Authorization=f"Bearer {token}")
    if told.get("sub") != claims["sub"]:
        raise NotConfirmed(line.organization)
    return {**claims, "email": told.get("email"), "email_verified": told.get("email_verified")}


@contextmanager
def _reaching(organization: Organization) -> Iterator[None]:
    """Whatever goes wrong on the line is one of two things: it gave no answer, or it did not confirm."""
    try:
        yield
    except OAuth2Error as refused:
        raise NotConfirmed(organization) from refused
    except (RequestException, LookupError, TypeError, ValueError) as broken:
        raise NoAnswer(organization) from broken
