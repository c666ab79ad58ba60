"""The only place that opens an address which a person typed: a public one, for its status and nothing else.

One that the installation names itself (an archive's) is read as well, so far.

The name is looked up here and the connection goes to the address that was looked at, so that a name which
answers twice differently leads nowhere inside. A redirect is a new address and looked at as the first was. Of
the answer no more than its head is read, within a time for all of it.
"""

import http
import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from urllib.parse import SplitResult, urljoin, urlsplit

MOST_REDIRECTS = 5
SECONDS = 20.0
REDIRECTS = frozenset((301, 302, 303, 307, 308))
TLS = ssl.create_default_context()
AGENT = "commitments-tracker link check"


class NotPublic(Exception):
    """The address, or one that it leads on to, is no web address of the public internet."""


class Unreachable(Exception):
    """No answer: no such name, no connection, a broken one, none in time, or redirects without an end."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet: not this machine, its network, or a cloud's own.

    Raises ValueError for what is no address.
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    return found.is_global and not found.is_multicast


def status_of(url: str, *, may_reach: Callable[[str], bool] = is_public, seconds: float = SECONDS) -> int:
    """The HTTP status that the address answers with in the end. Raises NotPublic and Unreachable."""
    for _hop in range(MOST_REDIRECTS + 1):
        status, leads_to = _head_of(_parts(url), may_reach, seconds)
        if status not in REDIRECTS or not leads_to:
            return status
        url = _joined(url, leads_to)
    raise Unreachable


def text_of(url: str, *, most: int, may_reach: Callable[[str], bool] = is_public, seconds: float = SECONDS) -> str:
    """What an address that the installation names answers, no more of it than so much. Raises as `status_of`."""
    parts = _parts(url)
    try:
        with _line_to(parts, may_reach, seconds) as line:
            line.request("GET", _target(parts), headers=_ALL)
            answer = line.getresponse()
            if answer.status != http.HTTPStatus.OK:
                raise Unreachable
            return answer.read(most).decode(errors="replace")
    except (OSError, http.client.HTTPException, UnicodeError, ValueError) as failure:
        raise Unreachable from failure


def _joined(url: str, leads_to: str) -> str:
    try:
        return urljoin(url, leads_to)
    except ValueError as not_an_address:
        raise NotPublic from not_an_address


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port  # a port that is none raises only here
    except ValueError as not_an_address:
        raise NotPublic from not_an_address
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc:
        raise NotPublic
    return parts


def _head_of(parts: SplitResult, may_reach: Callable[[str], bool], seconds: float) -> tuple[int, str]:
    try:
        with _line_to(parts, may_reach, seconds) as line:
            line.request("GET", _target(parts), headers=_HEADERS)
            answer = line.getresponse()
            return answer.status, answer.headers.get("Location", "")
    except (OSError, http.client.HTTPException, UnicodeError, ValueError) as failure:
        raise Unreachable from failure


def _target(parts: SplitResult) -> str:
    return parts._replace(scheme="", netloc="", fragment="").geturl() or "/"


_ALL = {"User-Agent": AGENT, "Accept": "*/*", "Connection": "close"}
_HEADERS = {**_ALL, "Range": "bytes=0-0"}


@contextmanager
def _line_to(
    parts: SplitResult, may_reach: Callable[[str], bool], seconds: float
) -> Iterator[http.client.HTTPConnection]:
    """A connection that is cut when the time is over, however slowly the other side speaks."""
    host, is_safe = parts.hostname or "", parts.scheme == "https"
    found = _connected(host, parts.port or (443 if is_safe else 80), may_reach, seconds)
    if is_safe:
        found = TLS.wrap_socket(found, server_hostname=host, do_handshake_on_connect=False)
    line = http.client.HTTPConnection(host, parts.port, timeout=seconds)
    line.sock = found
    end = threading.Timer(seconds, _cut, (found,))
    end.start()
    try:
        if isinstance(found, ssl.SSLSocket):
            found.do_handshake()
        yield line
    finally:
        end.cancel()
        line.close()
        found.close()


def _cut(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _connected(host: str, port: int, may_reach: Callable[[str], bool], seconds: float) -> socket.socket:
    addresses = {str(found[4][0]): found for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    if not all(map(may_reach, addresses)):
        raise NotPublic
    failure: OSError | None = None
    for family, kind, protocol, _name, address in addresses.values():
        line = socket.socket(family, kind, protocol)
        line.settimeout(seconds)
        try:
            line.connect(address)
            return line
        except OSError as refused:
            line.close()
            failure = refused
    raise failure or OSError("no address")
