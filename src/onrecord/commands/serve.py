"""``onrecord serve``: the workbench over a ledger."""

from __future__ import annotations

import secrets
import socket
from typing import TYPE_CHECKING

import typer

from onrecord.collecting import collect_seldom
from onrecord.commands.actors import user
from onrecord.commands.ledgers import existing
from onrecord.errors import ConfigurationError
from onrecord.web.settings import LOOPBACK, Settings, is_loopback

if TYPE_CHECKING:
    import uvicorn

LONGEST = 200
SHORTEST = 16
"""Characters of a token that is not made here: it must not be guessed while the workbench is open to others."""


def run(location: str, *, host: str, port: int, token: str | None) -> None:
    """Serves until it is stopped.

    Raises:
        ConfigurationError: if there is no ledger, the token is too weak, or nothing can be bound to the port.
    """
    existing(location).close()
    settings = arranged(host, token)
    listening = bound(host, port)
    address = f"http://{_shown(host)}:{listening.getsockname()[1]}"
    typer.echo(f"onrecord serves {location} at {address}/ (Ctrl-C stops it)")
    typer.echo(f"To judge records and follow situations, open: {address}/sign-in?token={settings.token}")
    server = _server(location, settings)
    collect_seldom()
    server.run(sockets=[listening])


def arranged(host: str, token: str | None) -> Settings:
    """Who may do what: on loopback everybody reads and the token writes, elsewhere nobody does either without it.

    Raises:
        ConfigurationError: if the workbench would be open to others without a token, or with a weak one.
    """
    open_to_others = not is_loopback(host)
    if open_to_others and token is None:
        made = secrets.token_urlsafe(24)
        raise ConfigurationError(
            f"{host} can be reached by others: give them a token to enter with, such as --token {made}"
        )
    if token is not None and not SHORTEST <= len(token) <= LONGEST:
        raise ConfigurationError(f"--token: {SHORTEST} to {LONGEST} characters, so that it is not guessed")
    return Settings(
        token=token or secrets.token_urlsafe(24),
        reading_needs_token=open_to_others,
        author=user(),
        hosts=() if open_to_others else (*LOOPBACK, host),
    )


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens already, so that the address can be opened as soon as it is told.

    Raises:
        ConfigurationError: if the port is taken or not allowed, or the host is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
    except OSError as error:
        reason = error.strerror or error
        raise ConfigurationError(f"cannot serve at {host}:{port}: {reason}; name another with --port") from error
    # Its connections inherit this. asyncio does not set it on them, because create_server leaves the protocol open,
    # and then each answer waits forty milliseconds for an acknowledgement of its head.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _server(location: str, settings: Settings) -> uvicorn.Server:
    import uvicorn

    from onrecord.web.app import make_app

    config = uvicorn.Config(
        make_app(location, settings),
        log_level="warning",
        server_header=False,
        access_log=False,  # addresses hold what was searched for, and once the token
        h11_max_incomplete_event_size=32 * 1024,
        limit_concurrency=200,
    )
    return uvicorn.Server(config)


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
