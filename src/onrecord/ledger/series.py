"""Positions as series: where an actor stood on an issue toward a counterpart over time, and where that turned.

A government's series holds what its officials show as well: who speaks for it is read off the report, which must be of
the time of the stance itself, so that nothing said before an office or after it counts for the government.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from math import fsum
from typing import TYPE_CHECKING

from onrecord.ledger.identity import content_id
from onrecord.ledger.people import in_order
from onrecord.ledger.resolution import IN_OFFICE_DAYS
from onrecord.ledger.revisions import DAY, MONTH
from onrecord.ledger.scope import Facts
from onrecord.ledger.shifts import turns
from onrecord.ledger.views import LedgerPositionSeries, PositionPoint, PositionShift

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from onrecord.ledger.evidence import Quoter
    from onrecord.ledger.people import Actors, Known
    from onrecord.ledger.positions import Positions
    from onrecord.ledger.rows import PositionRow, Rows
    from onrecord.ledger.shifts import Turn

OFFICIAL = frozenset({"GOV", "MIL"})
"""Sectors whose people speak for their state."""


@dataclass(frozen=True, slots=True)
class Key:
    """Whose series it is, on what, toward whom (ids)."""

    actor: str
    issue: str
    toward: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """The rows of one series, put together by day and origin, in order."""

    key: Key
    points: tuple[tuple[PositionRow, ...], ...]

    @property
    def rows(self) -> tuple[PositionRow, ...]:
        """All rows of the series."""
        return tuple(row for point in self.points for row in point)


class Series:
    """Gathers positions into series and makes views of them; ``governments`` are actors (ids) by country."""

    def __init__(
        self, rows: Rows, actors: Known, quoter: Quoter, positions: Positions, governments: Mapping[str, str]
    ) -> None:
        self._actors, self._quoter, self._positions, self._governments = actors, quoter, positions, governments
        self._sectors = {(mention.version, mention.actor): mention.sector for mention in rows.actor_mentions}

    def lines(self, rows: Iterable[PositionRow]) -> tuple[Line, ...]:
        """The series that these rows make; their order does not matter."""
        grouped: defaultdict[Key, list[PositionRow]] = defaultdict(list)
        for row in rows:
            # Dated less precisely it stands on neither side of a turn, so it is in no series.
            if row.date is not None and len(row.date) >= MONTH:
                for key in self._keys(row):
                    grouped[key].append(row)
        made = (Line(key, self._points(group)) for key, group in grouped.items() if self._is_own(key, group))
        return tuple(sorted(made, key=lambda line: (line.key.actor, line.key.issue, line.key.toward or "")))

    def facts(self, line: Line) -> Facts:
        """What filters look at."""
        holders = frozenset(self._actors.same(row.actor) for row in line.rows) | {line.key.actor}
        toward = frozenset({line.key.toward} if line.key.toward else ())
        dates = tuple(row.date for row in line.rows if row.date)
        return Facts(dates, actors=holders | toward, sources=holders, recipients=toward)

    def series(self, line: Line) -> LedgerPositionSeries:
        """The view of one series."""
        points = tuple(map(self._point, line.points))
        found = turns([(point.date, point.stance) for point in points])
        return LedgerPositionSeries(
            id=identity(line.key),
            actor=self._actors.view(line.key.actor),
            issue=line.key.issue,
            toward=self._actors.maybe(line.key.toward),
            points=points,
            shifts=tuple(_shift(turn, points) for turn in found),
        )

    def _keys(self, row: PositionRow) -> Iterator[Key]:
        """The holder's own series, and that of the government for which the holder speaks."""
        actor, toward = self._actors.same(row.actor), self._counterpart(row)
        yield Key(actor, row.issue, toward if toward != actor else None)
        government = self._government(row, row.actor)
        if government not in (None, actor) and self._is_news(row):
            yield Key(str(government), row.issue, toward if toward != government else None)

    def _counterpart(self, row: PositionRow) -> str | None:
        """Toward whom; an official stands for the government."""
        if row.toward is None:
            return None
        return self._government(row, row.toward) or self._actors.same(row.toward)

    def _government(self, row: PositionRow, actor: str) -> str | None:
        if self._sectors.get((row.version, actor)) not in OFFICIAL:
            return None
        return self._governments.get(next(iter(self._actors.countries([actor])), ""))

    def _is_news(self, row: PositionRow) -> bool:
        """Whether the stance was shown at the time of the report, whose word on the holder's office then holds."""
        days = _day(row.date), _day(self._quoter.reported(row.version))
        return None not in days and abs((days[1] or 0) - (days[0] or 0)) <= IN_OFFICE_DAYS

    def _is_own(self, key: Key, rows: Sequence[PositionRow]) -> bool:
        """False for a government's series that is wholly one official's, who has the same one."""
        holders = {self._actors.same(row.actor) for row in rows}
        return key.actor in holders or len(holders) > 1

    def _points(self, rows: Iterable[PositionRow]) -> tuple[tuple[PositionRow, ...], ...]:
        together: defaultdict[tuple[str, str], list[PositionRow]] = defaultdict(list)
        for row in rows:
            together[row.date or "", self._quoter.origin(row.version)].append(row)
        return tuple(tuple(sorted(together[key], key=lambda row: row.id)) for key in sorted(together))

    def _point(self, rows: tuple[PositionRow, ...]) -> PositionPoint:
        views = [self._positions.position(row) for row in rows]
        return PositionPoint(
            date=rows[0].date or "",
            stance=fsum(row.stance for row in rows) / len(rows),
            origin=self._quoter.origin(rows[0].version),
            holders=in_order(view.actor for view in views),
            positions=tuple(row.id for row in rows),
            evidence=tuple(dict.fromkeys(evidence for view in views for evidence in view.evidence)),
        )


def identity(key: Key) -> str:
    """The id of a series."""
    return content_id("ps", key.actor, key.issue, key.toward)


def governments(actors: Actors) -> Mapping[str, str]:
    """By country the actor that stands for its government: of several the one that most documents name."""
    found = [a for a in actors if a.kind == "government" and a.country]
    found.sort(key=lambda a: (len(actors.documents[a.id]), a.name, a.id))
    return {actor.country or "": actor.id for actor in found}


def _day(value: str | None) -> int | None:
    """The day as a number; a month stands for its first."""
    try:
        return date.fromisoformat(f"{value or ''}-01"[:DAY]).toordinal()
    except ValueError:
        return None


def _shift(turn: Turn, points: Sequence[PositionPoint]) -> PositionShift:
    earlier, later = ([points[index] for index in side] for side in (turn.earlier, turn.later))
    return PositionShift(
        earlier=turn.words[0],
        later=turn.words[1],
        after=earlier[-1].date,
        before=later[0].date,
        earlier_points=tuple(earlier),
        later_points=tuple(later),
        reason=turn.reason,
    )
