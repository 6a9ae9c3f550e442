"""Which part of a ledger is asked for: one set of filters for every view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.records import EventType


@dataclass(frozen=True, slots=True)
class Scope:
    """Filters; an empty one lets everything through, several must all hold, values of one are alternatives.

    ``actors``, ``source`` and ``recipient`` take ISO 3166-1 alpha-3 codes or names. ``actors`` may stand on either
    side. ``since`` and ``until`` are ISO prefixes, both inclusive; they are held against the record's own date, or
    where it has none against the day it was reported. ``contexts`` and ``types`` are those of PLOVER; a statement has
    those of the events that it tells of. ``query`` is full text, as :meth:`onrecord.ledger.store.Ledger.find` takes it.
    """

    actors: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    contexts: tuple[str, ...] = ()
    types: tuple[EventType, ...] = ()
    source: str | None = None
    recipient: str | None = None
    query: str = ""
