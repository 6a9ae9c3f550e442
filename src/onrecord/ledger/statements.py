"""Statements as views, and the events that each tells of."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from onrecord.ledger.scope import Facts
from onrecord.ledger.views import LedgerStatement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from onrecord.ledger.events import Cluster
    from onrecord.ledger.evidence import Quoter
    from onrecord.ledger.people import Known
    from onrecord.ledger.review_views import ReviewViews
    from onrecord.ledger.rows import EventMentionRow, Rows, StatementRow
    from onrecord.ledger.utterances import Utterance
    from onrecord.ledger.views import LedgerActor

About = dict[str, tuple[str, ...]]
"""Ids of the events that a statement (by id) tells of."""


def about(rows: Rows, clusters: Iterable[Cluster]) -> About:
    """Which events statements tell of or are."""
    event_of = {joined.told.row.id: cluster.id for cluster in clusters for joined in cluster.mentions}
    told = mentions_told(rows)
    return {statement: tuple(sorted({event_of[mention] for mention in own})) for statement, own in told.items()}


def mentions_told(rows: Rows) -> dict[str, tuple[str, ...]]:
    """The event mentions (ids) of which statements tell, or that they are: triggers inside their content or on their
    cue, or given as their word.
    """
    by_version: defaultdict[int, list[EventMentionRow]] = defaultdict(list)
    for mention in rows.event_mentions:
        by_version[mention.version].append(mention)
    return {
        statement.id: tuple(sorted(m.id for m in by_version[statement.version] if _tells_of(statement, m)))
        for statement in rows.statements
    }


def carriers(rows: Rows) -> defaultdict[str, list[str]]:
    """The actors (ids) that carried each statement to the reader, in order."""
    via: defaultdict[str, list[str]] = defaultdict(list)
    for link in sorted(rows.statement_via, key=lambda link: (link.statement, link.ordinal)):
        via[link.statement].append(link.actor)
    return via


def _tells_of(statement: StatementRow, mention: EventMentionRow) -> bool:
    trigger = mention.trigger_spans[0]
    return (
        mention.according_statement == statement.id
        or any(span.contains(trigger) for span in statement.content_spans)
        or any(span.overlaps(trigger) for span in statement.cue_spans or ())
    )


class StatementViews:
    """Makes views of statements."""

    def __init__(
        self,
        rows: Rows,
        actors: Known,
        quoter: Quoter,
        about: About,
        event_contexts: Mapping[str, frozenset[str]],
        reviews: ReviewViews,
    ) -> None:
        self._actors, self._quoter, self._about, self._event_contexts = actors, quoter, about, event_contexts
        self._reviews = reviews
        self._via = carriers(rows)

    def date(self, row: StatementRow) -> str:
        """The statement's date, else that of its report, "" where neither is known."""
        return row.date or self._quoter.published(row.version) or ""

    def about(self, row: StatementRow) -> tuple[str, ...]:
        """The ids of the events that the statement tells of."""
        return self._about[row.id]

    def via(self, row: StatementRow) -> tuple[LedgerActor, ...]:
        """The chain that carried the words to the reader."""
        return tuple(map(self._actors.view, self._via[row.id]))

    def contexts(self, row: StatementRow) -> frozenset[str]:
        """The contexts of the events that the statement tells of."""
        return frozenset[str]().union(*(self._event_contexts[event] for event in self._about[row.id]))

    def statement(self, row: StatementRow) -> LedgerStatement:
        """The view of a statement."""
        evidence = self._quoter.cite(row.version, row.content_spans)
        others = (*(row.source_spans or ()), *(row.cue_spans or ()))
        return LedgerStatement(
            id=row.id,
            claim=row.claim,
            source=self._actors.maybe(row.source),
            kind=row.kind,
            act=row.act,
            addressee=self._actors.maybe(row.addressee),
            via=self.via(row),
            date=row.date,
            dated_by=row.dated_by,
            content=evidence.quote,
            evidence=evidence,
            source_evidence=self._quoter.maybe(row.version, row.source_spans),
            cue_evidence=self._quoter.maybe(row.version, row.cue_spans),
            occasion=self._quoter.maybe(row.version, row.occasion_spans),
            passage=self._quoter.passage(row.version, row.content_spans, others),
            section=row.section,
            within=row.within,
            about=self.about(row),
            contexts=tuple(sorted(self.contexts(row))),
            method=row.method,
            reviewed=self._reviews.of(row.id),
        )


class StatementFacts:
    """What filters look at, of statements and of the utterances that they report."""

    def __init__(self, views: StatementViews, actors: Known, about: About, event_facts: Mapping[str, Facts]) -> None:
        self._views, self._actors, self._about, self._event_facts = views, actors, about, event_facts

    def statement(self, row: StatementRow) -> Facts:
        """Those of a statement, and of the events that it tells of."""
        events = [self._event_facts[event] for event in self._about[row.id]]
        source, addressee = (self._ids(actor) for actor in (row.source, row.addressee))
        via = (actor.id for actor in self._views.via(row))
        return Facts(
            dates=(date,) if (date := self._views.date(row)) else (),
            actors=frozenset[str]().union(source, addressee, via, *(e.actors for e in events)),
            sources=source,
            recipients=addressee.union(*(e.recipients for e in events)),
            types=frozenset[str]().union(*(e.types for e in events)),
            contexts=self._views.contexts(row),
        )

    def utterance(self, utterance: Utterance) -> Facts:
        """All that its statements have."""
        facts = [self.statement(joined.said.row) for joined in utterance.members]
        return Facts(
            dates=tuple(dict.fromkeys(date for each in facts for date in each.dates)),
            actors=frozenset[str]().union(*(each.actors for each in facts)),
            sources=frozenset[str]().union(*(each.sources for each in facts)),
            recipients=frozenset[str]().union(*(each.recipients for each in facts)),
            types=frozenset[str]().union(*(each.types for each in facts)),
            contexts=frozenset[str]().union(*(each.contexts for each in facts)),
        )

    def _ids(self, actor: str | None) -> frozenset[str]:
        return frozenset() if actor is None else frozenset({self._actors.same(actor)})
