"""A real provider of OpenID Connect beside the tests, and a browser that goes to it and comes back."""

import json
import os
import socket
import subprocess
from typing import Any
from urllib.parse import urlsplit

import requests

from tests.packages import found, provider

SECRET = "a secret of the tests that is long enough for HS256"
ID = "justice"
ANSWER = f"/accounts/organization/{ID}/answer/"
SECONDS = 10


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Provider:
    """The process. `says` tells it who stands before it; `spoils` what will be wrong with its tokens."""

    def __init__(self, *sites: str, port: int | None = None) -> None:
        self.port = port or free_port()
        self.issuer = f"http://127.0.0.1:{self.port}"
        self.process = subprocess.Popen(
            [str(found("node")), "server.mjs"],
            cwd=provider(),
            env={
                **os.environ, "PORT": str(self.port), "ISSUER": self.issuer, "SECRET": SECRET,
                "REDIRECTS": json.dumps([f"{site}{ANSWER}" for site in sites]),
            },
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert any("listening" in line for line in self.process.stdout or ())

    def configured(self, **also: Any) -> dict[str, Any]:
        """As SIGN_IN_PROVIDERS names it."""
        return {**configured(self.issuer), **also}

    def says(self, sub: str, email: str = "", *, verified: bool = True, **also: Any) -> None:
        """From now on this person stands before it."""
        person = {"sub": sub, "email": email, "email_verified": verified, **also}
        requests.post(f"{self.issuer}/door", json={"person": person}, timeout=SECONDS)

    def spoils(self, *, signed: str = "own", told: dict[str, Any] | None = None, **claims: Any) -> None:
        """From now on its tokens carry these claims, signed by its own key, a foreign one, a secret or none."""
        requests.post(
            f"{self.issuer}/door", json={"spoilt": {"claims": claims, "signed": signed, "told": told}}, timeout=SECONDS
        )

    def stop(self) -> None:
        """The process ends."""
        self.process.kill()
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()


def configured(issuer: str, **also: Any) -> dict[str, Any]:
    """A provider of the domain justice.example, as SIGN_IN_PROVIDERS names one."""
    return {
        "id": ID, "name": "Ministry of Justice", "issuer": issuer, "client_id": "tracker", "client_secret": SECRET,
        "domains": ["justice.example"], **also,
    }  # fmt: skip


class Visitor:
    """Somebody's browser at the provider: it keeps cookies there and says yes, or no, where it is asked."""

    def __init__(self) -> None:
        self.session = requests.Session()
        self.asked: list[str] = []

    def comes_back(self, address: str, *, says: str = "yes") -> str:
        """The address at which it comes back to us, path and query."""
        for _hop in range(10):
            parts = urlsplit(address)
            if parts.path == ANSWER:
                return f"{parts.path}?{parts.query}"
            if parts.path.startswith("/interaction/") and not parts.path.endswith(("/yes", "/no")):
                self.asked.append(address)
                address = f"{address}/{says}"
                continue
            answer = self.session.get(address, allow_redirects=False, timeout=SECONDS)
            assert "Location" in answer.headers, answer.text
            address = requests.compat.urljoin(address, answer.headers["Location"])
        raise AssertionError(address)

    def close(self) -> None:
        """It is closed."""
        self.session.close()
