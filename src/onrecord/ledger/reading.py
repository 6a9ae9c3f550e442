"""Reading a ledger: what a scope asks for, as views.

Joining and filters look at rows alone; texts are loaded for the records that are let through, when their views are
made.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.ledger import accounts
from onrecord.ledger.document_views import document
from onrecord.ledger.events import Cluster
from onrecord.ledger.identity import name_words
from onrecord.ledger.people import in_order
from onrecord.ledger.precedents import Telling, cases, is_telling
from onrecord.ledger.revisions import DAY, moment
from onrecord.ledger.scope import Scope
from onrecord.ledger.sought import actor_key
from onrecord.ledger.views import Hit, Page, Slice

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from onrecord.ledger.derived import Derivation, Derived
    from onrecord.ledger.rows import StatementRow
    from onrecord.ledger.scope import Facts
    from onrecord.ledger.snapshot import Numbered
    from onrecord.ledger.sought import Sought
    from onrecord.ledger.views import (
        LedgerAccount,
        LedgerActor,
        LedgerAgreement,
        LedgerCommitment,
        LedgerDocument,
        LedgerEvent,
        LedgerOrigin,
        LedgerPosition,
        LedgerPositionSeries,
        LedgerPrecedent,
        LedgerStatement,
        LedgerUtterance,
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A search result before its view is made."""

    id: str
    score: float
    date: str
    record: StatementRow | Cluster
    because: str | None = None


class Reading:
    """What a scope asks for, of what is derived of some documents."""

    def __init__(self, derived: Derivation) -> None:
        self._derived, self._quoter = derived, derived.quoter

    def agreements(self, scope: Scope) -> tuple[LedgerAgreement, ...]:
        """Agreements with a party of the scope and a step in its period, by name."""
        scoped, made = self._derived.filter(scope), self._derived.agreements
        bundles = [bundle for bundle in made.all if scoped.admits(made.facts(bundle))]
        self._quoter.fetch(row.version for bundle in bundles for row in bundle.rows)
        self._derived.actors.fetch(actor for bundle in bundles for actor in bundle.parties)
        return tuple(sorted(map(made.agreement, bundles), key=lambda a: (a.name, a.id)))

    def accounts(self, scope: Scope) -> tuple[LedgerAccount, ...]:
        """Contests of the scope, by the first date of a voice."""
        scoped = self._derived.filter(scope)
        facts = {contest.id: accounts.facts(contest, self._derived.event_facts) for contest in self._derived.contests}
        kept = [contest for contest in self._derived.contests if scoped.admits(facts[contest.id])]
        kept.sort(key=lambda contest: (_first(facts[contest.id]), contest.id))
        voices = [voice for contest in kept for voice in (*contest.affirmed, *contest.denied)]
        self._quoter.fetch(voice.version for voice in voices)
        self._derived.actors.fetch(voice.who for voice in voices if voice.who)
        return tuple(accounts.account(contest, self._derived.actors, self._quoter) for contest in kept)

    def commitments(self, scope: Scope, *, followed: bool = True) -> tuple[LedgerCommitment, ...]:
        """Threats and promises of the scope, by date, else by day of first report."""
        return self.some_commitments(scope, None, 0, followed=followed).rows[::-1]

    def some_commitments(
        self, scope: Scope, limit: int | None, offset: int, *, followed: bool = True
    ) -> Slice[LedgerCommitment]:
        """So many of them, the latest first."""
        scoped, made = self._derived.filter(scope), self._derived.commitments
        found = sorted((one for one in made.all if scoped.admits(made.facts(one))), key=made.order, reverse=True)
        kept = found[offset:] if limit is None else found[offset : offset + limit]
        self._derived.actors.fetch(actor for one in kept for actor in one.by | one.toward)
        return Slice(len(found), tuple(made.commitment(one, followed=followed) for one in kept))

    def positions(self, scope: Scope) -> tuple[LedgerPosition, ...]:
        """Positions of the scope, by date."""
        scoped, made = self._derived.filter(scope), self._derived.positions
        rows = [row for row in self._derived.rows.positions if scoped.admits(made.facts(row))]
        self._quoter.fetch(row.version for row in rows)
        self._derived.actors.fetch(actor for row in rows for actor in (row.actor, row.toward) if actor)
        return tuple(map(made.position, sorted(rows, key=made.order)))

    def position_series(self, scope: Scope) -> tuple[LedgerPositionSeries, ...]:
        """Series of the positions that lie in the period of the scope, by actor, issue and counterpart."""
        scoped, positions, made = self._derived.filter(scope), self._derived.positions, self._derived.series
        rows = [row for row in self._derived.rows.positions if scoped.admits_dates(positions.facts(row).dates)]
        lines = [line for line in made.lines(rows) if scoped.admits(made.facts(line))]
        self._quoter.fetch(row.version for line in lines for row in line.rows)
        self._derived.actors.fetch(actor for line in lines for actor in made.facts(line).actors)
        series = map(made.series, lines)
        return tuple(sorted(series, key=lambda s: (s.actor.name, s.issue, s.toward.name if s.toward else "", s.id)))


class WholeReading(Reading):
    """The views of one snapshot of a ledger. ``matches`` are ids of statements and mentions, None for all."""

    _derived: Derived

    def __init__(self, derived: Derived) -> None:
        super().__init__(derived)

    def origins(self) -> tuple[LedgerOrigin, ...]:
        """All origins, the earliest first."""
        return self._derived.reports.origins

    def documents(self, scope: Scope, *, superseded: bool) -> tuple[LedgerDocument, ...]:
        """Documents that name an actor of the scope and appeared in its period, in order of publication."""
        scoped = self._derived.filter(scope)
        views = (self._document(v) for v in self._derived.snapshot.versions if superseded or v.live)
        kept = [view for view in views if scoped.admits_dates([view.date] if view.date else [])]
        if scoped.actors is not None:
            named = frozenset[str]().union(*(self._derived.actors.documents[actor] for actor in scoped.actors))
            kept = [view for view in kept if view.id in named]
        return tuple(sorted(kept, key=lambda d: (moment(d.date), d.id, d.version)))

    def actors(self, scope: Scope, containing: str = "") -> tuple[LedgerActor, ...]:
        """Actors of the scope that a document of its period names, with these words as a part of a name."""
        scoped = self._derived.filter(scope)
        documents = {report.id for report in self.documents(scope, superseded=False)}
        naming = self._derived.actors.documents
        return in_order(
            actor
            for actor in self._derived.actors
            if scoped.admits_actors(frozenset({actor.id}))
            and not naming[actor.id].isdisjoint(documents)
            and any(containing in name_words(name) for name in actor.names)
        )

    def statements(self, scope: Scope, matches: Collection[str] | None) -> tuple[LedgerStatement, ...]:
        """Statements of the scope, by date, else by day of report."""
        rows = sorted(self._statements(scope, matches), key=self._statement_order)
        self._quoter.fetch(row.version for row in rows)
        return tuple(map(self._derived.statement_views.statement, rows))

    def utterances(self, scope: Scope, matches: Collection[str] | None) -> tuple[LedgerUtterance, ...]:
        """Utterances of which a statement lies within the scope, by date, else by day of first report."""
        made, facts = self._derived.utterance_views, self._derived.statement_facts
        asked = {self._derived.utterance_of[row.id].id for row in self._statements(scope, matches)}
        found = [(facts.utterance(one), one) for one in self._derived.utterances if one.id in asked]
        found.sort(key=lambda pair: (_first(pair[0]), pair[1].id))
        self._quoter.fetch(joined.said.row.version for _, utterance in found for joined in utterance.members)
        return tuple(made.utterance(utterance) for _, utterance in found)

    def events(self, scope: Scope, matches: Collection[str] | None) -> tuple[LedgerEvent, ...]:
        """Events of the scope, by date, else by day of first report."""
        found = sorted(self._events(scope, matches), key=lambda c: (self._event_date(c), c.id))
        self._fetch_events(found)
        return tuple(map(self._derived.event_views.event, found))

    def precedents(self) -> tuple[LedgerPrecedent, ...]:
        """Earlier threats and announced meetings with what followed, by date, over the whole ledger."""
        latest = max((moment(d.date)[:DAY] for d in self.documents(Scope(), superseded=False)), default=None)
        told = {found.id: found for found in self._derived.clusters if is_telling(found)}
        made = cases((Telling.of(found, self._derived.actors) for found in told.values()), latest)
        found = {event: told[event] for case in made for event in case.events}
        self._fetch_events(found.values())
        views = {event: self._derived.event_views.event(one) for event, one in found.items()}
        return tuple(case.view(views) for case in made)

    def page(
        self, scores: Mapping[str, float] | None, scope: Scope, matches: Collection[str] | None, limit: int, offset: int
    ) -> Page:
        """Statements and events of the scope, by score, then the latest first; views are made of one page alone.

        Of events that words match, the latest are those with the latest matching mention.
        """
        return self._page(self._candidates(scores, scope, matches), limit, offset)

    def like(
        self,
        sought: Sought,
        words: Mapping[str, float],
        scope: Scope,
        matches: Collection[str] | None,
        limit: int,
        offset: int,
    ) -> Page:
        """The same of what is like a text; ``words`` are scores of the words that records share with it."""
        found = self._candidates(words, scope, matches)
        return self._page((self._weighed(candidate, sought) for candidate in found), limit, offset)

    def _page(self, candidates: Iterable[Candidate], limit: int, offset: int) -> Page:
        found = sorted(candidates, key=lambda c: c.id)
        found.sort(key=lambda c: (c.score, c.date), reverse=True)
        return Page(len(found), offset, limit, tuple(map(self._hit, found[offset : offset + limit])))

    def _candidates(
        self, scores: Mapping[str, float] | None, scope: Scope, matches: Collection[str] | None
    ) -> Iterator[Candidate]:
        yield from self._statement_candidates(scores, scope, matches)
        yield from self._event_candidates(scores, scope, matches)

    def _weighed(self, found: Candidate, sought: Sought) -> Candidate:
        if isinstance(found.record, Cluster):
            facts = self._derived.event_facts[found.id]
        else:
            facts = self._derived.statement_facts.statement(found.record)
        actors = map(self._derived.actors.view, facts.actors)
        keys = {actor_key(actor.name, actor.country) for actor in actors}
        score, because = sought.weigh(found.score, facts.types, keys)
        return replace(found, score=score, because=because)

    def _document(self, version: Numbered) -> LedgerDocument:
        return document(version, self._quoter.origin(version.row.seq))

    def _statements(self, scope: Scope, matches: Collection[str] | None) -> Iterator[StatementRow]:
        scoped, facts = self._derived.filter(scope), self._derived.statement_facts
        for row in self._derived.rows.statements:
            if (matches is None or row.id in matches) and scoped.admits(facts.statement(row)):
                yield row

    def _events(self, scope: Scope, matches: Collection[str] | None) -> Iterator[Cluster]:
        scoped, facts = self._derived.filter(scope), self._derived.event_facts
        for found in self._derived.clusters:
            matching = matches is None or any(joined.told.row.id in matches for joined in found.mentions)
            if matching and scoped.admits(facts[found.id]):
                yield found

    def _statement_order(self, row: StatementRow) -> tuple[object, ...]:
        date = self._derived.statement_views.date(row)
        return moment(date), self._quoter.document(row.version), row.content_spans[0].start, row.id

    def _event_date(self, found: Cluster) -> str:
        return _first(self._derived.event_facts[found.id])

    def _fetch_events(self, found: Collection[Cluster]) -> None:
        self._quoter.fetch(joined.told.row.version for c in found for joined in c.mentions)

    def _statement_candidates(
        self, scores: Mapping[str, float] | None, scope: Scope, matches: Collection[str] | None
    ) -> Iterator[Candidate]:
        """One for each utterance: the statement of it that matches best, of equal ones the first report."""
        asked = {row.id for row in self._statements(scope, matches)}
        for utterance in self._derived.utterances:
            rows = [joined.said.row for joined in utterance.members if joined.said.row.id in asked]
            scored = [(0.0 if scores is None else scores.get(row.id), row) for row in rows]
            known = [(score, row) for score, row in scored if score is not None]
            if known:
                score, row = max(known, key=lambda pair: pair[0])
                yield Candidate(row.id, score, self._derived.statement_views.date(row), row)

    def _event_candidates(
        self, scores: Mapping[str, float] | None, scope: Scope, matches: Collection[str] | None
    ) -> Iterator[Candidate]:
        for found in self._events(scope, matches):
            if scores is None:
                yield Candidate(found.id, 0.0, self._event_date(found), found)
            elif matching := [joined.told for joined in found.mentions if joined.told.row.id in scores]:
                latest = max(moment(told.date) or told.reported for told in matching)
                yield Candidate(found.id, max(scores[told.row.id] for told in matching), latest, found)

    def _hit(self, candidate: Candidate) -> Hit:
        if isinstance(candidate.record, Cluster):
            event = self._derived.event_views.event(candidate.record)
            return Hit("event", candidate.id, candidate.score, None, event, None, candidate.because)
        statement = self._derived.statement_views.statement(candidate.record)
        told = self._derived.utterance_views.utterance(self._derived.utterance_of[candidate.id])
        return Hit("statement", candidate.id, candidate.score, statement, None, told, candidate.because)


def _first(facts: Facts) -> str:
    """The first date of a record, "" for none."""
    return min(map(moment, facts.dates), default="")
