"""What is derived from a snapshot of the ledger: each part once, when it is first needed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING, Self

from onrecord.ledger import accounts, origins, statements, utterances
from onrecord.ledger.agreements import Agreements
from onrecord.ledger.commitments import Commitments
from onrecord.ledger.event_views import EventViews
from onrecord.ledger.events import alike, cluster
from onrecord.ledger.evidence import Quoter
from onrecord.ledger.facts import FactsBySide
from onrecord.ledger.likeness import portraits
from onrecord.ledger.people import Actors
from onrecord.ledger.positions import Positions
from onrecord.ledger.review_views import ReviewViews
from onrecord.ledger.reviewed import Reviews
from onrecord.ledger.scope import Filter
from onrecord.ledger.series import Series, governments
from onrecord.ledger.speakers import Source
from onrecord.ledger.statements import StatementFacts, StatementViews
from onrecord.ledger.told import tell
from onrecord.ledger.utterance_views import UtteranceViews
from onrecord.ledger.utterances import say, utter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from onrecord.ledger.events import Cluster
    from onrecord.ledger.facts import KnownFacts
    from onrecord.ledger.likeness import Portrait
    from onrecord.ledger.people import Known
    from onrecord.ledger.rows import Rows, StatementRow
    from onrecord.ledger.scope import Facts, Scope
    from onrecord.ledger.snapshot import Numbered, Snapshot
    from onrecord.ledger.utterances import Utterance
    from onrecord.ledger.views import LedgerOrigin
    from onrecord.records import Spans


class Reports:
    """The reports themselves, whatever is judged of them: their origins, and their words as evidence.

    ``load_texts`` gives texts by ``document_versions.seq``.
    """

    def __init__(self, versions: Iterable[Numbered], load_texts: Callable[[Iterable[int]], Mapping[int, str]]) -> None:
        self._versions, self.load_texts = tuple(versions), load_texts

    @cached_property
    def origins(self) -> tuple[LedgerOrigin, ...]:
        """The independent origins, the earliest first."""
        return origins.derive(version.row for version in self._versions if version.live)

    @cached_property
    def quoter(self) -> Quoter:
        """Makes evidence."""
        origin_of = {document: origin.id for origin in self.origins for document in origin.documents}
        return Quoter(self._versions, origin_of, self.load_texts)


class Derivation(ABC):
    """What is derived of document versions, given who their actors and what their events are."""

    @property
    @abstractmethod
    def quoter(self) -> Quoter:
        """Makes evidence."""

    @property
    @abstractmethod
    def rows(self) -> Rows:
        """The rows as reviewed."""

    @property
    @abstractmethod
    def actors(self) -> Known:
        """Who is named."""

    @abstractmethod
    def filter(self, scope: Scope) -> Filter:
        """A scope made ready for these actors."""

    @property
    @abstractmethod
    def clusters(self) -> tuple[Cluster, ...]:
        """The events, as joined mentions."""

    @property
    @abstractmethod
    def event_views(self) -> EventViews:
        """Makes views of events."""

    @property
    @abstractmethod
    def agreements(self) -> Agreements:
        """The agreements, and the maker of their views."""

    @property
    @abstractmethod
    def voices(self) -> accounts.Voices:
        """Makes the voices of contests."""

    @property
    @abstractmethod
    def committing(self) -> tuple[tuple[StatementRow, ...], statements.About]:
        """Statements, with all that threaten or promise, and which events each of them tells of."""

    @property
    @abstractmethod
    def facts(self) -> KnownFacts:
        """The facts of the whole record."""

    @property
    @abstractmethod
    def governments(self) -> Mapping[str, str]:
        """By country the actor that stands for its government."""

    @property
    @abstractmethod
    def position_words(self) -> Mapping[str, Spans]:
        """The spans of the statements and event mentions (by id) on which positions rest."""

    @cached_property
    def event_facts(self) -> dict[str, Facts]:
        """What filters look at, by event."""
        return {found.id: self.event_views.facts(found) for found in self.clusters}

    @cached_property
    def contests(self) -> tuple[accounts.Contest, ...]:
        """The contested propositions."""
        return tuple(accounts.contests(self.rows, self.clusters, self.voices, self.quoter))

    @cached_property
    def commitments(self) -> Commitments:
        """The threats and promises, and the maker of their views."""
        said, told = self.committing
        named = self.agreements.named()
        return Commitments(said, self.clusters, self.actors, self.quoter, told, named, self.facts)

    @cached_property
    def positions(self) -> Positions:
        """Makes views of positions."""
        return Positions(self.rows, self.actors, self.quoter, self.position_words)

    @cached_property
    def series(self) -> Series:
        """Makes series of positions."""
        return Series(self.rows, self.actors, self.quoter, self.positions, self.governments)


class Derived(Derivation):
    """Actors, events, agreements, contests and positions of a snapshot, and the makers of their views.

    A pure function of the snapshot: texts only fill in what evidence says and what reviews are about. Records that
    people have rejected are left out unless ``rejected``.
    """

    def __init__(self, snapshot: Snapshot, reports: Reports, reviews: Reviews, *, rejected: bool = False) -> None:
        self.snapshot, self.reports, self.reviews, self._rejected = snapshot, reports, reviews, rejected

    @classmethod
    def of(cls, snapshot: Snapshot, reports: Reports) -> Self:
        """What is derived of a snapshot of these reports."""
        return cls(snapshot, reports, Reviews(snapshot.rows, reports.quoter))

    @property
    def quoter(self) -> Quoter:
        """Makes evidence."""
        return self.reports.quoter

    @cached_property
    def rows(self) -> Rows:
        """The rows as reviewed."""
        return self.reviews.apply(rejected=self._rejected)

    @cached_property
    def unrejected(self) -> Derived:
        """The same as if people had rejected nothing."""
        if self._rejected or not self.reviews.rejected:
            return self
        return Derived(self.snapshot, self.reports, self.reviews, rejected=True)

    @cached_property
    def review_views(self) -> ReviewViews:
        """Makes views of reviews."""
        return ReviewViews(self.reviews, self.snapshot.rows, self.actors)

    @cached_property
    def actors(self) -> Actors:
        """Everyone in the live documents."""
        versions = {version.row.seq: version.row for version in self.snapshot.versions}
        return Actors(self.rows.actors, self.rows.actor_mentions, versions, self.rows.actor_judgements)

    def filter(self, scope: Scope) -> Filter:
        """A scope made ready for these actors."""
        return Filter.of(scope, self.actors)

    @cached_property
    def clusters(self) -> tuple[Cluster, ...]:
        """The events, as joined mentions."""
        return cluster(self.portraits, alike(self.portraits))

    @cached_property
    def portraits(self) -> dict[str, Portrait]:
        """What of each mention is compared, by mention id."""
        told = tell(self.rows, self.actors, self.quoter, self.reviews.pairs)
        return portraits(told, self.rows.search_rows, self.actors)

    @cached_property
    def event_views(self) -> EventViews:
        """Makes views of events."""
        statements = {row.id: row for row in self.rows.statements}
        return EventViews(self.actors, statements, self.quoter, self.review_views)

    @cached_property
    def utterances(self) -> tuple[Utterance, ...]:
        """What was said, as joined statements."""
        rows = self.rows
        sources = {row.source: Source.of(self.actors.view(row.source)) for row in rows.statements if row.source}
        said = list(say(rows, sources, self.quoter, self.reports.load_texts))
        return utter(said, utterances.alike(said))

    @cached_property
    def utterance_of(self) -> dict[str, Utterance]:
        """The utterance that each statement (by id) reports."""
        return {joined.said.row.id: one for one in self.utterances for joined in one.members}

    @cached_property
    def statement_views(self) -> StatementViews:
        """Makes views of statements."""
        contexts = {event: facts.contexts for event, facts in self.event_facts.items()}
        return StatementViews(self.rows, self.actors, self.quoter, self.about, contexts, self.review_views)

    @cached_property
    def statement_facts(self) -> StatementFacts:
        """What filters look at, of statements."""
        return StatementFacts(self.statement_views, self.actors, self.about, self.event_facts)

    @cached_property
    def utterance_views(self) -> UtteranceViews:
        """Makes views of utterances."""
        return UtteranceViews(self.actors, self.quoter, self.statement_views)

    @cached_property
    def agreements(self) -> Agreements:
        """The agreements, and the maker of their views."""
        return Agreements(self.rows, self.actors, self.quoter)

    @cached_property
    def about(self) -> statements.About:
        """Which events each statement tells of."""
        return statements.about(self.rows, self.clusters)

    @property
    def committing(self) -> tuple[tuple[StatementRow, ...], statements.About]:
        """All statements, and which events each of them tells of."""
        return self.rows.statements, self.about

    @cached_property
    def voices(self) -> accounts.Voices:
        """Makes the voices of contests."""
        told = self.rows.statements, self.clusters
        return accounts.Voices(*told, self.event_views, self.actors, self.quoter, self.about)

    @property
    def position_words(self) -> Mapping[str, Spans]:
        """The spans of all statements and event mentions (by id)."""
        statements = {row.id: row.content_spans for row in self.rows.statements}
        return statements | {row.id: row.sentence_spans for row in self.rows.event_mentions}

    @cached_property
    def facts(self) -> FactsBySide:
        """The facts of the whole record."""
        return FactsBySide(self.clusters, self.actors, self.quoter)

    @cached_property
    def governments(self) -> Mapping[str, str]:
        """By country the actor that stands for its government."""
        return governments(self.actors)
