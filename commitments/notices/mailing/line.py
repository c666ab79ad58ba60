"""One line to the mail server: a mail is handed over in two steps, and the caller hears when the second begins.

Until `about_to` is called the server has no mail; from then on it may have one, whatever is heard of it.
"""

import smtplib
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from django.core.mail import EmailMessage, get_connection
from django.core.mail.message import sanitize_address

PERMANENT = 500
LONGEST_ANSWER = 500


class Unreachable(Exception):
    """There is no mail server, or it went away before it had the mail."""


class Answered(Exception):
    """The server does not take the mail; `is_final` says whether it ever will."""

    def __init__(self, code: int, words: bytes | str) -> None:
        self.is_final = code >= PERMANENT
        text = words.decode(errors="replace") if isinstance(words, bytes) else words
        super().__init__(f"{code} {text}".replace("\x00", "")[:LONGEST_ANSWER])


class Unanswered(Exception):
    """The server was handed the mail, and went away before it said whether it takes it."""


class Line:
    """Opened with the first mail, kept for the next ones, opened anew after a fault."""

    def __init__(self) -> None:
        self._backend: Any = get_connection()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._hang_up()

    def hand_over(self, mail: EmailMessage, *, about_to: Callable[[], None]) -> None:
        """Give the mail to the server. Raises Unreachable, Answered, or past `about_to` Unanswered."""
        smtp = self._opened()
        if not isinstance(smtp, smtplib.SMTP):  # a console, a folder: they take everything
            about_to()
            self._backend.send_messages([mail])
            return
        try:
            self._offer(smtp, mail)
        except (OSError, smtplib.SMTPException) as gone:
            self._hang_up()
            raise Unreachable(str(gone)[:LONGEST_ANSWER]) from gone
        about_to()
        self._give(smtp, mail)

    def _opened(self) -> Any:
        try:
            self._backend.open()
        except (OSError, smtplib.SMTPException) as closed:
            self._hang_up()
            raise Unreachable(str(closed)[:LONGEST_ANSWER]) from closed
        return getattr(self._backend, "connection", None)

    def _offer(self, smtp: smtplib.SMTP, mail: EmailMessage) -> None:
        smtp.ehlo_or_helo_if_needed()
        sender, recipient = (sanitize_address(address, "utf-8") for address in (mail.from_email, mail.to[0]))
        for step, address in ((smtp.mail, sender), (smtp.rcpt, recipient)):
            code, words = step(address)
            if not 200 <= code < 300:  # noqa: PLR2004 (as SMTP counts)
                self._start_afresh(smtp)
                raise Answered(code, words)

    def _give(self, smtp: smtplib.SMTP, mail: EmailMessage) -> None:
        try:
            code, words = smtp.data(mail.message().as_bytes())
        except smtplib.SMTPDataError as refused:
            self._start_afresh(smtp)
            raise Answered(refused.smtp_code, refused.smtp_error) from refused
        except (OSError, smtplib.SMTPException) as gone:
            self._hang_up()
            raise Unanswered from gone
        if code != 250:  # noqa: PLR2004 (as SMTP counts)
            self._start_afresh(smtp)
            raise Answered(code, words)

    def _start_afresh(self, smtp: smtplib.SMTP) -> None:
        try:
            smtp.rset()
        except (OSError, smtplib.SMTPException):
            self._hang_up()

    def _hang_up(self) -> None:
        with suppress(OSError, smtplib.SMTPException):
            self._backend.close()
        self._backend.connection = None
