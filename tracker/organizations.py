"""Reads SIGN_IN_PROVIDERS: which organizations sign their own people in. A mistake stops the start, in words."""

import json
import re
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

TEXTS = ("id", "name", "issuer", "client_id", "client_secret")
NEEDED = frozenset((*TEXTS, "domains"))
KNOWN = NEEDED | {"second_factor"}
PROOFS = frozenset(("amr", "acr"))
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
DOMAIN = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")


def read(text: str, *, needs_tls: bool) -> list[dict[str, Any]]:
    """The organizations as they were written, each checked; none where nothing was written."""
    if not text:
        return []
    try:
        said = json.loads(text)
    except ValueError as not_json:
        raise ImproperlyConfigured(f"SIGN_IN_PROVIDERS is no JSON: {not_json}") from not_json
    if not isinstance(said, list) or not all(isinstance(one, dict) for one in said):
        raise ImproperlyConfigured("SIGN_IN_PROVIDERS must be a list of objects.")
    for number, one in enumerate(said, 1):
        if fault := _fault(one, needs_tls=needs_tls):
            raise ImproperlyConfigured(f"SIGN_IN_PROVIDERS, number {number}: {fault}.")
    for key in ("id", "issuer"):
        if len({one[key] for one in said}) < len(said):
            raise ImproperlyConfigured(f"SIGN_IN_PROVIDERS names one {key} twice.")
    return said


def _fault(one: dict[str, Any], *, needs_tls: bool) -> str:
    if odd := NEEDED - set(one) or set(one) - KNOWN:
        return f"{', '.join(sorted(odd))} is missing, or not known"
    if not all(isinstance(one[key], str) and one[key].strip() for key in TEXTS):
        return f"{', '.join(TEXTS)} must be texts that are not empty"
    return _fault_of_values(one, needs_tls=needs_tls)


def _fault_of_values(one: dict[str, Any], *, needs_tls: bool) -> str:
    if not ID.fullmatch(one["id"]):
        return "id must be small letters, digits and hyphens"
    address = urlsplit(one["issuer"])
    if address.scheme not in {"https", "http"} or not address.netloc or (needs_tls and address.scheme != "https"):
        return "issuer must be an https address"
    if not _are_words(one["domains"]) or not one["domains"] or not all(map(DOMAIN.fullmatch, one["domains"])):
        return "domains must be a list of e-mail domains in small letters, at least one"
    return _fault_of_proofs(one.get("second_factor", {}))


def _fault_of_proofs(proofs: object) -> str:
    if isinstance(proofs, dict) and set(proofs) <= PROOFS and all(map(_are_words, proofs.values())):
        return ""
    return "second_factor must be an object with lists of texts, amr or acr"


def _are_words(said: object) -> bool:
    return isinstance(said, list) and all(isinstance(one, str) for one in said)
