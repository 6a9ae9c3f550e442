"""``onrecord brief``: a situation report from the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.brief.rendering import RENDERERS
from onrecord.brief.writing import write
from onrecord.commands.ledgers import existing, name_strangers
from onrecord.commands.options import contexts as plover_contexts
from onrecord.commands.options import period, split
from onrecord.commands.output import opened
from onrecord.ledger.scope import Scope
from onrecord.show.naming import visible

if TYPE_CHECKING:
    from pathlib import Path


def scope(*, actors: str | None, contexts: str | None, since: str | None, until: str | None) -> Scope:
    """The command's options as a scope. Raises ConfigurationError for dates and contexts that are none."""
    first, last = period(since, until)
    return Scope(actors=split(actors), contexts=plover_contexts(contexts), since=first, until=last)


def run(situation: str | None, location: str, scope: Scope, fmt: str, *, output: Path | None) -> None:
    """Writes the brief of ``scope``."""
    with existing(location) as ledger:
        name_strangers(ledger, scope.actors)
        brief = write(ledger, scope, situation)
    text = RENDERERS[fmt](brief)
    with opened(output) as stream:
        stream.write(text if fmt == "json" else visible(text))
