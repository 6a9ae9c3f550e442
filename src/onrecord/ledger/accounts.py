"""Contested propositions with both sides, never a verdict."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.ledger.events import contradictions
from onrecord.ledger.identity import content_id, words
from onrecord.ledger.joining import most_common
from onrecord.ledger.revisions import moment
from onrecord.ledger.scope import Facts
from onrecord.ledger.views import AccountSide, LedgerAccount

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from onrecord.ledger.event_views import EventViews
    from onrecord.ledger.events import Cluster, Joined
    from onrecord.ledger.evidence import Quoter
    from onrecord.ledger.people import Actors
    from onrecord.ledger.rows import AccountRow, AccountSideRow, Rows, StatementRow
    from onrecord.ledger.views import AccountMethod


@dataclass(frozen=True, slots=True)
class Contest:
    """A proposition with what stands on either side: statements, and events by their mentions."""

    id: str
    proposition: str
    method: AccountMethod
    affirmed: tuple[StatementRow | Joined, ...]
    denied: tuple[StatementRow | Joined, ...]


class Contests:
    """Finds contests and makes views of them."""

    def __init__(
        self, rows: Rows, clusters: Sequence[Cluster], actors: Actors, events: EventViews, quoter: Quoter
    ) -> None:
        self._actors, self._events, self._quoter, self._clusters = actors, events, quoter, clusters
        self._statements = {row.id: row for row in rows.statements}
        self._mentions = {joined.told.row.id: joined for c in clusters for joined in c.mentions}
        self._event_of = {joined.told.row.id: c for c in clusters for joined in c.mentions}
        self.all = (*_from_coder(rows, self._record), *_from_polarity(clusters, quoter))

    def facts(self, contest: Contest, event_facts: Mapping[str, Facts], about: Mapping[str, Sequence[str]]) -> Facts:
        """What filters look at: everyone on either side, and in the events concerned."""
        records = (*contest.affirmed, *contest.denied)
        events = [event_facts[event] for record in records for event in self._events_of(record, about)]
        who = {actor for record in records if (actor := self._who(record))}
        return Facts(
            dates=tuple(date for record in records if (date := self._when(record) or self._reported(record))),
            actors=frozenset(who).union(*(e.actors for e in events)),
            types=frozenset[str]().union(*(e.types for e in events)),
            contexts=frozenset[str]().union(*(e.contexts for e in events)),
            sources=frozenset(who),
            recipients=frozenset[str]().union(*(e.recipients for e in events)),
        )

    def account(self, contest: Contest) -> LedgerAccount:
        """The view of a contest."""
        affirmed, denied = (tuple(map(self._side, side)) for side in (contest.affirmed, contest.denied))
        return LedgerAccount(contest.id, contest.proposition, affirmed, denied, contest.method)
