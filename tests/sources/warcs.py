"""Writes archives for tests, whole and broken."""

from __future__ import annotations

PARAGRAPH = "<p>The envoys met on Monday in {place}, officials said, and they will meet again.</p>"


def page(place: str = "Port Haven", head: str = "") -> bytes:
    """A page with one paragraph."""
    body = PARAGRAPH.format(place=place)
    return f"<!DOCTYPE html><html><head>{head}</head><body><article>{body}</article></body></html>".encode()


def response(
    address: str, body: bytes, *, kind: str = "text/html", status: str = "200 OK", headers: tuple[str, ...] = ()
) -> bytes:
    """A record of a response."""
    lines = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {kind}", *headers])
    return record("response", address, lines.encode() + b"\r\n\r\n" + body)


def record(kind: str, address: str, block: bytes) -> bytes:
    """A record of any type."""
    header = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:5f8c2f0e-27c4-4c14-9a4c-0d6f2a5f2a11>\r\n"
        f"WARC-Date: 2025-03-08T12:00:00Z\r\nWARC-Target-URI: {address}\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return header.encode() + block + b"\r\n\r\n"
