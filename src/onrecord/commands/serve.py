"""``onrecord serve``: the workbench over a ledger."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import typer

from onrecord.commands.actors import user
from onrecord.commands.ledgers import existing
from onrecord.commands.status import complain
from onrecord.errors import ConfigurationError
from onrecord.web.settings import LOOPBACK, Settings, is_loopback

if TYPE_CHECKING:
    import socket

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
    server, bound = _server(location, settings, host, port)
    address = f"http://{_shown(host)}:{bound.getsockname()[1]}"
    typer.echo(f"onrecord serves {location} at {address}/ (Ctrl-C stops it)")
    typer.echo(f"To judge records and follow situations, open: {address}/sign-in?token={settings.token}")
    server.run(sockets=[bound])


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


def _server(location: str, settings: Settings, host: str, port: int) -> tuple[uvicorn.Server, socket.socket]:
    import uvicorn

    from onrecord.web.app import make_app

    config = uvicorn.Config(
        make_app(location, settings),
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        # Addresses hold what was searched for, and once the token.
        access_log=False,
        h11_max_incomplete_event_size=32 * 1024,
        limit_concurrency=200,
    )
    try:
        return uvicorn.Server(config), config.bind_socket()
    except SystemExit as left:
        complain(f"port {port} of {host} is taken or not allowed; name another with --port")
        raise ConfigurationError(f"nothing can be served at {host}:{port}") from left


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
