"""A real mail server, a process of its own: keeps each mail it takes as a file, and follows the orders in its folder.

An order is a file: `refuse` and `later` answer the recipient so, `stall-rcpt` and `stall-data` do not answer while
they are there, `vanish` takes the mail and hangs up without a word. `python -m tests.notices.post_office FOLDER PORT`
"""

import asyncio
import sys
import time
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

ANSWERS = {"refuse": "550 5.1.1 No such person here", "later": "451 4.3.0 Come back in a while"}


class Counter:
    """Who stands behind the counter."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        await self._stalled("rcpt")
        for order, answer in ANSWERS.items():
            if (self.folder / order).exists():
                return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        await self._stalled("data")
        (self.folder / f"{time.monotonic_ns()}.eml").write_bytes(envelope.content)
        if (self.folder / "vanish").exists():
            server.transport.abort()
        return "250 OK"

    async def _stalled(self, step: str) -> None:
        while (self.folder / f"stall-{step}").exists():
            (self.folder / f"stalled-{step}").touch()
            await asyncio.sleep(0.02)


class PostOffice:
    """The folder of the server, as a test uses it."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port

    def order(self, name: str) -> None:
        """From now on, so."""
        (self.folder / name).touch()

    def normal(self) -> None:
        """From now on, every mail is taken."""
        for order in (*ANSWERS, "stall-rcpt", "stall-data", "vanish", "stalled-rcpt", "stalled-data"):
            (self.folder / order).unlink(missing_ok=True)

    def is_stalled(self, step: str) -> bool:
        """Whether somebody waits there for an answer."""
        return (self.folder / f"stalled-{step}").exists()

    def mails(self) -> list[Message]:
        """What it took, in order."""
        return [message_from_bytes(file.read_bytes()) for file in sorted(self.folder.glob("*.eml"))]

    def empty(self) -> None:
        """For the next test."""
        self.normal()
        for file in self.folder.glob("*.eml"):
            file.unlink()


def main() -> None:
    """Serve until the end."""
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    Controller(Counter(folder), hostname="127.0.0.1", port=port).start()
    (folder / "open").touch()
    while True:
        time.sleep(60)


if __name__ == "__main__":
    main()
