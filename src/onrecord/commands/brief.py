"""``onrecord brief``: a situation report from the record."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from onrecord.brief.rendering import RENDERERS
from onrecord.brief.writing import write
from onrecord.commands.ledgers import existing, name_strangers
from onrecord.commands.options import contexts as plover_contexts
from onrecord.commands.options import period, split
from onrecord.commands.output import opened
from onrecord.commands.status import complain
from onrecord.errors import ConfigurationError
from onrecord.ledger.scope import Scope
from onrecord.show.naming import visible

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.brief.report import Brief

LAST = "last"
"""What ``--since`` takes beside a date: the last brief of a saved situation."""


def scope(
    *, actors: str | None, contexts: str | None, since: str | None, until: str | None, query: str | None = None
) -> Scope:
    """The command's options as a scope. Raises ConfigurationError for dates and contexts that are none."""
    first, last = period(since, until)
    return Scope(
        actors=split(actors), contexts=plover_contexts(contexts), since=first, until=last, query=(query or "").strip()
    )


def run(
    situation: str | None, location: str, scope: Scope, fmt: str, *, only_new: bool = False, output: Path | None
) -> None:
    """Writes the brief of ``scope``, or of the saved situation of that name with what changed since its last one.

    If only what is new is asked for and there is none, nothing is written, so that a timed job sends no mail.
    """
    with existing(location) as ledger:
        saved = situation if situation in {one.name for one in ledger.situations() if one.ended_at is None} else None
        if saved is None and only_new:
            raise ConfigurationError("--since last needs a saved situation; see onrecord situations save")
        if saved is None:
            name_strangers(ledger, scope.actors)
            _write(write(ledger, scope, situation), fmt, output)
            return
        _refuse(scope, saved)
        if not only_new:
            name_strangers(ledger, ledger.situation(saved).scope.actors)
        with ledger.telling(saved, only_new=only_new) as brief:
            if brief.is_news or not only_new:
                _write(brief, fmt, output)
            elif sys.stderr.isatty():
                complain(f"nothing came that tells of {saved} since its last brief")


def _refuse(scope: Scope, name: str) -> None:
    """Refuses options beside a situation's name: they would make it another one, whose time must not be kept.

    Raises:
        ConfigurationError: if there are any.
    """
    if not scope.is_everything:
        raise ConfigurationError(f"{name} is saved with its own actors, contexts and period; leave those options out")


def _write(brief: Brief, fmt: str, output: Path | None) -> None:
    text = RENDERERS[fmt](brief)
    with opened(output) as stream:
        stream.write(text if fmt == "json" else visible(text))
