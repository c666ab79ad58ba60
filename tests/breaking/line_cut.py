"""The connection cut in the middle of an upload: in pieces it goes on where it stopped, whole it leaves nothing behind."""

import base64
import os
import socket
from uuid import uuid4

from tests.breaking import scene
from tests.breaking.ground import Ground
from tests.breaking.ledger import FILE, Ledger
from tests.breaking.people import CREATED, NO_CONTENT, OK, Answer, FocalPoint
from tests.factories.evidence import pdf
from tests.waiting import wait_for

BOUNDARY = "a-boundary-of-the-form"
WHOLE, MULTIPART = "/desk/evidence/new/?as=file", f"multipart/form-data; boundary={BOUNDARY}"
PIECES = "application/offset+octet-stream"
KILOBYTES = 300


def run(ground: Ground, times: int) -> Ledger:
    """So many files of each way, each cut at another place, then sent to the end."""
    ledger = Ledger()
    (person,) = scene.desks(ground, scene.cycle("FJI"), ledger, "FJI")
    ground.start_web()
    for number in range(times):
        part = (number + 1) / (times + 1)
        in_pieces(person, scene.words("FJI", "pieces"), part)
        as_a_whole(person, scene.words("FJI", "whole"), part)
    ledger.notes.append(f"cut at {times} places each, from {100 // (times + 1)} % on")
    return ledger


def document(title: str) -> bytes:
    """A PDF of some size that nobody else sends."""
    return pdf(title) + b"% " + base64.b64encode(os.urandom(KILOBYTES * 1024)) + b"\n"


def in_pieces(person: FocalPoint, title: str, part: float) -> None:
    """Announced, sent to a part, cut; asked how much came; the rest sent; the form names it, twice."""
    ledger, content = person.ledger, document(title)
    ledger.tried()
    place = announce(person, content)
    cut(person, request("PATCH", place, person, content, Content_Type=PIECES, Upload_Offset="0"), part, content)
    come, rest = wait_for(lambda: went_on(person, place, content))
    if come > len(content) * part or rest != str(len(content)):
        ledger.went_wrong(f"{come} came before the cut, {rest} of {len(content)} in the end")
    name_it(person, place, title)


def announce(person: FocalPoint, content: bytes) -> str:
    """A file is announced; gives where its pieces go."""
    said = {"Upload-Length": str(len(content)), "Upload-Metadata": f"filename {base64.b64encode(b'law.pdf').decode()}"}
    begun = person.browser.post(f"/desk/evidence/uploads/?for={person.code}", {}, **said)
    if begun.status != CREATED:
        raise RuntimeError(f"an upload does not begin: {begun}")
    return begun.headers["location"]


def piece(person: FocalPoint, place: str, content: bytes, offset: int) -> Answer:
    """All from there on is sent."""
    return person.browser.send("PATCH", place, content[offset:], Content_Type=PIECES, Upload_Offset=str(offset))


def name_it(person: FocalPoint, place: str, title: str) -> None:
    """The form that records the upload, sent twice."""
    fields = form(title) | {"upload": place.rstrip("/").rpartition("/")[2]}
    for _twice in range(2):
        answer = person.insist("/desk/evidence/new/?as=file", fields, script=False)
        if not answer.is_taken:
            person.ledger.went_wrong(f"the form with the upload: {answer.status}")
    person.ledger.told(FILE, title)


def came(person: FocalPoint, place: str) -> int | None:
    """How much is there, once the broken line was noticed; at least one byte."""
    answer = person.browser.send("HEAD", place)
    return int(answer.headers["upload-offset"]) or None if answer.status == OK else None


def went_on(person: FocalPoint, place: str, content: bytes) -> tuple[int, str] | None:
    """How much had come, and where the rest from there ends.

    While the broken line still holds the file, later: what lay on it may be written after it was asked how much came.
    """
    if (come := came(person, place)) is None:
        return None
    answer = piece(person, place, content, come)
    return (come, answer.headers["upload-offset"]) if answer.status == NO_CONTENT else None


def as_a_whole(person: FocalPoint, title: str, part: float) -> None:
    """A form cut in the middle of its file; then the same form once more, and again."""
    ledger = person.ledger
    ledger.tried()
    body = multipart(form(title), document(title))
    cut(person, request("POST", WHOLE, person, body, Content_Type=MULTIPART), part, body)
    for _twice in range(2):
        answer = whole(person, body)
        if not answer.is_taken:
            ledger.went_wrong(f"the whole form: {answer.status}")
    ledger.told(FILE, title)


def whole(person: FocalPoint, body: bytes) -> Answer:
    """The form with its file sent."""
    return person.browser.send("POST", WHOLE, body, Content_Type=MULTIPART)


def form(title: str) -> dict[str, object]:
    """What is said of the file; one request, however often it is sent."""
    return {"kind": "legislation", "language": "en", "title": title, "request_id": str(uuid4())}


def multipart(fields: dict[str, object], content: bytes) -> bytes:
    """As a browser writes a form with a file."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    file = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="documents"; filename="law.pdf"\r\n\r\n'
    return "".join(parts).encode() + file.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


def request(method: str, path: str, person: FocalPoint, body: bytes, **headers: str) -> bytes:
    """The head of a request as it goes over the line."""
    said = {"Host": "localhost", "Content-Length": str(len(body)), **person.browser.headers}
    said |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in said.items()), "", ""]
    return "\r\n".join(lines).encode()


def cut(person: FocalPoint, head: bytes, part: float, body: bytes) -> None:
    """Send the head and a part of the body, then be gone."""
    with socket.create_connection(("localhost", person.browser.port)) as line:
        line.sendall(head + body[: int(len(body) * part)])
