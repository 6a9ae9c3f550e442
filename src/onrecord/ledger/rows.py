"""Rows of the ledger's tables, one frozen class a table, fields in the order of its columns.

``version`` is always ``document_versions.seq``. Rows are inserted and never edited, but for the stamp that a version
gets when another supersedes it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

from onrecord.ledger.identity import name_words
from onrecord.records import (  # noqa: TC001 - the column test resolves these at run time
    ActorKind,
    AgreementStatus,
    DatedBy,
    DateSource,
    EventType,
    Factuality,
    Quad,
    Role,
    SectionRole,
    Sector,
    Spans,
    SpeechAct,
    StatementKind,
)

if TYPE_CHECKING:
    from collections.abc import Callable

Side = Literal["affirmed", "denied"]
ParticipantRole = Literal["actor", "recipient"]
RecordKind = Literal["statement", "event"]
ActorVerdict = Literal["same", "different"]
RecordVerdict = Literal["accept", "reject", "correct", "same", "different"]
SituationEnd = Literal["superseded", "removed"]
ReviewSide = Literal["one", "other"]
Field = Literal["type", "date", "factuality", "actors", "recipients", "source", "kind", "act"]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One text of one document, without the text itself and its coded JSON.

    ``revision`` sorts the versions of a document (see :func:`onrecord.ledger.revisions.revision_key`), equal ones by
    ``seq``, the order of arrival. ``sketch`` is the text's fingerprint (:mod:`onrecord.ledger.sketch`).
    """

    seq: int
    id: str
    document: str
    revision: str
    text_sha256: str
    raw_sha256: str | None
    title: str | None
    outlet: str | None
    url: str | None
    author: str | None
    published: str | None
    updated: str | None
    dated_by: DatedBy
    language: str | None
    credited: str | None
    coder: str
    sketch: bytes
    added_at: str
    superseded_by: str | None
    superseded_at: str | None


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor by identity; how documents name and describe it stands in :class:`ActorMentionRow`."""

    id: str
    name: str
    country: str | None
    person: bool


@dataclass(frozen=True, slots=True)
class ActorMentionRow:
    """An actor as one document version has it."""

    version: int
    local: str
    actor: str
    name: str
    kind: ActorKind
    sector: Sector | None
    roles: tuple[Role, ...]
    spans: Spans


@dataclass(frozen=True, slots=True)
class ActorJudgementRow:
    """What somebody has judged of two identities; the last three are stamped when it is withdrawn."""

    id: str
    verdict: ActorVerdict
    one: str
    other: str
    author: str
    reason: str
    made_at: str
    withdrawn_at: str | None = None
    withdrawn_by: str | None = None
    withdrawn_because: str | None = None


@dataclass(frozen=True, slots=True)
class SituationRow:
    """A named scope; the last two are stamped when another takes its name, or it is removed."""

    id: str
    name: str
    actors: tuple[str, ...]
    contexts: tuple[str, ...]
    since: str | None
    until: str | None
    query: str
    saved_at: str
    ended_at: str | None = None
    ended_because: SituationEnd | None = None


@dataclass(frozen=True, slots=True)
class SituationBriefRow:
    """That a situation's brief was written; ``seen`` is the last ``document_versions.seq`` that it knew."""

    id: str
    situation: str
    written_at: str
    seen: int


@dataclass(frozen=True, slots=True)
class NamedActor:
    """An actor (by id) as a reviewer knew it, so that a correction keeps its meaning where no document names it."""

    id: str
    name: str
    kind: ActorKind
    country: str | None

    @property
    def row(self) -> ActorRow:
        """The row of an actor that no document names."""
        return ActorRow(self.id, name_words(self.name), self.country, self.kind == "person")


@dataclass(frozen=True, slots=True)
class Correction:
    """What a reviewer says that a field of a record is: a value (None for unknown), or actors."""

    field: Field
    value: str | None = None
    actors: tuple[NamedActor, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """What somebody has judged of records of documents; the last three are stamped when it is withdrawn."""

    id: str
    verdict: RecordVerdict
    corrections: tuple[Correction, ...]
    author: str
    reason: str
    made_at: str
    withdrawn_at: str | None = None
    withdrawn_by: str | None = None
    withdrawn_because: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewedRecordRow:
    """A record that a review is about, by what it says: ids change when a document is coded anew or revised.

    ``exact``, ``prefix`` and ``suffix`` are a text quote of the W3C's annotation model: the trigger of an event or the
    content of a statement, with the text around it. ``type`` is the event's. ``claim`` and ``nth`` (of those that all
    else has in common) tell records apart whose words are the same. ``side`` is "other" for the second of two events.
    """

    review: str
    side: ReviewSide
    ordinal: int
    kind: RecordKind
    document: str
    type: EventType | None
    claim: str
    exact: str
    prefix: str
    suffix: str
    nth: int


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One attribution of one document version."""

    id: str
    version: int
    local: str
    claim: str
    source: str | None
    kind: StatementKind
    act: SpeechAct
    addressee: str | None
    date: str | None
    dated_by: DateSource | None
    content_spans: Spans
    source_spans: Spans | None
    cue_spans: Spans | None
    occasion_spans: Spans | None
    section: SectionRole | None
    within: str | None
    method: str


@dataclass(frozen=True, slots=True)
class StatementViaRow:
    """One link of the chain that carried a statement to the reader."""

    statement: str
    ordinal: int
    actor: str


@dataclass(frozen=True, slots=True)
class EventClaimRow:
    """What an event mention asserts; shared by all mentions that assert the same."""

    id: str
    type: EventType
    mode: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class EventParticipantRow:
    """Who takes part in a claimed event, on which side."""

    claim: str
    role: ParticipantRole
    actor: str


@dataclass(frozen=True, slots=True)
class EventMentionRow:
    """One event as one document version tells it; equal ``sentence_key`` are sentences in the same words."""

    id: str
    version: int
    local: str
    claim: str
    cameo: str | None
    quad: Quad
    contexts: tuple[str, ...]
    trigger_spans: Spans
    trigger_text: str
    sentence_spans: Spans
    sentence_key: str
    condition_spans: Spans | None
    dated_by: DateSource | None
    place_name: str | None
    place_country: str | None
    factuality: Factuality
    according_actor: str | None
    according_statement: str | None
    confidence: float
    background: bool
    section: SectionRole | None
    method: str


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement and the status that one document version gives it."""

    id: str
    version: int
    local: str
    name: str
    status: AgreementStatus
    date: str | None
    spans: Spans
    method: str


@dataclass(frozen=True, slots=True)
class AgreementPartyRow:
    """A party to an agreement, as one document version has it."""

    agreement: str
    actor: str


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A proposition contested within one document version."""

    id: str
    version: int
    local: str
    proposition: str
    method: str


@dataclass(frozen=True, slots=True)
class AccountSideRow:
    """A statement or an event mention for or against a contested proposition."""

    account: str
    side: Side
    ordinal: int
    statement: str | None
    mention: str | None


@dataclass(frozen=True, slots=True)
class PositionRow:
    """Where one document version has an actor stand on an issue."""

    id: str
    version: int
    local: str
    actor: str
    issue: str
    toward: str | None
    stance: float
    date: str | None
    method: str


@dataclass(frozen=True, slots=True)
class PositionEvidenceRow:
    """A statement or an event mention that a position was read from."""

    position: str
    ordinal: int
    statement: str | None
    mention: str | None

    @property
    def record(self) -> str:
        """The id of that."""
        return self.statement or self.mention or ""


@dataclass(frozen=True, slots=True)
class SearchRow:
    """What full text search reads of one statement or event mention (``record`` is its id), reduced to words."""

    version: int
    kind: RecordKind
    record: str
    names: str
    body: str


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of one or more document versions, table by table, and what people have judged of them."""

    actors: tuple[ActorRow, ...] = ()
    actor_mentions: tuple[ActorMentionRow, ...] = ()
    statements: tuple[StatementRow, ...] = ()
    statement_via: tuple[StatementViaRow, ...] = ()
    event_claims: tuple[EventClaimRow, ...] = ()
    event_participants: tuple[EventParticipantRow, ...] = ()
    event_mentions: tuple[EventMentionRow, ...] = ()
    agreements: tuple[AgreementRow, ...] = ()
    agreement_parties: tuple[AgreementPartyRow, ...] = ()
    accounts: tuple[AccountRow, ...] = ()
    account_sides: tuple[AccountSideRow, ...] = ()
    positions: tuple[PositionRow, ...] = ()
    position_evidence: tuple[PositionEvidenceRow, ...] = ()
    search_rows: tuple[SearchRow, ...] = ()
    actor_judgements: tuple[ActorJudgementRow, ...] = ()
    reviews: tuple[ReviewRow, ...] = ()
    review_records: tuple[ReviewedRecordRow, ...] = ()

    def changed(self, **tables: tuple[Any, ...]) -> Rows:
        """The same with the rows of some tables in place of theirs."""
        return Rows(**{field.name: tables.get(field.name, getattr(self, field.name)) for field in fields(Rows)})


class RowsByTable(Rows):
    """Rows of which each table is loaded, by its name, when it is first looked at."""

    __slots__ = ("_load",)

    def __init__(self, load: Callable[[str], tuple[Any, ...]]) -> None:
        object.__setattr__(self, "_load", load)

    def __getattr__(self, name: str) -> tuple[Any, ...]:
        """The rows of a table that was not looked at before: its slot is empty until then."""
        if name not in _TABLES:
            raise AttributeError(name)
        load: Callable[[str], tuple[Any, ...]] = object.__getattribute__(self, "_load")
        loaded = load(name)
        object.__setattr__(self, name, loaded)
        return loaded


_TABLES = frozenset(field.name for field in fields(Rows))
