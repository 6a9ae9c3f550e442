"""``onrecord brief``: a situation report from the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.brief.rendering import RENDERERS
from onrecord.brief.writing import write
from onrecord.commands.ledgers import existing, split
from onrecord.commands.output import on_terminal, opened
from onrecord.ledger.scope import Scope
from onrecord.show.naming import visible

if TYPE_CHECKING:
    from pathlib import Path


def scope(*, actors: str | None, contexts: str | None, since: str | None, until: str | None) -> Scope:
    """The command's options as a scope."""
    return Scope(actors=split(actors), contexts=split(contexts), since=since, until=until)


def run(situation: str | None, location: str, scope: Scope, fmt: str, *, output: Path | None) -> None:
    """Writes the brief of ``scope``."""
    with existing(location) as ledger:
        brief = write(ledger, scope, situation)
    text = RENDERERS[fmt](brief)
    with opened(output) as stream:
        stream.write(visible(text) if output is None and on_terminal() else text)
