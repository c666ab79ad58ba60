"""The script that sends files in pieces, in a real browser, over a line that is cut again and again."""

from __future__ import annotations

import hashlib
import http.server
import socket
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tracker.env import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SCRIPT = ROOT / "static/js/resumable-upload.js"
PAGE = b"""<!doctype html><meta charset="utf-8"><title>x</title>
<form method="post" action="/form" data-resumable="/uploads/" data-words-done="%s has arrived"
  data-words-refused="%s is refused:">
<input type="hidden" name="csrfmiddlewaretoken" value="token"><input type="file" name="files" multiple required>
<div data-upload-status hidden></div><button>Send</button></form>
<script type="module" src="/resumable-upload.js"></script>"""


class Handler(http.server.BaseHTTPRequestHandler):
    """The page, the script, the form, and the protocol as it is seen from outside."""

    server: Line

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        is_script = self.path.endswith(".js")
        content = SCRIPT.read_bytes() if is_script else PAGE
        self._answer(200, content, **{"Content-Type": "text/javascript" if is_script else "text/html"})

    def do_HEAD(self) -> None:
        known = self.server.received.get(self.path)
        self._answer(404 if known is None else 200, **({} if known is None else {"Upload-Offset": len(known)}))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/form":
            self.server.forms.append(body)
            self._answer(200, b"kept", **{"Content-Type": "text/plain"})
        elif self.server.refuses:
            self._answer(413, self.server.refuses.encode())
        else:
            address = f"/uploads/{uuid.uuid4()}/"
            self.server.received[address] = bytearray()
            self._answer(201, Location=address, **{"Upload-Offset": 0})

    def do_PATCH(self) -> None:
        kept = self.server.received[self.path]
        if int(self.headers["Upload-Offset"]) != len(kept):
            self._answer(409, **{"Upload-Offset": len(kept)})
        elif self._receive(kept, int(self.headers["Content-Length"])):
            self._answer(204, **{"Upload-Offset": len(kept)})

    def _receive(self, kept: bytearray, left: int) -> bool:
        """Whether all of it came before the next cut."""
        while left:
            piece = self.rfile.read(min(left, 10_000))
            kept += piece
            left -= len(piece)
            if self.server.cuts and len(kept) > self.server.cuts[0]:
                self.server.cuts.pop(0)
                self.connection.shutdown(socket.SHUT_RDWR)
                return False
        return True

    def _answer(self, status: int, content: bytes = b"", **headers: object) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, str(value))
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


class Line(http.server.ThreadingHTTPServer):
    """A server whose line is cut where the test says: after so many bytes of a file, once for each cut."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.address = f"http://localhost:{self.server_port}/"
        self.cuts: list[int] = []
        self.received: dict[str, bytearray] = {}
        self.refuses = ""
        self.forms: list[bytes] = []


@pytest.fixture
def line() -> Iterator[Line]:
    made = Line()
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


@pytest.fixture
def form(browser: Browser, line: Line) -> Iterator[Page]:
    context = browser.new_context()
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(line.address)
    yield page
    context.close()


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    path = tmp_path / "évidence.csv"
    path.write_bytes(b"".join(b"%d,%d\r\n" % (number, number * 7) for number in range(120_000)))
    return path


def test_a_file_whose_line_is_cut_three_times_arrives_whole_and_enters_the_form(
    form: Page, line: Line, evidence: Path
) -> None:
    content = evidence.read_bytes()
    line.cuts = [70_000, len(content) // 2, len(content) - 30_000]

    form.set_input_files("input[type=file]", evidence)
    form.get_by_text("évidence.csv has arrived").wait_for()
    form.get_by_role("button", name="Send").click()
    form.get_by_text("kept").wait_for()

    (address, received), *others = line.received.items()
    assert not others
    assert line.cuts == []
    assert hashlib.sha256(received).digest() == hashlib.sha256(content).digest()
    assert address.split("/")[2].encode() in line.forms[0]


def test_a_file_chosen_again_after_a_reload_goes_on_where_it_was(form: Page, line: Line, evidence: Path) -> None:
    content = evidence.read_bytes()
    line.cuts = [600_000, *[600_000] * 50]
    form.set_input_files("input[type=file]", evidence)
    while len(line.cuts) > 50:
        form.wait_for_timeout(50)

    line.cuts = []
    form.goto(line.address)
    (before,) = (len(received) for received in line.received.values())
    form.set_input_files("input[type=file]", evidence)
    form.get_by_text("évidence.csv has arrived").wait_for()

    assert 600_000 < before < len(content)
    assert [bytes(received) for received in line.received.values()] == [content]


def test_a_refusal_of_the_server_is_shown_in_its_words_and_not_tried_again(
    form: Page, line: Line, evidence: Path
) -> None:
    line.refuses = "The file is larger than 1 MB."

    form.set_input_files("input[type=file]", evidence)

    form.get_by_role("alert").get_by_text("évidence.csv is refused: The file is larger than 1 MB.").wait_for()
    assert line.received == {}
