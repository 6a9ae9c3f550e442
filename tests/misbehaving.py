"""Servers on loopback: a well-behaved one, and one for each way in which servers misbehave.

Each has an origin of its own, since politeness counts by host: one that stalls must not hold up the others.
"""

from __future__ import annotations

import gzip
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PARAGRAPH = "Norland's foreign minister, Eva Stone, said on Monday that talk number {n} with Sudmark would go on."
GERMAN = "Die Außenministerin von Nordland sagte am Montag, dass das Gespräch Nummer {n} mit Südmark weitergehen wird."

PATIENCE = 60.0
"""Seconds that a stalling server stalls: longer than any bound under test."""


def page(n: int = 1, *, head: str = "", text: str = PARAGRAPH) -> bytes:
    """A page of our own."""
    body = f"<p>{text.format(n=n)}</p><p>{text.format(n=n + 1)}</p>"
    meta = '<meta charset="utf-8"><meta property="article:published_time" content="2025-03-08T13:21:00-05:00">'
    return f"<!DOCTYPE html><html><head>{meta}{head}</head><body><article>{body}</article></body></html>".encode()


def feed(origin: str, paths: list[str]) -> bytes:
    """A feed of our own."""
    items = "".join(
        f"<item><title>{path}</title><link>{origin}{path}</link><guid>{path}</guid>"
        f"<description>{PARAGRAPH.format(n=path)}</description></item>"
        for path in paths
    )
    return f'<rss version="2.0"><channel><title>Example Wire</title>{items}</channel></rss>'.encode()


Answer = Callable[["Handler"], None]


@dataclass
class Site:
    """What a server answers by path, and how often it was asked. Paths that are not listed answer 404."""

    routes: dict[str, Answer] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    origin: str = ""
    closing: threading.Event = field(default_factory=threading.Event)


class Handler(BaseHTTPRequestHandler):
    """Looks the path up in the site."""

    server: SiteServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site = self.server.site
        site.asked[self.path] += 1
        site.times.append(time.monotonic())
        self.close_connection = True
        site.routes.get(self.path, missing)(self)

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        """An honest answer; header names have ``_`` for ``-``."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.send_response(status)
        for name, value in {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": str(len(body)),
            **named,
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


class SiteServer(ThreadingHTTPServer):
    """A server that ends with its test, whatever its handlers are doing."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, site: Site) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.site = site

    def handle_error(self, *_: object) -> None:
        """Clients that hang up are what is tested."""


@contextmanager
def serving(*sites: Site) -> Iterator[None]:
    """Serves each site on a port of its own; their origins are set."""
    with ExitStack() as stack:
        for site in sites:
            server = stack.enter_context(SiteServer(site))
            site.origin = f"http://127.0.0.1:{server.server_address[1]}"
            stack.callback(server.shutdown)
            stack.callback(site.closing.set)
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield


def missing(handler: Handler) -> None:
    handler.send(b"gone", 404)


def body(data: bytes, status: int = 200, **headers: str) -> Answer:
    """Always the same."""
    return lambda handler: handler.send(data, status, **headers)


def stall(handler: Handler) -> None:
    """Takes the request and says nothing."""
    handler.server.site.closing.wait(PATIENCE)


def drip_header(handler: Handler) -> None:
    """A byte of a header now and then, never whole."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    _drip(handler, b"a")


def drip_body(handler: Handler) -> None:
    """A byte of the body now and then."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    _drip(handler, b"<")


def _drip(handler: Handler, piece: bytes) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and not handler.server.site.closing.wait(0.05):
        handler.wfile.write(piece)
        handler.wfile.flush()


def endless(start: bytes, piece: bytes, kind: str) -> Answer:
    """A body that never ends, as fast as it is taken."""

    def answer(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", kind)
        handler.end_headers()
        handler.wfile.write(start)
        while not handler.server.site.closing.is_set():
            handler.wfile.write(piece * 64)

    return answer


def lie(length: int) -> Answer:
    """A page whose length is not what the header says."""

    def answer(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(length))
        handler.end_headers()
        handler.wfile.write(page())

    return answer


def bad_chunks(handler: Handler) -> None:
    """Chunked, with a length that is none."""
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"zz\r\n<html>")


def hang_up(handler: Handler) -> None:
    """No answer at all."""


def garbage(handler: Handler) -> None:
    """No HTTP."""
    handler.wfile.write(b"\0\xff" * 5000)


def redirect(place: str, status: int = 302) -> Answer:
    """To elsewhere, or to itself."""
    return lambda handler: handler.send(b"", status, Location=place)


def redirect_onwards(handler: Handler) -> None:
    """Each time to an address that was not seen before."""
    handler.send(b"", 302, Location=f"{handler.path}x")
    site = handler.server.site
    site.routes.setdefault(f"{handler.path}x", redirect_onwards)


def bomb() -> bytes:
    """A page that unpacks to 200 MB."""
    return gzip.compress(page() + b" " * 200_000_000)


MISBEHAVIOUR: dict[str, Answer] = {
    "stall": stall,
    "drip-header": drip_header,
    "drip-body": drip_body,
    "endless": endless(b"<html><body>", b"<p>more</p>" * 100, "text/html"),
    "too-long": lie(10_000_000),
    "bad-chunks": bad_chunks,
    "hang-up": hang_up,
    "garbage": garbage,
    "loop": redirect_onwards,
    "to-file": redirect("file:///etc/passwd"),
    "to-nowhere": redirect("http://"),
    "bad-gzip": body(b"no gzip", Content_Encoding="gzip"),
    "brotli": body(b"\x0b\x02", Content_Encoding="br"),
    "status-500": body(b"", 500),
    "image": body(b"\x89PNG", Content_Type="image/png"),
    "empty": body(b""),
    "deep": body(b"<!DOCTYPE html><html><body>" + b"<div>" * 100_000 + PARAGRAPH.encode()),
    "no-article": body(b"<!DOCTYPE html><html><body><nav><a href=/>Home</a></nav></body></html>"),
}
"""Pages by the way in which they misbehave; ``bomb`` is made where it is needed, it is large."""
