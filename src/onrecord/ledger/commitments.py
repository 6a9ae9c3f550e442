"""Threats and promises with their conditions, and the later events that may be what was threatened or promised.

A commitment is a statement that threatens or promises, a THREATEN event, or an AGREE event that is still to come; those
that stand for each other (the event is the statement's cue, or two reports tell the same) are one. Later events are
candidates with a reason; whether one of them keeps the word is for the reader to say.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from onrecord.ledger.facts import by_day, day_of
from onrecord.ledger.identity import content_id
from onrecord.ledger.joining import components, link
from onrecord.ledger.people import in_order
from onrecord.ledger.scope import Facts
from onrecord.ledger.told import on_a_day
from onrecord.ledger.views import Deed, FulfilmentCandidate, LedgerCommitment
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from onrecord.ledger.agreements import NamedAgreements
    from onrecord.ledger.events import Cluster
    from onrecord.ledger.evidence import Quoter
    from onrecord.ledger.facts import Fact, KnownFacts
    from onrecord.ledger.people import Known
    from onrecord.ledger.rows import EventMentionRow, StatementRow
    from onrecord.ledger.statements import About
    from onrecord.ledger.told import Told
    from onrecord.ledger.views import CommitmentKind, Evidence, FulfilmentRule
    from onrecord.records import Quad, SpeechAct

HORIZON_DAYS: Mapping[FulfilmentRule, int] = {"same_type": 366, "same_agreement": 366, "same_quad": 183}
"""How long after a threat or promise a later event may be what it spoke of: a year where the words name what was meant,
half of it where only the direction is the same, since what comes later is as likely something else."""

KINDS: Mapping[SpeechAct, CommitmentKind] = {"threatens": "threat", "promises": "promise"}
_CONDITION = re.compile(r"\b(?:if|unless|provided that|as long as)\b[^.;:!?”\"]+", re.IGNORECASE)

MATERIAL: Mapping[CommitmentKind, Quad] = {"threat": "material conflict", "promise": "material cooperation"}
"""What a commitment comes to where no word says what was threatened or promised."""

WHY: Mapping[FulfilmentRule, str] = {
    "same_type": "the type that the words name",
    "same_agreement": "of the agreement that the words name",
    "same_quad": "of the same direction",
}


@dataclass(frozen=True, slots=True)
class Commitment:
    """Statements and events (clusters) that are one threat or promise; actors by ids."""

    kind: CommitmentKind
    statements: tuple[StatementRow, ...]
    events: tuple[Cluster, ...]
    deeds: tuple[Told, ...]
    agreements: frozenset[str]
    by: frozenset[str]
    toward: frozenset[str]
    date: str | None

    @property
    def id(self) -> str:
        """The content-derived id."""
        return identity((row.id for row in self.statements), (found.id for found in self.events))


def identity(statements: Iterable[str], events: Iterable[str]) -> str:
    """The id of a threat or promise that is these statements and events (ids)."""
    return content_id("co", sorted(statements), sorted(events))


class Commitments:
    """Gathers commitments and makes views of them."""

    def __init__(
        self,
        statements: Iterable[StatementRow],
        clusters: Sequence[Cluster],
        actors: Known,
        quoter: Quoter,
        about: About,
        agreements: NamedAgreements,
        facts: KnownFacts,
    ) -> None:
        self._clusters, self._actors, self._quoter, self._agreements = clusters, actors, quoter, agreements
        self._cluster = {found.id: found for found in clusters}
        self._facts, self._naming = facts, dict[str, frozenset[str]]()
        self._mentions: defaultdict[int, list[Told]] = defaultdict(list)
        for found in clusters:
            for joined in found.mentions:
                self._mentions[joined.told.row.version].append(joined.told)
        self._event_of = {joined.told.row.id: found.id for found in clusters for joined in found.mentions}
        self.all = tuple(self._gather(statements, about))

    def facts(self, commitment: Commitment) -> Facts:
        """What filters look at."""
        told = [joined.told for found in commitment.events for joined in found.mentions]
        reported = (self._quoter.reported(version) for version in self._versions(commitment))
        return Facts(
            dates=(commitment.date,) if commitment.date else tuple(filter(None, reported)),
            actors=commitment.by | commitment.toward,
            sources=commitment.by,
            recipients=commitment.toward,
            types=frozenset(one.type for one in told),
            contexts=frozenset(context for one in (*told, *commitment.deeds) for context in one.row.contexts),
        )

    def order(self, commitment: Commitment) -> tuple[str, str]:
        """Commitments sort by date, else by day of report."""
        return min(self.facts(commitment).dates, default=""), commitment.id

    def commitment(self, made: Commitment, *, followed: bool = True) -> LedgerCommitment:
        """The view of a commitment; with what may have ``followed`` it, or without looking for that."""
        told = [joined.told for found in made.events for joined in found.mentions]
        said = [self._quoter.cite(row.version, row.content_spans) for row in made.statements]
        done = [self._quoter.cite(one.row.version, one.row.sentence_spans) for one in told]
        return LedgerCommitment(
            id=made.id,
            kind=made.kind,
            by=in_order(map(self._actors.view, made.by)),
            toward=in_order(map(self._actors.view, made.toward)),
            date=made.date,
            deeds=tuple(Deed(kind, quad) for kind, quad in sorted({(one.type, one.row.quad) for one in made.deeds})),
            condition=self._condition(made),
            evidence=tuple(dict.fromkeys((*said, *done))),
            statements=tuple(row.id for row in made.statements),
            events=tuple(found.id for found in made.events),
            candidates=tuple(self._candidates(made)) if followed else (),
        )

    def _condition(self, made: Commitment) -> Evidence | None:
        """The condition that the coder read for one of its events, else the one that its words name."""
        told = (joined.told.row for found in made.events for joined in found.mentions)
        for mention in (*told, *(one.row for one in made.deeds)):
            if mention.condition_spans:
                return self._quoter.cite(mention.version, mention.condition_spans)
        for row in made.statements:
            text = self._quoter.text(row.version)
            for part in row.content_spans:
                if found := _CONDITION.search(text, part.start, part.end):
                    return self._quoter.cite(row.version, (Span(*found.span()),))
        return None

    def _versions(self, made: Commitment) -> set[int]:
        told = (joined.told.row.version for found in made.events for joined in found.mentions)
        return {*told, *(row.version for row in made.statements)}

    def _gather(self, statements: Iterable[StatementRow], about: About) -> Iterator[Commitment]:
        """Statements and events are nodes, those that stand for each other are linked."""
        said = sorted(filter(is_commitment, statements), key=self._order)
        events = sorted((found for found in self._clusters if kind_of(found)), key=lambda found: found.id)
        place = {found.id: len(said) + index for index, found in enumerate(events)}
        links = link(chain(_same_claim(said), self._frames(said, place, about)))
        for members in components(set(range(len(said) + len(events))), links):
            ordered = sorted(members)
            made = self._commitment(
                tuple(said[index] for index in ordered if index < len(said)),
                tuple(events[index - len(said)] for index in ordered if index >= len(said)),
            )
            if made.by:
                yield made

    def _order(self, row: StatementRow) -> tuple[object, ...]:
        return self._quoter.reported(row.version), self._quoter.document(row.version), row.content_spans, row.id

    def _frames(
        self, said: Sequence[StatementRow], place: Mapping[str, int], about: About
    ) -> Iterator[tuple[int, int]]:
        """Which events a statement is: those of its own kind that it tells of, and a threat that its cue names."""
        for index, row in enumerate(said):
            for event in about[row.id]:
                same = event in place and kind_of(self._cluster[event]) == KINDS[row.act]
                if same or (event in place and _is_cue(row, self._cluster[event])):
                    yield index, place[event]

    def _commitment(self, statements: tuple[StatementRow, ...], events: tuple[Cluster, ...]) -> Commitment:
        told = [joined.told for found in events for joined in found.mentions]
        kinds = {*(KINDS[row.act] for row in statements), *map(kind_of, events)}
        kind: CommitmentKind = "threat" if "threat" in kinds else "promise"
        sources = frozenset(self._actors.same(row.source) for row in statements if row.source)
        by = sources or frozenset[str]().union(*(one.actors for one in told))
        deeds = tuple(one for one in self._deeds(statements, events, by) if _can_be(kind, one.row.quad))
        addressees = {self._actors.same(row.addressee) for row in statements if row.addressee}
        toward = self._others(addressees.union(*(one.recipients for one in told)), by)
        dates = [row.date for row in statements if row.date] + [found.date for found in events if found.date]
        return Commitment(
            kind=kind,
            statements=statements,
            events=events,
            deeds=deeds,
            agreements=self._named(_stretches(statements, events)),
            by=by,
            toward=toward or self._others(set[str]().union(*(one.recipients for one in deeds)), by),
            date=max(sorted(dates), key=len, default=None),
        )

    def _others(self, actors: Iterable[str], by: frozenset[str]) -> frozenset[str]:
        """Those of another side than the one who threatens or promises."""
        own = self._actors.side(by)
        return frozenset(actor for actor in actors if self._actors.side([actor]).isdisjoint(own))

    def _deeds(
        self, statements: Sequence[StatementRow], events: Sequence[Cluster], by: frozenset[str]
    ) -> Iterator[Told]:
        """What is threatened or promised: events of the own side in its words that are not told as facts."""
        frames = {found.id for found in events}
        seen = set()
        for version, span in _stretches(statements, events):
            for told in self._mentions[version]:
                inside = span.contains(told.row.trigger_spans[0]) and told.row.id not in seen
                if inside and self._event_of[told.row.id] not in frames and self._is_deed(told, by):
                    seen.add(told.row.id)
                    yield told

    def _is_deed(self, told: Told, by: frozenset[str]) -> bool:
        open_ = not told.row.factuality.startswith("CT") and told.type not in {"THREATEN", "REQUEST"}
        own = not told.actors or not self._actors.side(told.actors).isdisjoint(self._actors.side(by))
        return open_ and own and not self._is_condition(told.row)

    def _is_condition(self, row: EventMentionRow) -> bool:
        """Whether the event is what the condition of another one names."""
        conditions = (span for one in self._mentions[row.version] for span in one.row.condition_spans or ())
        return any(span.contains(row.trigger_spans[0]) for span in conditions)

    def _candidates(self, made: Commitment) -> Iterator[FulfilmentCandidate]:
        chosen = tuple(self._chosen(made))
        evidence = self._facts.evidence([fact.event for fact, _, _ in chosen])
        for fact, rule, reason in chosen:
            yield FulfilmentCandidate(fact.event, fact.date, rule, reason, evidence[fact.event])

    def _chosen(self, made: Commitment) -> Iterator[tuple[Fact, FulfilmentRule, str]]:
        """The later facts that may be what was meant, each with the rule that says so, and why."""
        if not on_a_day(made.date):
            return
        first = day_of(made.date)
        by, toward = self._actors.side(made.by), self._actors.side(made.toward)
        own = {found.id for found in made.events}
        naming = frozenset[str]().union(*map(self._told_with, made.agreements))
        facts = self._facts.between(by, toward, first + 1, first + max(HORIZON_DAYS.values()))
        if toward and naming:  # where the agreement is named, what is done toward others counts too
            named = (fact for fact in self._facts.among(naming) if fact.day > first and not by.isdisjoint(fact.by))
            facts = by_day({*facts, *named})
        for fact in facts:
            rule = None if fact.event in own else self._rule(made, fact, by, toward, naming)
            if rule is not None and fact.day - first <= HORIZON_DAYS[rule]:
                whom = f" toward {_listed(toward & fact.toward)}" if toward & fact.toward else ""
                reason = f"{fact.type}, {WHY[rule]}; by {_listed(by & fact.by)}{whom}; {fact.day - first} days after"
                yield fact, rule, reason

    def _rule(
        self, made: Commitment, fact: Fact, by: frozenset[str], toward: frozenset[str], naming: frozenset[str]
    ) -> FulfilmentRule | None:
        """Why a later event of the own side may be what was meant, None if nothing speaks for it."""
        named, quads = any(one.type == fact.type for one in made.deeds), {one.row.quad for one in made.deeds}
        if toward:
            near = not toward.isdisjoint(fact.toward)
        elif len(by) > 1:  # what they will do together
            near = by <= fact.by | fact.toward
        else:  # toward nobody in particular a meeting or a demand would fit too many
            near = named and fact.quad.startswith("material")
        if near and named:
            return "same_type"
        if fact.quad == MATERIAL[made.kind] and fact.event in naming:
            return "same_agreement"
        return "same_quad" if near and toward and fact.quad in (quads or {MATERIAL[made.kind]}) else None

    def _told_with(self, agreement: str) -> frozenset[str]:
        """The events (ids) that are told in a sentence that names the agreement."""
        if agreement not in self._naming:
            self._naming[agreement] = frozenset(
                event
                for event, row in self._facts.told_in(self._versions_naming[agreement])
                if agreement in self._named((row.version, span) for span in row.sentence_spans)
            )
        return self._naming[agreement]

    @cached_property
    def _versions_naming(self) -> Mapping[str, set[int]]:
        """The document versions that name each agreement."""
        versions: defaultdict[str, set[int]] = defaultdict(set)
        for version, named in self._agreements.items():
            for _, agreement in named:
                versions[agreement].add(version)
        return versions

    def _named(self, stretches: Iterable[tuple[int, Span]]) -> frozenset[str]:
        """The agreements that the words name."""
        return frozenset(
            agreement
            for version, stretch in stretches
            for span, agreement in self._agreements.get(version, ())
            if stretch.contains(span)
        )


def kind_of(found: Cluster) -> CommitmentKind | None:
    """A threat that was made, or an agreement to do something that is still to come."""
    told = found.latest
    if told.type == "THREATEN" and told.row.factuality == "CT+":
        return "threat"
    return "promise" if told.type == "AGREE" and told.row.factuality == "PR+" else None


def is_commitment(row: StatementRow) -> bool:
    """Whether somebody threatens or promises."""
    return row.act in KINDS and row.source is not None


def _stretches(statements: Sequence[StatementRow], events: Sequence[Cluster]) -> list[tuple[int, Span]]:
    """The words of a commitment, by document version: the contents of its statements, else the events' sentences."""
    if statements:
        return [(row.version, span) for row in statements for span in row.content_spans]
    mentions = [joined.told.row for found in events for joined in found.mentions]
    return [(row.version, span) for row in mentions for span in row.sentence_spans]


def _listed(sides: Iterable[str]) -> str:
    return ", ".join(sorted(sides))


def _can_be(kind: CommitmentKind, quad: Quad) -> bool:
    """Whether that can be threatened or promised: nobody threatens to cooperate, but revenge is promised."""
    return kind == "promise" or quad.endswith("conflict")


def _is_cue(row: StatementRow, found: Cluster) -> bool:
    """Whether the event is a threat that the statement's cue names ("vowed revenge")."""
    told = [joined.told.row for joined in found.mentions if joined.told.row.version == row.version]
    cues = [span for span in row.cue_spans or () if any(span.overlaps(one.trigger_spans[0]) for one in told)]
    return kind_of(found) == "threat" and bool(cues)


def _same_claim(said: Sequence[StatementRow]) -> Iterator[tuple[int, int]]:
    """Statements of one source in the same words."""
    first: dict[str, int] = {}
    for index, row in enumerate(said):
        yield first.setdefault(row.claim, index), index
