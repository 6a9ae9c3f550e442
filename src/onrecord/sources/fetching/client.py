"""GET, bounded in time, size, growth and redirects.

urllib3 connects to the checked number and speaks for the name. Its own timeouts are for each read, which a server that
sends a byte a minute never exceeds; so a timer shuts the connection when the whole time is up.
"""

from __future__ import annotations

import socket
import threading
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from onrecord.errors import in_one_line
from onrecord.sources.fetching.addresses import target
from onrecord.sources.fetching.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from urllib3.response import HTTPResponse

    from onrecord.sources.fetching.addresses import Target

MOST_BYTES = 8 * 1024 * 1024
"""Of an answer as it comes over the wire."""

MOST_UNPACKED = 32 * 1024 * 1024
MOST_GROWTH = 100
ALWAYS_ALLOWED = 1024 * 1024
"""Bytes that any answer may grow to: the growth of a small one says little."""

MOST_REDIRECTS = 5
CHUNK = 64 * 1024
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses after which another try is worth it."""

_WINDOWS = {"gzip": 47, "x-gzip": 47, "deflate": 47}


class Live:
    """The connections that are open, to be shut all at once when it is time to stop."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._deadlines: set[_Deadline] = set()
        self.stopped = False

    def shut(self) -> None:
        """Ends every exchange, those to come as well."""
        with self._lock:
            self.stopped = True
            deadlines = list(self._deadlines)
        for deadline in deadlines:
            deadline.shut()

    def enter(self, deadline: _Deadline) -> None:
        """One more exchange."""
        with self._lock:
            self._deadlines.add(deadline)
            stopped = self.stopped
        if stopped:
            deadline.shut()

    def leave(self, deadline: _Deadline) -> None:
        """It is over."""
        with self._lock:
            self._deadlines.discard(deadline)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Seconds to connect, between two reads, and in all; whether private networks may be reached; who asks."""

    agent: str
    connect: float = 10.0
    read: float = 15.0
    whole: float = 30.0
    allow_private: bool = False
    live: Live = field(default_factory=Live)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said in the end. ``address`` is where the last redirect led; header names are in lower case."""

    address: str
    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The media type without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """What the server says of the encoding."""
        _, _, rest = self.headers.get("content-type", "").lower().partition("charset=")
        return rest.partition(";")[0].strip(" \"'") or None


def get(address: str, bounds: Bounds, *, most: int = MOST_BYTES) -> Answer:
    """Asks an address and follows its redirects.

    Raises:
        FetchError: for whatever keeps it from being had within the bounds.
    """
    here: str | None = address
    for _ in range(MOST_REDIRECTS + 1):
        assert here is not None, "a redirect leads somewhere"
        answer = ask(here, bounds, most=most)
        here = redirect(answer)
        if here is None:
            return answer
    raise FetchError(address, f"more than {MOST_REDIRECTS} redirects", lasting=True)


def redirect(answer: Answer) -> str | None:
    """Where an answer sends whoever asked; None if it is the answer itself."""
    place = answer.headers.get("location") if answer.status in REDIRECTS else None
    try:
        return urljoin(answer.address, place) if place else None
    except ValueError as error:
        raise FetchError(answer.address, f"redirects to what is no address: {error}", lasting=True) from error


def ask(address: str, bounds: Bounds, headers: Mapping[str, str] | None = None, *, most: int = MOST_BYTES) -> Answer:
    """One request and its answer, which may be a redirect.

    Raises:
        FetchError: for whatever keeps it from being had within the bounds.
    """
    found = target(address, allow_private=bounds.allow_private)
    connection = _connection(found, bounds)
    asked = {"Host": found.netloc, "User-Agent": bounds.agent, "Accept-Encoding": "gzip", **(headers or {})}
    deadline = _Deadline(connection, bounds.whole, bounds.live)
    try:
        with deadline:
            connection.connect()
            deadline.watch(connection.sock)
            return _answer(address, _response(connection, found.path, asked, bounds.read), most)
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        if bounds.live.stopped:
            raise FetchError(address, "stopped before it was fetched", wait=0, asked=False) from error
        if deadline.passed:
            raise FetchError(address, f"took longer than {bounds.whole:g} seconds") from error
        raise FetchError(address, f"no answer: {in_one_line(error)}") from error
    finally:
        connection.close()


def _connection(found: Target, bounds: Bounds) -> HTTPConnection:
    """Not yet connected; to the number that was checked, in the name of the host."""
    if found.scheme == "http":
        return HTTPConnection(found.numeric, found.port, timeout=bounds.connect)
    return HTTPSConnection(
        found.numeric,
        found.port,
        timeout=bounds.connect,
        cert_reqs="CERT_REQUIRED",
        ca_certs=certifi.where(),
        server_hostname=found.host,
        assert_hostname=found.host,
    )


def _response(connection: HTTPConnection, path: str, headers: Mapping[str, str], patience: float) -> HTTPResponse:
    connection.timeout = patience  # urllib3 sets it on the socket with the request
    connection.request("GET", path, headers=headers, preload_content=False, decode_content=False)
    return connection.getresponse()


def _answer(address: str, response: HTTPResponse, most: int) -> Answer:
    told = {name.lower(): value for name, value in response.headers.items()}
    if response.status in REDIRECTS:
        return Answer(address, response.status, b"", told)
    return Answer(address, response.status, _unpacked(address, _body(address, response, most), told), told)


def _body(address: str, response: HTTPResponse, most: int) -> bytes:
    body = bytearray()
    while chunk := response.read1(CHUNK, decode_content=False):
        body += chunk
        if len(body) > most:
            raise FetchError(address, f"more than {most:,} bytes", lasting=True)
    return bytes(body)


def _unpacked(address: str, raw: bytes, headers: Mapping[str, str]) -> bytes:
    """The body without its content encoding, which may let it grow only so far."""
    encoding = headers.get("content-encoding", "").strip().lower()
    if not raw or encoding in {"", "identity"}:
        return raw
    if encoding not in _WINDOWS:
        raise FetchError(address, f"sent as {encoding}, which was not asked for", lasting=True)
    unpacker = zlib.decompressobj(_WINDOWS[encoding])
    most = min(MOST_UNPACKED, max(ALWAYS_ALLOWED, MOST_GROWTH * len(raw)))
    try:
        body = unpacker.decompress(raw, most + 1)
    except zlib.error as error:
        raise FetchError(address, f"damaged {encoding} data ({error})") from error
    if len(body) > most:
        raise FetchError(address, f"grows to more than {most:,} bytes when it is unpacked", lasting=True)
    return body


class _Deadline:
    """Shuts a connection when the time is up, whatever it is waiting for."""

    def __init__(self, connection: HTTPConnection, seconds: float, live: Live) -> None:
        self._connection = connection
        self._live = live
        self._sock: socket.socket | None = None
        self._timer = threading.Timer(seconds, self.shut)
        self._timer.daemon = True
        self.passed = False

    def watch(self, sock: socket.socket) -> None:
        """The socket once it is connected: the connection forgets it as soon as the answer has begun."""
        self._sock = sock

    def __enter__(self) -> None:
        self._live.enter(self)
        self._timer.start()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._timer.cancel()
        self._live.leave(self)
        if self.passed and kind is None:
            raise TimeoutError("the time was up before the answer was whole")

    def shut(self) -> None:
        """Ends whatever the connection is waiting for."""
        self.passed = True
        sock = self._sock or self._connection.sock
        if sock is not None:
            with suppress(OSError):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)  # without TLS's farewell, which would wait, too
