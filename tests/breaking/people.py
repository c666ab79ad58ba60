"""Focal points with a browser that does not give up: what has no answer is sent once more, the same, until it has one."""

import http.client
import json
import secrets
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import uuid4

from django.test import Client
from django.utils.html import escape

from commitments.access.models import User
from tests.breaking.ledger import ANSWER, EVIDENCE, SENDING, Ledger

FORM = "application/x-www-form-urlencoded"
GIVES_UP_AFTER = 300.0
OK, CREATED, NO_CONTENT, FOUND, UNAUTHORIZED, CONFLICT = 200, 201, 204, 302, 401, 409
SERVER_ERROR = 500
PAUSE = 0.1
ACCOUNTS, SIGN_IN = "/accounts/", "/accounts/login/"


@dataclass(frozen=True)
class Answer:
    """What the web answered."""

    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def said(self) -> dict[str, object]:
        """The words for the page's script."""
        found: dict[str, object] = json.loads(self.body)
        return found

    @property
    def is_taken(self) -> bool:
        """Whether the form was taken: it leads on, and not to where a person shows who he is."""
        return self.status == FOUND and not self.location.startswith(ACCOUNTS)

    @property
    def is_signed_out(self) -> bool:
        """Whether the session had ended."""
        return self.status == UNAUTHORIZED or (self.status == FOUND and self.location.startswith(SIGN_IN))

    @property
    def location(self) -> str:
        """Where it leads."""
        return self.headers.get("location", "")


@dataclass
class Browser:
    """One person's browser: signed in, with the token that forms carry."""

    port: int
    user: User
    session: str = ""
    token: str = field(default_factory=lambda: secrets.token_hex(16))

    def sign_in(self) -> None:
        """From now on he is who he is."""
        client = Client()
        client.force_login(self.user)
        self.session = client.cookies["sessionid"].value

    def send(self, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
        """One request and its answer; raises OSError or HTTPException where none comes."""
        line = http.client.HTTPConnection("localhost", self.port, timeout=120)
        try:
            line.request(method, path, body, self.headers | {k.replace("_", "-"): v for k, v in headers.items()})
            answer = line.getresponse()
            return Answer(answer.status, answer.read(), {k.lower(): v for k, v in answer.getheaders()})
        finally:
            line.close()

    @property
    def headers(self) -> dict[str, str]:
        """What every request of this browser carries."""
        return {"Cookie": f"sessionid={self.session}; csrftoken={self.token}", "X-CSRFToken": self.token}

    def post(self, path: str, fields: dict[str, object], **headers: str) -> Answer:
        """A form sent."""
        return self.send("POST", path, urlencode(fields, doseq=True).encode(), Content_Type=FORM, **headers)


def browser_of(user: User, port: int) -> Browser:
    """Signed in a moment ago."""
    browser = Browser(port, user)
    browser.sign_in()
    return browser


@dataclass
class FocalPoint:
    """Somebody who writes his State's reply, and keeps in the ledger what he is told."""

    code: str
    desk: str
    text: str
    references: list[str]
    browser: Browser
    ledger: Ledger
    versions: dict[str, int] = field(default_factory=dict)

    def save(self, reference: str, words: str) -> Answer:
        """The page's script saves an answer; it is told only when it is kept."""
        self.ledger.tried()
        fields = {"status": "under_way", "narrative": words, "language": "en"}
        answer = self.insist(
            f"{self.desk}{self.text}/{reference}/", fields | {"expected": self.versions.get(reference, 0)}
        )
        if answer.status == OK:
            self.versions[reference] = int(str(answer.said["version"]))
            self.ledger.told(ANSWER, words)
        else:
            self.ledger.was_refused(_sentence(answer))
        return answer

    def record_link(self, title: str) -> Answer:
        """A link recorded by the form of the page; the same form sent again makes one."""
        self.ledger.tried()
        fields = {"kind": "legislation", "language": "en", "title": title, "url": "https://www.example.org/law"}
        answer = self.insist("/desk/evidence/new/?as=link", fields | {"request_id": str(uuid4())}, script=False)
        if answer.is_taken:
            self.ledger.told(EVIDENCE, title)
        else:
            self.ledger.was_refused(_sentence(answer))
        return answer

    def send_reply(self) -> Answer:
        """The reply sent to the secretariat; sent twice, it says that it was received already."""
        self.ledger.tried()
        answer = self.insist(f"{self.desk}submit/", {}, script=False)
        if answer.is_taken:
            self.ledger.told(SENDING, self.code)
        else:
            self.ledger.was_refused(_sentence(answer))
        return answer

    def insist(self, path: str, fields: dict[str, object], *, script: bool = True) -> Answer:
        """Send it until there is an answer that says whether it is kept."""
        end = time.monotonic() + GIVES_UP_AFTER
        headers = {"X_Autosave": "1"} if script else {}
        while True:
            answer, reason = self.tried_once(path, fields, **headers)
            if answer is not None and answer.is_signed_out:
                self._sign_in_again(answer, {} if script else fields)
            elif answer is not None and answer.status < SERVER_ERROR:
                return answer
            if time.monotonic() > end:
                self.ledger.went_wrong(f"no answer to {path} in {GIVES_UP_AFTER:.0f} s: {reason}")
                return answer or Answer(0, b"{}", {})
            self.ledger.asked_again(reason)
            time.sleep(PAUSE)

    def _sign_in_again(self, answer: Answer, typed: dict[str, object]) -> None:
        """As he is asked to; a page that asks gives back what was typed, a script holds it itself."""
        page = answer.body.decode()
        if missing := [name for name, value in typed.items() if escape(str(value)) not in page]:
            self.ledger.went_wrong(f"signed out, {', '.join(missing)} did not come back: {answer.status}")
        self.browser.sign_in()

    def tried_once(self, path: str, fields: dict[str, object], **headers: str) -> tuple[Answer | None, str]:
        """One try: what was answered, or why there is no answer."""
        try:
            answer = self.browser.post(path, fields, **headers)
        except (OSError, http.client.HTTPException) as broken:
            return None, type(broken).__name__
        return answer, str(answer.status)


def _sentence(answer: Answer) -> str:
    """What a refused person reads."""
    words = answer.body.decode(errors="replace")
    return f"{answer.status} {words[:120] if words.startswith('{') else ''}".strip()
