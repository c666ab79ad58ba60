"""The organizations that sign their own people in, as the environment names them; none where it names none."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

METHOD = "socialaccount"
"""How django-allauth calls, in the record of a session, that somebody else said who the person is."""


@dataclass(frozen=True)
class Organization:
    """One of them: where it is asked, whose addresses it may speak for, and which of its words show a second step."""

    id: str
    name: str
    issuer: str
    client_id: str
    client_secret: str
    domains: frozenset[str]
    amr: frozenset[str]
    acr: frozenset[str]

    def speaks_for(self, email: str) -> bool:
        """Whether the address is of a domain that it was given; those below such a domain are not."""
        return email.rpartition("@")[2].lower() in self.domains

    def shows_second_step(self, claims: Mapping[str, Any]) -> bool:
        """Whether its words say that the person gave a second factor there. Where none were configured, never."""
        amr = claims.get("amr")
        given = {word for word in amr if isinstance(word, str)} if isinstance(amr, list) else set()
        return bool(given & self.amr) or claims.get("acr") in self.acr


def organizations() -> tuple[Organization, ...]:
    """All of them, in the order of the configuration."""
    return tuple(map(_made, settings.SIGN_IN_PROVIDERS))


def named(key: object) -> Organization | None:
    """The organization of this id, where there is one."""
    return next((one for one in organizations() if one.id == key), None)


def is_shown(record: Mapping[str, Any]) -> bool:
    """Whether the record of a session is a second step given at an organization whose word for it still counts."""
    organization = named(record.get("provider"))
    counts = organization is not None and bool(organization.amr or organization.acr)
    return record.get("method") == METHOD and record.get("second_step") is True and counts


def _made(said: Mapping[str, Any]) -> Organization:
    proofs = said.get("second_factor", {})
    return Organization(
        id=said["id"], name=said["name"], issuer=said["issuer"], client_id=said["client_id"],
        client_secret=said["client_secret"], domains=frozenset(said["domains"]),
        amr=frozenset(proofs.get("amr", ())), acr=frozenset(proofs.get("acr", ())),
    )  # fmt: skip
