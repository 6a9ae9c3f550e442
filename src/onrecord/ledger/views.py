"""The read side of a ledger: what its queries return, and what briefs and exports are made from.

Every view is derived from the live document versions, frozen, and independent of the order in which documents were
added. Dates are ISO prefixes whose length is their precision. Where a date is unknown it is None; the day a document
reported something stands in ``Evidence.published`` and is never written into a date.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from onrecord.ledger.rows import (  # noqa: TC001 - names that JSON adapters resolve at run time
    ActorVerdict,
    Field,
    RecordKind,
    RecordVerdict,
    SituationEnd,
)
from onrecord.ledger.scope import Scope  # noqa: TC001
from onrecord.records import (  # noqa: TC001 - names that JSON adapters resolve at run time
    ActorKind,
    AgreementStatus,
    DatedBy,
    DateSource,
    EventType,
    Factuality,
    Location,
    Quad,
    RoleStatus,
    SectionRole,
    Sector,
    Span,
    Spans,
    SpeechAct,
    StatementKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

GAP = " ... "
"""What stands between the parts of a discontinuous quotation."""

JoinRule = Literal[
    "first", "judged", "same_claim", "same_words", "copy", "same_countries", "date_precision", "likeness", "forecast"
]
SameWordsRule = Literal["same_words", "same_quotation", "same_content"]
UtteranceRule = Literal["first", "same_words", "same_quotation", "same_content"]
CopyRule = Literal["near_duplicate", "same_agency"]
ReviewStatus = Literal["holds", "withdrawn", "no longer found"]
ChangeKind = Literal["added", "withdrawn", "changed"]
AccountMethod = Literal["coder", "polarity"]
PrecedentRule = Literal["threat", "meeting"]
CommitmentKind = Literal["threat", "promise"]
FulfilmentRule = Literal["same_type", "same_agreement", "same_quad"]
StanceWord = Literal["in favour", "open", "reluctant", "against"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of one document version that something rests on.

    ``published`` is the document's own date (of publication, else of revision). ``quote`` is the text under ``spans``,
    its parts joined with `` ... ``. ``origin`` is the id of the independent origin that the document belongs to: two
    pieces of evidence with one origin are one witness.
    """

    document: str
    version: int
    outlet: str | None
    title: str | None
    url: str | None
    published: str | None
    spans: Spans
    quote: str
    origin: str


@dataclass(frozen=True, slots=True)
class LedgerRole:
    """An office or title that documents give an actor; ``first`` and ``last`` are the days of such reports."""

    title: str
    of: str | None
    status: RoleStatus
    first: str | None
    last: str | None
    documents: int


@dataclass(frozen=True, slots=True)
class Identity:
    """One name with one country that the actor goes by, and why it is taken for this actor (None for its own id)."""

    id: str
    name: str
    country: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class LedgerActor:
    """An actor over all documents. ``name`` is the variant used by most documents, ``names`` are all of them.

    ``roles`` begin with those given last; ``identities`` with the one whose id the actor has.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None
    sector: Sector | None
    roles: tuple[LedgerRole, ...]
    names: tuple[str, ...] = ()
    identities: tuple[Identity, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerJudgement:
    """What somebody has judged of two identities. ``withdrawn_*`` are None while it holds."""

    id: str
    verdict: ActorVerdict
    one: Identity
    other: Identity
    author: str
    reason: str
    made_at: str
    withdrawn_at: str | None
    withdrawn_by: str | None
    withdrawn_because: str | None


@dataclass(frozen=True, slots=True)
class LedgerSituation:
    """A scope that readers follow under a name. ``ended_*`` are None for the one that the name now stands for.

    ``last_brief`` is when the last brief under this name was written, ``briefs`` how many were, ``seen`` up to which
    arrival (:meth:`onrecord.ledger.reader.Reader.arrivals`) the last one knew the record.
    """

    id: str
    name: str
    scope: Scope
    saved_at: str
    ended_at: str | None
    ended_because: SituationEnd | None
    last_brief: str | None
    briefs: int
    seen: int


@dataclass(frozen=True, slots=True)
class LedgerDocument:
    """One version of a document. ``id`` is the input's own; ``version`` counts its revisions from 1 in their order.

    ``added_at`` (UTC, ISO 8601) is when the ledger took it in; it is no content, so it does not count in comparisons.
    """

    id: str
    version: int
    title: str | None
    outlet: str | None
    url: str | None
    author: str | None
    published: str | None
    updated: str | None
    dated_by: DatedBy
    language: str | None
    credited: str | None
    text_sha256: str
    coder: str
    origin: str
    superseded: bool
    added_at: str = field(default="", compare=False)

    @property
    def date(self) -> str | None:
        """The document's own date: of publication, else of revision."""
        return self.published or self.updated


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What a later version has otherwise, in words; None where a version leaves it out."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A statement or an event that a later version adds, no longer has, or has otherwise (``fields`` says in what)."""

    kind: RecordKind
    change: ChangeKind
    who: str | None
    what: str
    before: Evidence | None
    after: Evidence | None
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """A sentence that a later version adds, no longer has, or has otherwise; ``words`` are those exchanged."""

    change: ChangeKind
    before: Evidence | None
    after: Evidence | None
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class VersionDifference:
    """What a later version of a document has otherwise than an earlier one."""

    document: str
    older: int
    newer: int
    fields: tuple[FieldChange, ...]
    statements: tuple[RecordChange, ...]
    events: tuple[RecordChange, ...]
    text: tuple[SentenceChange, ...]


@dataclass(frozen=True, slots=True)
class CopyLink:
    """Why a document shares its origin with another: the rule, and the share of the shorter text that both have."""

    document: str
    of: str
    rule: CopyRule
    overlap: float


@dataclass(frozen=True, slots=True)
class LedgerOrigin:
    """One independent origin: a report and its copies (five outlets with one wire report are one origin)."""

    id: str
    documents: tuple[str, ...]
    outlets: tuple[str, ...]
    copies: tuple[CopyLink, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A corrected field: what the coder had it be and what it is now. Actors are given by name."""

    field: Field
    was: str | tuple[str, ...] | None
    now: str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A person's verdict on a record (``id`` is the review's), with what it changed.

    ``outdated`` says that the record said something else when it was judged: its document was coded anew or revised.
    """

    id: str
    verdict: RecordVerdict
    author: str
    reason: str
    made_at: str
    changes: tuple[Change, ...]
    outdated: bool


@dataclass(frozen=True, slots=True)
class ReviewedRecord:
    """What a review is about, by what it says; ``record`` is the id that it has now, None if it is no longer found."""

    kind: RecordKind
    document: str
    type: EventType | None
    exact: str
    prefix: str
    suffix: str
    record: str | None


@dataclass(frozen=True, slots=True)
class LedgerReview:
    """A person's verdict on one record, or on whether two events are one (the second in ``others``).

    An event is reviewed by its mentions. ``corrections`` give each corrected field its value, actors by name.
    """

    id: str
    verdict: RecordVerdict
    records: tuple[ReviewedRecord, ...]
    others: tuple[ReviewedRecord, ...]
    corrections: dict[Field, str | tuple[str, ...] | None]
    author: str
    reason: str
    made_at: str
    status: ReviewStatus
    withdrawn_at: str | None
    withdrawn_by: str | None
    withdrawn_because: str | None


@dataclass(frozen=True, slots=True)
class LedgerStatement:
    """One attribution in one document.

    ``claim`` is shared by statements of the same source with the same words. ``evidence`` covers the content,
    ``passage`` content, source and cue as far as they stand in one paragraph. ``about`` holds the ids of the events
    that the statement tells of or is itself, ``contexts`` theirs. ``within`` is the statement that quotes this one.
    """

    id: str
    claim: str
    source: LedgerActor | None
    kind: StatementKind
    act: SpeechAct
    addressee: LedgerActor | None
    via: tuple[LedgerActor, ...]
    date: str | None
    dated_by: DateSource | None
    content: str
    evidence: Evidence
    source_evidence: Evidence | None
    cue_evidence: Evidence | None
    occasion: Evidence | None
    passage: Evidence
    section: SectionRole | None
    within: str | None
    about: tuple[str, ...]
    contexts: tuple[str, ...]
    method: str
    reviewed: tuple[Reviewed, ...] = ()


@dataclass(frozen=True, slots=True)
class UtteranceReport:
    """One document's report of an utterance: a statement, with what that document says of it.

    ``source`` is the speaker as this document has it, ``via`` the chain that carried the words. ``joined_by`` is the
    rule that put this statement with the others ("first" for the first report), ``join_reason`` what was compared.
    """

    statement: str
    source: LedgerActor | None
    kind: StatementKind
    act: SpeechAct
    via: tuple[LedgerActor, ...]
    date: str | None
    dated_by: DateSource | None
    within: str | None
    evidence: Evidence
    joined_by: UtteranceRule
    join_reason: str


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording of an utterance, as first reported so, and all who have it, the earliest first."""

    wording: str
    kind: StatementKind
    statements: tuple[str, ...]
    documents: tuple[str, ...]
    outlets: tuple[str, ...]
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordDifference:
    """Words in which two quotations (statement ids) of one utterance differ; "" where one leaves them out.

    ``told`` says it in a sentence. Where a quotation begins, ends or is broken off is no difference.
    """

    one: str
    other: str
    here: str
    there: str
    told: str


@dataclass(frozen=True, slots=True)
class LedgerUtterance:
    """One utterance over all documents, its variants side by side.

    ``wording`` is the fullest quotation, else the fullest report. ``date`` is the most precise one stated, else that of
    the first report that has one. ``reports`` are in order of publication; ``documents`` counts documents, ``origins``
    independent reports. ``differs`` lists words in which quotations differ.
    """

    id: str
    source: LedgerActor | None
    act: SpeechAct
    date: str | None
    dated_by: DateSource | None
    wording: str
    variants: tuple[Variant, ...]
    differs: tuple[WordDifference, ...]
    reports: tuple[UtteranceReport, ...]
    about: tuple[str, ...]
    contexts: tuple[str, ...]
    outlets: tuple[str, ...]
    documents: int
    origins: int


@dataclass(frozen=True, slots=True)
class EventMention:
    """One document's mention of an event, with what that document says of it.

    ``evidence`` covers the sentence. ``according_to`` names whose word it is, where the document gives it as
    somebody's; ``statement`` is the attribution that says so. ``joined_by`` is the rule that put this mention with the
    others ("first" for the one that stands for the event), ``join_reason`` what was compared.
    """

    id: str
    document: str
    version: int
    trigger: Span
    trigger_text: str
    sentence: Span
    date: str | None
    dated_by: DateSource | None
    factuality: Factuality
    according_to: str | None
    statement: str | None
    condition: Evidence | None
    place: Location | None
    origin: str
    evidence: Evidence
    confidence: float
    background: bool
    section: SectionRole | None
    method: str
    joined_by: JoinRule
    join_reason: str
    reviewed: tuple[Reviewed, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerEvent:
    """One event over all documents; ``factuality`` is that of the latest report, ``date`` the most precise one.

    ``mentions`` are in order of publication. ``documents`` counts documents, ``origins`` independent reports.
    """

    id: str
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    quad: Quad
    date: str | None
    factuality: Factuality
    place: Location | None
    actors: tuple[LedgerActor, ...]
    recipients: tuple[LedgerActor, ...]
    mentions: tuple[EventMention, ...]
    documents: int
    origins: int

    @property
    def background(self) -> bool:
        """Whether every mention tells it as earlier history, none as news."""
        return all(mention.background for mention in self.mentions)

    @property
    def reviewed(self) -> tuple[Reviewed, ...]:
        """The verdicts on its mentions, each once, in the order in which they were made."""
        found = {(review.made_at, review.id): review for mention in self.mentions for review in mention.reviewed}
        return tuple(found[key] for key in sorted(found))

    @property
    def confidence(self) -> float:
        """That of its surest mention."""
        return max(mention.confidence for mention in self.mentions)

    @property
    def latest(self) -> EventMention:
        """The mention of the latest report."""
        return self.mentions[-1]


@dataclass(frozen=True, slots=True)
class LedgerPrecedent:
    """An earlier case of its kind, and the event that followed it, None for none (:mod:`onrecord.ledger.precedents`).

    ``by`` and ``toward`` are the sides: countries, or ids of actors that have none.
    """

    id: str
    rule: PrecedentRule
    by: tuple[str, ...]
    toward: tuple[str, ...]
    event: LedgerEvent
    outcome: LedgerEvent | None


@dataclass(frozen=True, slots=True)
class AgreementStep:
    """One dated status of an agreement, and the words of every document that says so, the earliest report first.

    ``again`` says that it came back to this status, as a truce that is reinstated.
    """

    status: AgreementStatus
    date: str | None
    evidence: tuple[Evidence, ...]
    again: bool = False


@dataclass(frozen=True, slots=True)
class AccountSide:
    """One voice for or against a proposition: a statement, or an event reported so; ``record`` is its id."""

    who: LedgerActor | None
    when: str | None
    kind: RecordKind
    record: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ViolationDispute:
    """That one side is accused of having violated an agreement: who says so and who denies it, never who is right."""

    id: str
    accused: tuple[LedgerActor, ...]
    affirmed_by: tuple[AccountSide, ...]
    denied_by: tuple[AccountSide, ...]


@dataclass(frozen=True, slots=True)
class LedgerAgreement:
    """An agreement over all documents; ``history`` runs by date (of the step, else of its first report).

    ``status`` is that of the latest dated step, or of an undated one that comes later in an agreement's life; what came
    before it was resumed no longer counts.
    ``disputes`` are over violations, one for each side that is accused.
    """

    id: str
    name: str
    names: tuple[str, ...]
    parties: tuple[LedgerActor, ...]
    status: AgreementStatus
    history: tuple[AgreementStep, ...]
    disputes: tuple[ViolationDispute, ...]


@dataclass(frozen=True, slots=True)
class LedgerAccount:
    """A contested proposition with both sides; never which of them is right.

    ``method`` says how the contest was found: by the coder within a document, or because one document reports as a
    fact (CT+, PR+, PS+) what another reports as not so.
    """

    id: str
    proposition: str
    affirmed_by: tuple[AccountSide, ...]
    denied_by: tuple[AccountSide, ...]
    method: AccountMethod


@dataclass(frozen=True, slots=True)
class LedgerPosition:
    """Where an actor stood on an issue at a date, as one document has it: -1 wholly against, 1 wholly for."""

    id: str
    actor: LedgerActor
    issue: str
    toward: LedgerActor | None
    stance: float
    date: str | None
    evidence: tuple[Evidence, ...]
    method: str


@dataclass(frozen=True, slots=True)
class Deed:
    """What was threatened or promised, as far as the words name it."""

    type: EventType
    quad: Quad


@dataclass(frozen=True, slots=True)
class FulfilmentCandidate:
    """A later event that may be what was threatened or promised, and what was compared; never a verdict."""

    event: str
    date: str
    rule: FulfilmentRule
    reason: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class LedgerCommitment:
    """A threat or promise over all documents; ``condition`` is the "if" clause, where a report gives one.

    ``statements`` and ``events`` are the records that it stands in, ``candidates`` run by date.
    """

    id: str
    kind: CommitmentKind
    by: tuple[LedgerActor, ...]
    toward: tuple[LedgerActor, ...]
    date: str | None
    deeds: tuple[Deed, ...]
    condition: Evidence | None
    evidence: tuple[Evidence, ...]
    statements: tuple[str, ...]
    events: tuple[str, ...]
    candidates: tuple[FulfilmentCandidate, ...]


@dataclass(frozen=True, slots=True)
class PositionPoint:
    """Where an actor stood on one day (or in one month), as the reports of one origin have it: the mean of them.

    ``holders`` are those whose stance it is: the actor, or officials of the government whose series this is.
    ``positions`` holds the ids of the positions.
    """

    date: str
    stance: float
    origin: str
    holders: tuple[LedgerActor, ...]
    positions: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class PositionShift:
    """A turn of a series: in words what the stance was and became, and between which dates.

    ``after`` is the last date of the earlier stance, ``before`` the first of the later one. ``earlier_points`` and
    ``later_points`` are what bears out either side, ``reason`` what the method compared.
    """

    earlier: StanceWord
    later: StanceWord
    after: str
    before: str
    earlier_points: tuple[PositionPoint, ...]
    later_points: tuple[PositionPoint, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class LedgerPositionSeries:
    """Where an actor stood on an issue toward a counterpart over time, and where that turned; ``points`` run by date.

    A government's series holds its officials' stances too. Positions that are not dated to a month are in none.
    """

    id: str
    actor: LedgerActor
    issue: str
    toward: LedgerActor | None
    points: tuple[PositionPoint, ...]
    shifts: tuple[PositionShift, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One search result: a statement or an event (the other is None). ``score`` is higher for a better match.

    Statements of one ``utterance`` are one result, told by the one that matches best. ``because`` says what the score
    of something that is like a text is made of.
    """

    kind: RecordKind
    id: str
    score: float
    statement: LedgerStatement | None
    event: LedgerEvent | None
    utterance: LedgerUtterance | None = None
    because: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Search results from ``offset`` on; ``total`` counts all that match, so nothing is cut silently."""

    total: int
    offset: int
    limit: int
    rows: tuple[Hit, ...]


View = TypeVar("View")


@dataclass(frozen=True, slots=True)
class Slice(Generic[View]):
    """Some rows of a list, and how many it has in all."""

    total: int
    rows: tuple[View, ...]


@dataclass(frozen=True, slots=True)
class Extract:
    """All views of a scope, as the ledger was at one moment.

    ``versions`` are all versions of its documents, superseded ones too; commitments are without what may have followed.
    """

    documents: tuple[LedgerDocument, ...]
    versions: tuple[LedgerDocument, ...]
    events: tuple[LedgerEvent, ...]
    statements: tuple[LedgerStatement, ...]
    utterances: tuple[LedgerUtterance, ...]
    agreements: tuple[LedgerAgreement, ...]
    accounts: tuple[LedgerAccount, ...]
    series: tuple[LedgerPositionSeries, ...]
    commitments: tuple[LedgerCommitment, ...]


def is_settled(made: Iterable[Reviewed]) -> bool:
    """Whether somebody has accepted or corrected a record as it now is, of the verdicts on it."""
    return any(one.verdict in ("accept", "correct") and not one.outdated for one in made)


def last_verdict(verdicts: Iterable[RecordVerdict]) -> RecordVerdict | None:
    """What holds of a record itself, of verdicts in the order in which they were made."""
    own = [verdict for verdict in verdicts if verdict in ("accept", "reject", "correct")]
    return own[-1] if own else None


def quote(text: str, spans: Spans) -> str:
    """The text under ``spans``, the parts of a discontinuous one joined with `` ... ``."""
    return GAP.join(span.of(text) for span in spans)
