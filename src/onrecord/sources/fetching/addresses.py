"""Where an address leads: which hosts may be reached, decided by what their names resolve to.

The connection is made to the address that was checked, so that a name that resolves otherwise a moment later leads
nowhere else.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urlsplit

from onrecord.sources.fetching.errors import FetchError

PORTS = {"http": 80, "https": 443}
LONGEST = 4000
NAT64 = IPv6Network("64:ff9b::/96")
_KEPT = "/%:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class Target:
    """A checked address: what to ask of whom. ``host`` is the name, ``numeric`` where it leads."""

    scheme: str
    host: str
    port: int
    numeric: str
    path: str

    @property
    def origin(self) -> str:
        """Scheme, host and port, as robots.txt and politeness count servers."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def netloc(self) -> str:
        """Host and port as the Host header has them."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == PORTS[self.scheme] else f"{name}:{self.port}"


def target(address: str, *, allow_private: bool) -> Target:
    """Resolves and checks an address.

    Raises:
        FetchError: if it is no web address, its name does not resolve, or it leads into a private network and that is
            not allowed.
    """
    scheme, host, port, path = _parts(address)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(address, f"the name {host} does not resolve: {error}") from error
    numbers = [str(entry[4][0]) for entry in found]
    allowed = [number for number in numbers if allow_private or is_public(number)]
    if not allowed:
        reason = f"{host} leads to the private address {numbers[0]}; --allow-private allows that"
        raise FetchError(address, reason, lasting=True)
    return Target(scheme, host, port, allowed[0], path)


def origin(address: str) -> str:
    """Scheme, host and port of an address, unresolved.

    Raises:
        FetchError: if it is no web address.
    """
    scheme, host, port, path = _parts(address)
    return Target(scheme, host, port, "", path).origin


def is_public(number: str) -> bool:
    """Whether a numeric address is one of the public internet, also by what is wrapped in it."""
    address = ip_address(number.partition("%")[0])
    wrapped = _wrapped(address) if isinstance(address, IPv6Address) else None
    if wrapped is not None:
        return is_public(str(wrapped))
    return address.is_global and not address.is_multicast


def _wrapped(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for."""
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


def _parts(address: str) -> tuple[str, str, int, str]:
    if len(address) > LONGEST:
        raise FetchError(address[:100], f"an address of {len(address):,} characters", lasting=True)
    try:
        split = urlsplit(address.strip())
        host, port = (split.hostname or "").rstrip("."), split.port
    except ValueError as error:
        raise FetchError(address, f"no address of a page: {error}", lasting=True) from error
    if split.scheme not in PORTS or not host:
        raise FetchError(address, "no address of a page: it must begin with http:// or https://", lasting=True)
    if split.username is not None or split.password is not None:
        raise FetchError(address, "an address with a user's name or password, which is not followed", lasting=True)
    path = quote(split.path or "/", safe=_KEPT) + (f"?{quote(split.query, safe=_KEPT)}" if split.query else "")
    return split.scheme, host, port or PORTS[split.scheme], path
