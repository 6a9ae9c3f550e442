"""Contested propositions with both sides, never a verdict."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.ledger.events import contradictions
from onrecord.ledger.identity import content_id, words
from onrecord.ledger.joining import most_common
from onrecord.ledger.scope import Facts
from onrecord.ledger.views import AccountSide, LedgerAccount

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from onrecord.ledger.event_views import EventViews
    from onrecord.ledger.events import Cluster, Joined
    from onrecord.ledger.evidence import Quoter
    from onrecord.ledger.people import Known
    from onrecord.ledger.rows import AccountRow, AccountSideRow, EventMentionRow, RecordKind, Rows, Side, StatementRow
    from onrecord.ledger.statements import About
    from onrecord.ledger.told import Polarity, Told
    from onrecord.ledger.views import AccountMethod
    from onrecord.records import EventType, Spans


SPEECH_ACTS: frozenset[EventType] = frozenset({"ACCUSE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
"""Types that are done by saying so (PLOVER's verbal types but for CONSULT, and AGREE and CONCEDE, which bind)."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One that affirms or denies: a statement, or a document that reports an event so. ``events`` are its subjects."""

    reported: str
    document: str
    spans: Spans
    record: str
    kind: RecordKind
    who: str | None
    when: str | None
    version: int
    events: tuple[str, ...]

    @property
    def order(self) -> tuple[object, ...]:
        """Voices sort by report."""
        return self.reported, self.document, self.spans, self.record


@dataclass(frozen=True, slots=True)
class Contest:
    """A proposition with the voices on either side, in order of their reports."""

    id: str
    proposition: str
    method: AccountMethod
    affirmed: tuple[Voice, ...]
    denied: tuple[Voice, ...]


def _speaker(told: Told) -> str | None:
    """Whose words a speech act is: who accuses, rejects or demands speaks, if it is one."""
    return next(iter(told.actors)) if told.type in SPEECH_ACTS and len(told.actors) == 1 else None


class Voices:
    """Makes voices of statements and event mentions."""

    def __init__(
        self,
        statements: Iterable[StatementRow],
        clusters: Iterable[Cluster],
        events: EventViews,
        actors: Known,
        quoter: Quoter,
        about: About,
    ) -> None:
        self._events, self._actors, self._quoter, self._about = events, actors, quoter, about
        self._statements = {row.id: row for row in statements}
        self._clusters = {joined.told.row.id: (c, joined) for c in clusters for joined in c.mentions}

    def of(self, side: AccountSideRow) -> Voice:
        """The voice that a coder's account points to."""
        if side.statement is not None:
            return self._statement(self._statements[side.statement])
        return self.event(*self._clusters[side.mention or ""])

    def event(self, cluster: Cluster, joined: Joined) -> Voice:
        """The voice of a document that reports an event."""
        row = joined.told.row
        who, when = self._events.according_to(row) or _speaker(joined.told), joined.told.date
        return self._voice(row, row.sentence_spans, ("event", cluster.id), who, when, (cluster.id,))

    def _statement(self, row: StatementRow) -> Voice:
        who = None if row.source is None else self._actors.same(row.source)
        return self._voice(row, row.content_spans, ("statement", row.id), who, row.date, self._about[row.id])

    def _voice(
        self,
        row: StatementRow | EventMentionRow,
        spans: Spans,
        record: tuple[RecordKind, str],
        who: str | None,
        when: str | None,
        events: tuple[str, ...],
    ) -> Voice:
        return Voice(
            reported=self._quoter.reported(row.version),
            document=self._quoter.document(row.version),
            spans=spans,
            record=record[1],
            kind=record[0],
            who=who,
            when=when,
            version=row.version,
            events=events,
        )


def contests(rows: Rows, clusters: Sequence[Cluster], voices: Voices, quoter: Quoter) -> Iterator[Contest]:
    """All contests: those that coders found within documents, joined by proposition, and contradictory reports."""
    yield from _from_coder(rows, voices)
    yield from _from_polarity(clusters, voices, quoter)


def facts(contest: Contest, event_facts: Mapping[str, Facts]) -> Facts:
    """What filters look at: everyone on either side, and in the events concerned."""
    voices = (*contest.affirmed, *contest.denied)
    events = [event_facts[event] for voice in voices for event in voice.events]
    who = frozenset(voice.who for voice in voices if voice.who)
    return Facts(
        dates=tuple(date for voice in voices if (date := voice.when or voice.reported)),
        actors=who.union(*(e.actors for e in events)),
        sources=who,
        recipients=frozenset[str]().union(*(e.recipients for e in events)),
        types=frozenset[str]().union(*(e.types for e in events)),
        contexts=frozenset[str]().union(*(e.contexts for e in events)),
    )


def of_proposition(reduced: str) -> str:
    """The id of the contest over a proposition, given in its words alone."""
    return content_id("ct", reduced)


def of_events(affirmed: str, denied: str) -> str:
    """The id of the contest between two events (ids)."""
    return content_id("ct", affirmed, denied)


def account(contest: Contest, actors: Known, quoter: Quoter) -> LedgerAccount:
    """The view of a contest."""

    def side(voice: Voice) -> AccountSide:
        evidence = quoter.cite(voice.version, voice.spans)
        return AccountSide(actors.maybe(voice.who), voice.when, voice.kind, voice.record, evidence)

    affirmed, denied = tuple(map(side, contest.affirmed)), tuple(map(side, contest.denied))
    return LedgerAccount(contest.id, contest.proposition, affirmed, denied, contest.method)


def _from_coder(rows: Rows, voices: Voices) -> Iterator[Contest]:
    sides: defaultdict[tuple[str, Side], list[AccountSideRow]] = defaultdict(list)
    for row in rows.account_sides:
        sides[row.account, row.side].append(row)
    same: defaultdict[str, list[AccountRow]] = defaultdict(list)
    for account_row in rows.accounts:
        same[words(account_row.proposition)].append(account_row)
    for proposition, group in sorted(same.items()):
        affirmed = _in_order(voices.of(side) for row in group for side in sides[row.id, "affirmed"])
        denied = _in_order(voices.of(side) for row in group for side in sides[row.id, "denied"])
        text = most_common(row.proposition for row in group) or proposition
        yield Contest(of_proposition(proposition), text, "coder", affirmed, denied)


def _from_polarity(clusters: Sequence[Cluster], voices: Voices, quoter: Quoter) -> Iterator[Contest]:
    for yes, no in contradictions(clusters):
        affirmed, denied = _told(yes, "+", voices), _told(no, "-", voices)
        told = quoter.cite(affirmed[0].version, affirmed[0].spans)
        yield Contest(of_events(yes.id, no.id), told.quote, "polarity", affirmed, denied)


def _told(cluster: Cluster, polarity: Polarity, voices: Voices) -> tuple[Voice, ...]:
    return _in_order(voices.event(cluster, joined) for joined in cluster.mentions if joined.told.polarity == polarity)


def _in_order(voices: Iterable[Voice]) -> tuple[Voice, ...]:
    return tuple(sorted(voices, key=lambda voice: voice.order))
