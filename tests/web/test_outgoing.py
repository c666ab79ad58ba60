"""Outgoing requests reach public addresses only, by no name and no redirect anything inside."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from commitments.web import outgoing
from commitments.web.outgoing import NotPublic, Unreachable, is_public, status_of, text_of

ANSWERS = {
    "/law": (200, ""),
    "/gone": (404, ""),
    "/moved": (301, "/law"),
    "/round": (302, "/round"),
    "/inside": (302, "http://169.254.169.254/latest/"),
    "/file": (302, "file:///etc/passwd"),
    "/back": (302, "//[::1/"),
}


class Website(BaseHTTPRequestHandler):
    """A website of the tests; what it was asked for is kept."""

    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        status, location = ANSWERS[self.path.partition("?")[0]]
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(b"x" * 100_000)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    Website.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Website) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def only_here(address: str) -> bool:
    return address == "127.0.0.1"


@pytest.mark.parametrize(
    ("path", "status"), [("/law", 200), ("/law?page=2#part", 200), ("/gone", 404), ("/moved", 200)]
)
def test_the_status_is_that_of_where_the_address_leads(site: str, path: str, status: int) -> None:
    assert status_of(site + path, may_reach=only_here) == status


def test_an_address_inside_is_refused_before_anything_is_sent_to_it(site: str) -> None:
    with pytest.raises(NotPublic):
        status_of(f"{site}/law")

    assert Website.asked == []


@pytest.mark.parametrize("path", ["/inside", "/file", "/back"])
def test_a_redirect_to_the_inside_or_to_no_web_address_is_not_followed(site: str, path: str) -> None:
    with pytest.raises(NotPublic):
        status_of(site + path, may_reach=only_here)


def test_redirects_without_an_end_are_no_answer(site: str) -> None:
    with pytest.raises(Unreachable):
        status_of(f"{site}/round", may_reach=only_here)

    assert len(Website.asked) == outgoing.MOST_REDIRECTS + 1


def test_a_name_with_one_address_inside_is_refused_whole(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kwargs: found)

    with pytest.raises(NotPublic):
        status_of("http://rebinding.example.org/")


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.1", "224.0.0.1",
     "::1", "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1"],
)  # fmt: skip
def test_addresses_of_machines_and_networks_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("url", ["ftp://example.org/x", "http://", "http://[::1", "http://a:b@example.org/", "x", ""])
def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    with pytest.raises(NotPublic):
        status_of(url)


def test_a_name_that_does_not_exist_and_a_closed_door_are_no_answer() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        with pytest.raises(Unreachable):
            status_of(f"http://127.0.0.1:{closed.getsockname()[1]}/", may_reach=only_here)
    with pytest.raises(Unreachable):
        status_of("http://no-such-name.invalid/")


def test_a_website_that_says_nothing_is_left_when_the_time_is_over() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(Unreachable):
        status_of(f"http://127.0.0.1:{silent.getsockname()[1]}/", may_reach=only_here, seconds=0.1)


def test_a_website_that_speaks_ever_so_slowly_is_left_as_well() -> None:
    """Each byte comes in time, the answer never."""
    stop = threading.Event()

    def drip(door: socket.socket) -> None:
        line, _address = door.accept()
        with line, contextlib.suppress(OSError):
            while not stop.wait(0.02):
                line.send(b"X")

    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=drip, args=(door,))
        thread.start()
        with pytest.raises(Unreachable):
            status_of(f"http://127.0.0.1:{door.getsockname()[1]}/", may_reach=only_here, seconds=0.3)
        stop.set()
        thread.join()


def test_an_address_that_the_installation_names_is_read_so_far_and_no_error_is_taken_for_an_answer(site):
    assert text_of(f"{site}/law", most=10, may_reach=only_here) == "x" * 10
    with pytest.raises(Unreachable):
        text_of(f"{site}/gone", most=10, may_reach=only_here)
    with pytest.raises(Unreachable):
        text_of(f"{site}/moved", most=10, may_reach=only_here)
    with pytest.raises(NotPublic):
        text_of(f"{site}/law", most=10)
