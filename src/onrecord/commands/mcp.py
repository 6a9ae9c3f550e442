"""``onrecord mcp``: the record for programs that speak the Model Context Protocol."""

from __future__ import annotations

from importlib.util import find_spec

from onrecord.commands.ledgers import existing
from onrecord.errors import ConfigurationError


def run(location: str) -> None:
    """Answers on standard input and output until the program at the other end leaves.

    Raises:
        ConfigurationError: if there is no ledger, or the library that speaks the protocol is not installed.
    """
    if find_spec("mcp") is None:
        raise ConfigurationError("onrecord mcp needs a library that is not installed: pip install 'onrecord[mcp]'")
    from onrecord.web.mcp.server import serve

    existing(location).close()
    serve(location)
