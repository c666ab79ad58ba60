"""A slow line that breaks, and a file that is far too large, against a real server process."""

import http.client
import json
import re
import socket
import struct
import time
import urllib.parse
from base64 import b64encode
from pathlib import Path

import pytest
from django.test import Client

from commitments.evidence.models import Evidence
from tests.factories import evidence as factory
from tests.factories.access import person

TOKEN = "a" * 32
TEN_MEGABYTES = 10_000_000


class Sender:
    """A person's browser as far as the line is concerned: signed in, with his token, able to hang up."""

    def __init__(self, address: str) -> None:
        client = Client()
        client.force_login(person("focal_point", "THA"))
        parts = urllib.parse.urlsplit(address)
        self.host, self.port = parts.hostname or "", parts.port or 80
        self.headers = {
            "Host": parts.netloc,
            "Cookie": f"sessionid={client.cookies['sessionid'].value}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Tus-Resumable": "1.0.0",
        }

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        connection.request(method, path, body=body, headers={**self.headers, **headers})
        answer = connection.getresponse()
        answer.text = answer.read().decode(errors="replace")
        connection.close()
        return answer

    def begin(self, size: int) -> str:
        name = f"filename {b64encode(b'large.pdf').decode()}"
        answer = self.ask(
            "POST", "/desk/evidence/uploads/?for=THA", **{"Upload-Length": str(size), "Upload-Metadata": name}
        )
        assert answer.status == 201, answer.text
        return str(answer.headers["Location"])

    def hang_up_in_the_middle(self, path: str, offset: int, data: bytes, after: int) -> None:
        """Promise all that is left, send a part of it, and break the connection without a farewell."""
        head = {
            **self.headers,
            "Content-Type": "application/offset+octet-stream",
            "Upload-Offset": str(offset),
            "Content-Length": str(len(data)),
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        with socket.create_connection((self.host, self.port)) as line:
            line.sendall(f"PATCH {path} HTTP/1.1\r\n{lines}\r\n".encode() + data[:after])
            time.sleep(0.2)
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def offset(self, path: str) -> int:
        return int(self.ask("HEAD", path).headers["Upload-Offset"])

    def send_rest(self, path: str, data: bytes, *, tries: int = 50) -> int:
        """From where the server is; while it still holds the broken line, ask again."""
        for _try in range(tries):
            offset = self.offset(path)
            headers = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(offset)}
            answer = self.ask("PATCH", path, data[offset:], **headers)
            if answer.status == 204:
                return offset
            assert answer.status in {409, 423}, answer.text
            time.sleep(0.1)
        raise AssertionError("the server never let go of the broken line")


@pytest.fixture
def sender(live_server_url: str) -> Sender:
    return Sender(live_server_url)


def test_ten_megabytes_survive_three_cuts_and_no_byte_is_sent_twice(sender, settings):
    data = factory.pdf() + bytes(range(256)) * (TEN_MEGABYTES // 256)
    address = sender.begin(len(data))
    reached = [0]

    for _cut in range(3):
        sender.hang_up_in_the_middle(address, reached[-1], data[reached[-1] :], after=len(data) // 4)
        reached.append(_settled(sender, address, after=reached[-1]))
    resumed_at = sender.send_rest(address, data)
    upload_id = address.rstrip("/").rpartition("/")[2]
    form = urllib.parse.urlencode({"kind": "report", "language": "en", "upload": upload_id}).encode()
    saved = sender.ask(
        "POST", "/desk/evidence/new/?for=THA", form, **{"Content-Type": "application/x-www-form-urlencoded"}
    )

    assert saved.status == 302, saved.text[:2000]
    assert reached == sorted(set(reached))  # each cut kept what had come
    assert resumed_at == reached[-1] > len(data) // 2
    stored = Evidence.objects.select_related("blob").get().blob
    assert (Path(settings.MEDIA_ROOT) / stored.path).read_bytes() == data


def test_a_line_that_dies_without_a_word_does_not_lock_its_sender_out(sender):
    data = factory.pdf() + b"x" * 400_000
    address = sender.begin(len(data))
    head = {**sender.headers, "Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
    lines = "".join(f"{name}: {value}\r\n" for name, value in {**head, "Content-Length": str(len(data))}.items())

    with socket.create_connection((sender.host, sender.port)) as silent:
        silent.sendall(f"PATCH {address} HTTP/1.1\r\n{lines}\r\n".encode() + data[:200_000])
        resumed_at = sender.send_rest(address, data, tries=250)

    assert resumed_at > 0
    assert sender.offset(address) == len(data)


def _settled(sender: Sender, address: str, *, after: int) -> int:
    for _try in range(50):
        offset = sender.offset(address)
        time.sleep(0.1)
        if offset > after and offset == sender.offset(address):
            return offset
    raise AssertionError(f"nothing came after byte {after}")


def test_a_file_of_120_megabytes_in_a_plain_form_is_refused_and_fills_no_memory(sender, live_server_url):
    before = _memory(live_server_url)
    boundary = "line"
    fields = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in {
            "kind": "report",
            "language": "en",
            "title": "What was typed stays",
            "csrfmiddlewaretoken": TOKEN,
        }.items()
    )
    opening = (
        f'{fields}--{boundary}\r\nContent-Disposition: form-data; name="documents"; filename="big.pdf"\r\n\r\n'.encode()
    )
    closing = f"\r\n--{boundary}--\r\n".encode()
    size = 120_000_000

    connection = http.client.HTTPConnection(sender.host, sender.port, timeout=120)
    connection.putrequest("POST", "/desk/evidence/new/?for=THA", skip_host=True)
    for name, value in {
        **sender.headers,
        "Content-Type": f"multipart/form-data; boundary={boundary}",
        "Content-Length": str(len(opening) + size + len(closing)),
    }.items():
        connection.putheader(name, value)
    connection.endheaders(opening)
    block = b"x" * 1_000_000
    for _block in range(size // len(block)):
        connection.send(block)
    connection.send(closing)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()

    assert answer.status == 422, text[:2000]
    assert "big.pdf" in text
    assert "What was typed stays" in text
    assert not Evidence.objects.exists()
    assert _memory(live_server_url) - before < 60_000  # kB


def _memory(address: str) -> int:
    """The largest the server's workers have been, in kB: the processes that listen on this port."""
    port = urllib.parse.urlsplit(address).port
    found = []
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if f"--bind=127.0.0.1:{port}".encode() in command.read_bytes():
                found.append(int(re.findall(r"VmHWM:\s+(\d+)", (command.parent / "status").read_text())[0]))
        except (OSError, IndexError):
            continue
    assert found, json.dumps({"no process on": port})
    return max(found)
