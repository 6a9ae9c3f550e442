"""Events as views: what their mentions together say, each with its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.ledger.joining import most_common
from onrecord.ledger.people import in_order
from onrecord.ledger.scope import Facts
from onrecord.ledger.views import EventMention, LedgerEvent
from onrecord.ontology.plover import quad
from onrecord.records import Location

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.ledger.events import Cluster, Joined
    from onrecord.ledger.evidence import Quoter
    from onrecord.ledger.people import Known
    from onrecord.ledger.review_views import ReviewViews
    from onrecord.ledger.rows import EventMentionRow, StatementRow


class EventViews:
    """Makes views of events and of their mentions."""

    def __init__(
        self, actors: Known, statements: Mapping[str, StatementRow], quoter: Quoter, reviews: ReviewViews
    ) -> None:
        self._actors, self._statements, self._quoter, self._reviews = actors, statements, quoter, reviews

    def facts(self, cluster: Cluster) -> Facts:
        """What filters look at."""
        told = [joined.told for joined in cluster.mentions]
        actors = frozenset[str]().union(*(t.actors for t in told))
        recipients = frozenset[str]().union(*(t.recipients for t in told))
        speakers = {voice for t in told if (voice := self.according_to(t.row))}
        return Facts(
            dates=(cluster.date,) if cluster.date else tuple(t.reported for t in told if t.reported),
            actors=actors | recipients,
            sources=actors | speakers,
            recipients=recipients,
            types=frozenset({cluster.type}),
            contexts=frozenset(context for t in told for context in t.row.contexts),
        )

    def event(self, cluster: Cluster) -> LedgerEvent:
        """The view of an event."""
        told = [joined.told for joined in cluster.mentions]
        facts = self.facts(cluster)
        typed = [t for t in told if t.type == cluster.type]
        return LedgerEvent(
            id=cluster.id,
            type=cluster.type,
            mode=most_common(t.mode for t in typed if t.mode),
            contexts=tuple(sorted(facts.contexts)),
            cameo=most_common(t.row.cameo for t in typed if t.row.cameo),
            quad=quad(cluster.type),
            date=cluster.date,
            factuality=told[-1].row.factuality,
            place=place(cluster),
            actors=in_order(map(self._actors.view, frozenset[str]().union(*(t.actors for t in told)))),
            recipients=in_order(map(self._actors.view, facts.recipients)),
            mentions=tuple(map(self.mention, cluster.mentions)),
            documents=len({t.document for t in told}),
            origins=len({t.origin for t in told}),
        )

    def mention(self, joined: Joined) -> EventMention:
        """The view of one mention."""
        told, row = joined.told, joined.told.row
        voice = self.according_to(row)
        return EventMention(
            id=row.id,
            document=told.document,
            version=self._quoter.versions[row.version].number,
            trigger=row.trigger_spans[0],
            trigger_text=row.trigger_text,
            sentence=row.sentence_spans[0],
            date=told.date,
            dated_by=row.dated_by,
            factuality=row.factuality,
            according_to=self._actors.view(voice).name if voice else None,
            statement=row.according_statement,
            condition=self._quoter.maybe(row.version, row.condition_spans),
            place=_location(row),
            origin=told.origin,
            evidence=self._quoter.cite(row.version, row.sentence_spans),
            confidence=row.confidence,
            background=row.background,
            section=row.section,
            method=row.method,
            joined_by=joined.rule,
            join_reason=joined.reason,
            reviewed=self._reviews.of(row.id),
        )

    def according_to(self, row: EventMentionRow) -> str | None:
        """The id of the actor on whose word a mention rests."""
        if row.according_actor is not None:
            return self._actors.same(row.according_actor)
        statement = self._statements.get(row.according_statement or "")
        return self._actors.same(statement.source) if statement and statement.source else None


def _location(row: EventMentionRow) -> Location | None:
    return Location(row.place_name, row.place_country) if row.place_name is not None else None


def place(cluster: Cluster) -> Location | None:
    """The commonest place, one with a country before one without."""
    places = [place for joined in cluster.mentions if (place := _location(joined.told.row))]
    return most_common(place for place in places if place.country) or most_common(places)
