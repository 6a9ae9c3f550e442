"""Positions of actors on issues, as the documents have them, by date."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from onrecord.ledger.scope import Facts
from onrecord.ledger.views import LedgerPosition

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.ledger.evidence import Quoter
    from onrecord.ledger.people import Known
    from onrecord.ledger.rows import PositionRow, Rows
    from onrecord.records import Spans


class Positions:
    """Makes views of positions."""

    def __init__(self, rows: Rows, actors: Known, quoter: Quoter, words: Mapping[str, Spans]) -> None:
        """``words`` are the spans of the statements and event mentions (by id) on which positions rest."""
        self._actors, self._quoter = actors, quoter
        self._evidence = defaultdict(list)
        for link in sorted(rows.position_evidence, key=lambda link: (link.position, link.ordinal)):
            self._evidence[link.position].append(words[link.record])

    def facts(self, row: PositionRow) -> Facts:
        """What filters look at."""
        actor, toward = (self._ids(a) for a in (row.actor, row.toward))
        date = row.date or self._quoter.reported(row.version)
        return Facts((date,) if date else (), actors=actor | toward, sources=actor, recipients=toward)

    def order(self, row: PositionRow) -> tuple[object, ...]:
        """Positions sort by date, else by day of report."""
        date = row.date or self._quoter.reported(row.version)
        return date, self._actors.name(row.actor), row.issue, row.id

    def position(self, row: PositionRow) -> LedgerPosition:
        """The view of a position."""
        return LedgerPosition(
            id=row.id,
            actor=self._actors.view(row.actor),
            issue=row.issue,
            toward=self._actors.maybe(row.toward),
            stance=row.stance,
            date=row.date,
            evidence=tuple(self._quoter.cite(row.version, spans) for spans in self._evidence[row.id]),
            method=row.method,
        )

    def _ids(self, actor: str | None) -> frozenset[str]:
        return frozenset() if actor is None else frozenset({self._actors.same(actor)})
