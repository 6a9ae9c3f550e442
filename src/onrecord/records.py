"""The nouns of the record: what one coded document consists of.

All records are frozen and slotted. Offsets are Python character offsets (code points) into the document's text,
end exclusive. Unknown is ``None``, never a guess. Field names and values are those of the public contract
(``docs/data-model.md``); terms follow PLOVER (events), FactBank (factuality), TimeML TIMEX3 (times) and PARC/PolNeAR
(attribution).

JSON in and out lives in :mod:`onrecord.interchange`, so that importing the nouns costs no validation library.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DatedBy = Literal["metadata", "option", "dateline", "revision_note", "url", "none"]
SectionRole = Literal["lede", "context", "key_points", "reactions", "outlook", "revision_note", "credit", "body"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
ActorKind = Literal["person", "government", "organisation", "igo", "armed_group", "media", "people"]
Sector = Literal["GOV", "MIL", "REB", "OPP", "JUD", "LEG", "COP", "IGO", "NGO", "MED", "BUS", "CVL", "OTH"]
RoleStatus = Literal["current", "former", "late", "unknown"]
StatementKind = Literal["direct", "mixed", "indirect"]
SpeechAct = Literal[
    "says", "asks", "demands", "promises", "threatens", "accuses", "denies", "confirms", "no_comment", "attitude"
]
EventType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
Factuality = Literal["CT+", "CT-", "PR+", "PR-", "PS+", "PS-", "Uu"]
Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
AgreementStatus = Literal["proposed", "signed", "in_force", "suspended", "violated", "withdrawn", "expired", "rejected"]
DateSource = Literal["expression", "context", "document"]
"""What dates a statement or an event: an expression with it, one of what stands around it, the document's own date."""
IN_TEXT: tuple[DateSource, ...] = ("expression", "context")
"""Those that the text gives, the surer one first."""

EVENT_TYPES: tuple[EventType, ...] = get_args(EventType)

_ISO_PREFIX = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


def is_iso_prefix(text: str) -> bool:
    """Whether it is a year, month or day of the calendar: ``2025``, ``2025-02`` or ``2025-02-08``."""
    if not _ISO_PREFIX.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - len("2025") :])
    except ValueError:
        return False
    return True


class _Offsets(NamedTuple):
    start: int
    end: int


class Span(_Offsets):
    """A half-open character range ``[start, end)`` of a document's text.

    Raises:
        ValueError: unless ``0 <= start < end``.
    """

    __slots__ = ()

    def __new__(cls, start: int, end: int) -> Span:
        """Checks what a tuple cannot."""
        if not 0 <= start < end:
            raise ValueError(f"not a span: [{start}, {end}]")
        return super().__new__(cls, start, end)

    def of(self, text: str) -> str:
        """The characters of ``text`` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document beside its text.

    ``published`` and ``updated`` are ISO 8601 prefixes (``2025-03-08``, ``2025-03-08T13:21``); ``dated_by`` says which
    evidence gave the date that relative times are resolved against.
    """

    id: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    author: str | None = None
    published: str | None = None
    updated: str | None = None
    dated_by: DatedBy = "none"
    language: str | None = None
    credited: str | None = None
    text_sha256: str | None = None
    raw_sha256: str | None = None

    @property
    def date(self) -> str | None:
        """The day that relative times are resolved against: ISO prefix of at most ten characters, or None."""
        known = self.published or self.updated
        return known[:10] if known else None


@dataclass(frozen=True, slots=True)
class Document:
    """One input: a text and what is known of it. What ``sources`` produce and the coder reads."""

    meta: Metadata
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the document under one heading (``heading`` lies inside ``span``)."""

    role: SectionRole
    heading: Span | None
    span: Span


@dataclass(frozen=True, slots=True)
class Time:
    """A TIMEX3 expression; ``value`` is None where the text does not let it be told."""

    span: Span
    type: TimexType
    value: str | None


@dataclass(frozen=True, slots=True)
class Role:
    """An office or function that the text gives an actor: ``title`` of ``of``."""

    title: str
    of: str | None
    status: RoleStatus


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone or something that speaks or acts. ``country`` is ISO 3166-1 alpha-3 (XKX Kosovo, EUR European Union)."""

    id: str
    name: str
    kind: ActorKind
    country: str | None
    sector: Sector | None
    roles: tuple[Role, ...]
    mentions: Spans


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution in the sense of PARC and PolNeAR: a source, a cue and a content.

    ``via`` is the chain of actors that carried the words from the speaker to the reader. ``method`` names the rule or
    model that made the statement.
    """

    id: str
    source: str | None
    source_span: Spans | None
    cue_span: Spans | None
    content_span: Spans
    kind: StatementKind
    act: SpeechAct
    addressee: str | None
    via: tuple[str, ...]
    occasion: Span | None
    date: str | None
    within: str | None
    dated_by: DateSource | None = None
    method: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """Where an event took place: a name as the text has it, and its country."""

    name: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """An event in the PLOVER ontology with its FactBank factuality.

    ``date`` is an ISO prefix whose length is its precision. ``background`` is True for what the text tells as earlier
    history, not as news. ``method`` names the lexicon entry or model that decided the type.
    """

    id: str
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    trigger: Span
    sentence: Span
    date: str | None
    location: Location | None
    factuality: Factuality
    according_to: str | None
    condition: Span | None
    quad: Quad
    confidence: float
    dated_by: DateSource | None = None
    background: bool = False
    method: str = ""


RESUMED = "resumed:"
"""How the ``method`` of an agreement begins that is in force again, by a word such as "reinstate"."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement that the document names, and the latest status that it gives it."""

    id: str
    name: str
    parties: tuple[str, ...]
    status: AgreementStatus
    date: str | None
    spans: Spans
    method: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """A proposition that one side affirms and another denies; ids of statements or events on either side."""

    id: str
    proposition: str
    affirmed_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    method: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """Where an actor stands on an issue: -1 wholly against, 1 wholly for; ``evidence`` are statement or event ids."""

    id: str
    actor: str
    issue: str
    toward: str | None
    stance: float
    date: str | None
    evidence: tuple[str, ...]
    method: str = ""


NetworkSize = Literal["small", "large"]
"""Sizes of the network that a coder finds events by: the large one finds more and takes longer."""


@dataclass(frozen=True, slots=True)
class CoderInfo:
    """Which coder made a coded document: its version and the models it loaded (name to version)."""

    version: str
    models: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CodedDocument:
    """One article as the coder read it.

    Raises:
        ValueError: if a span lies outside the text, an id stands twice, or a reference points to nothing.
    """

    document: Metadata
    text: str
    sections: tuple[Section, ...]
    times: tuple[Time, ...]
    actors: tuple[Actor, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    agreements: tuple[Agreement, ...]
    accounts: tuple[Account, ...]
    positions: tuple[Position, ...]
    coder: CoderInfo

    def __post_init__(self) -> None:
        for span in self.spans():
            if span.end > len(self.text):
                raise ValueError(f"span {list(span)} lies outside the text of {len(self.text)} characters")
        known = self._ids()
        for owner, reference in self._references():
            if reference not in known:
                raise ValueError(f"{owner} points to {reference!r}, which is not in the document")

    def spans(self) -> Iterator[Span]:
        """Every span that any record of the document carries."""
        for section in self.sections:
            yield from _present(section.heading, section.span)
        for time in self.times:
            yield time.span
        for actor in self.actors:
            yield from actor.mentions
        for statement in self.statements:
            yield from statement.source_span or ()
            yield from statement.cue_span or ()
            yield from statement.content_span
            yield from _present(statement.occasion)
        for event in self.events:
            yield from _present(event.trigger, event.sentence, event.condition)
        for agreement in self.agreements:
            yield from agreement.spans

    def actor(self, actor_id: str) -> Actor:
        """The actor of that id. Raises KeyError if there is none."""
        for actor in self.actors:
            if actor.id == actor_id:
                return actor
        raise KeyError(actor_id)

    def _ids(self) -> frozenset[str]:
        records = (self.actors, self.statements, self.events, self.agreements, self.accounts, self.positions)
        ids = [record.id for group in records for record in group]
        if len(ids) != len(set(ids)):
            raise ValueError("an id stands twice in one coded document")
        return frozenset(ids)

    def _references(self) -> Iterator[tuple[str, str]]:
        return references(self.statements, self.events, self.agreements, self.accounts, self.positions)


def references(
    statements: Iterable[Statement],
    events: Iterable[Event],
    agreements: Iterable[Agreement],
    accounts: Iterable[Account],
    positions: Iterable[Position],
) -> Iterator[tuple[str, str]]:
    """Every id that a record points to, after the record's own."""
    pointers: list[tuple[str, tuple[str | None, ...]]] = []
    pointers += [(s.id, (s.source, s.addressee, s.within, *s.via)) for s in statements]
    pointers += [(e.id, (*e.actors, *e.recipients, e.according_to)) for e in events]
    pointers += [(a.id, a.parties) for a in agreements]
    pointers += [(a.id, (*a.affirmed_by, *a.denied_by)) for a in accounts]
    pointers += [(p.id, (p.actor, p.toward, *p.evidence)) for p in positions]
    return ((owner, target) for owner, targets in pointers for target in targets if target is not None)


def _present(*spans: Span | None) -> Iterator[Span]:
    return (span for span in spans if span is not None)
