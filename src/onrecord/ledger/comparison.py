"""One's own events beside those of other data sets: counts by month, dyad of countries and quad category."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from onrecord.ledger.revisions import MONTH

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from onrecord.ledger.foreign import DyadCount
    from onrecord.ledger.views import LedgerEvent

OWN, OWN_OTHER = "own", "own_other"
FACT = "CT+"


class Cell(NamedTuple):
    """What is counted together: a directed dyad in a month; ``quad`` is None where a data set gives none."""

    month: str
    actor: str
    recipient: str
    quad: str | None


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """The counts of one cell, in the order of :attr:`Comparison.columns`."""

    cell: Cell
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Counts side by side. ``own`` are events that the record holds as fact (CT+), ``own_other`` those that it holds as
    denied, planned, threatened or uncertain: other data sets do not tell these apart. ``left_out`` counts, for the same
    columns, events of the period without a month or a country on both sides; they stand in no row.
    """

    columns: tuple[str, ...]
    rows: tuple[ComparedRow, ...]
    left_out: Mapping[str, int]


def compare(
    events: Iterable[LedgerEvent],
    datasets: Sequence[str],
    foreign: Iterable[DyadCount],
    foreign_left_out: Mapping[str, int],
    between: Collection[str],
) -> Comparison:
    """The comparison; ``between`` are countries: one of them on a side for one, both among them for several."""
    counts: Counter[tuple[Cell, str]] = Counter()
    left_out: Counter[str] = Counter(foreign_left_out)
    for event in events:
        cells = set(_cells(event))
        column = OWN if event.factuality == FACT else OWN_OTHER
        counts.update((cell, column) for cell in cells)
        left_out[column] += not cells
    for found in foreign:
        counts[Cell(found.month, found.actor, found.recipient, found.quad), found.dataset] += found.events
    columns = (OWN, OWN_OTHER, *datasets)
    cells = {cell for cell, _ in counts if _is_between(cell, between)}
    rows = (
        ComparedRow(cell, tuple(counts[cell, column] for column in columns)) for cell in sorted(cells, key=_in_order)
    )
    return Comparison(columns, tuple(rows), {column: left_out[column] for column in columns})


def _cells(event: LedgerEvent) -> Iterator[Cell]:
    if event.date is None or len(event.date) < MONTH:
        return
    for actor, recipient in product(event.actors, event.recipients):
        if actor.country and recipient.country:
            yield Cell(event.date[:MONTH], actor.country, recipient.country, event.quad)


def _is_between(cell: Cell, countries: Collection[str]) -> bool:
    sides = {cell.actor, cell.recipient}
    return not countries or (sides <= set(countries) if len(countries) > 1 else not sides.isdisjoint(countries))


def _in_order(cell: Cell) -> tuple[str, ...]:
    return (cell.month, cell.actor, cell.recipient, cell.quad or "")
