"""What reviews do to the rows that everything else is derived from: a pure function of rows, whatever their order.

A review is found again by what its record says (:mod:`onrecord.ledger.anchors`). Rejected records are left out with
what rests on them alone; corrected fields take the reviewer's value; "same" and "different" become judgements on pairs.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, product
from typing import TYPE_CHECKING, cast

from onrecord.ledger import identity
from onrecord.ledger.anchors import Anchors
from onrecord.ledger.rows import (
    ActorMentionRow,
    ActorRow,
    EventClaimRow,
    EventParticipantRow,
    ParticipantRole,
    Rows,
)
from onrecord.ledger.views import last_verdict
from onrecord.ontology import plover
from onrecord.records import EVENT_TYPES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from onrecord.ledger.evidence import Quoter
    from onrecord.ledger.rows import (
        AccountSideRow,
        Correction,
        EventMentionRow,
        Field,
        PositionEvidenceRow,
        RecordVerdict,
        ReviewedRecordRow,
        ReviewRow,
        ReviewSide,
        StatementRow,
    )
    from onrecord.records import EventType, Factuality, SpeechAct, StatementKind

Corrections = dict["Field", "Correction"]

REREAD: frozenset[Field] = frozenset({"type", "factuality", "act"})
"""Fields that a contest was read from: a record in which one is corrected no longer counts for a side of it."""

STANCE: frozenset[Field] = REREAD | {"actors", "recipients", "source"}
"""Fields that a position was read from."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two event mentions (by id) that a review judges to be the same event, or different ones."""

    id: str
    verdict: RecordVerdict
    one: str
    other: str
    author: str
    reason: str
    made_at: str
    withdrawn_at: str | None = None
    withdrawn_by: str | None = None


class Reviews:
    """The reviews of a ledger, each with the records that it finds among the live ones."""

    def __init__(self, rows: Rows, quoter: Quoter) -> None:
        self._rows, self._quoter = rows, quoter
        self.all = tuple(sorted(rows.reviews, key=lambda row: (row.made_at, row.id)))
        self._found: dict[tuple[str, ReviewSide, int], str] = {}
        anchors = Anchors(rows, quoter, {address.document for address in rows.review_records})
        corrected_to = {row.id: tuple(_types(row)) for row in self.all}
        for address in rows.review_records:
            if record := anchors.find(address, corrected_to[address.review]):
                self._found[_key(address)] = record.id

    @cached_property
    def addresses(self) -> dict[str, tuple[ReviewedRecordRow, ...]]:
        """The addresses of each review, in order."""
        found: defaultdict[str, list[ReviewedRecordRow]] = defaultdict(list)
        for address in sorted(self._rows.review_records, key=lambda row: (row.side, row.ordinal)):
            found[address.review].append(address)
        return {review: tuple(addresses) for review, addresses in found.items()}

    def record(self, address: ReviewedRecordRow) -> str | None:
        """The id that the record has now; None if it is no longer there."""
        return self._found.get(_key(address))

    def records(self, review: ReviewRow, side: ReviewSide) -> tuple[str, ...]:
        """The ids that the records of one side have now."""
        found = (self.record(address) for address in self.addresses[review.id] if address.side == side)
        return tuple(dict.fromkeys(record for record in found if record))

    def is_found(self, review: ReviewRow) -> bool:
        """Whether there is still something for the review to be about."""
        sides: tuple[ReviewSide, ...] = ("one", "other") if review.verdict in ("same", "different") else ("one",)
        return all(self.records(review, side) for side in sides)

    @cached_property
    def of(self) -> dict[str, tuple[tuple[ReviewRow, ReviewedRecordRow], ...]]:
        """The reviews that hold of each record (by id), in the order in which they were made."""
        found: defaultdict[str, dict[str, tuple[ReviewRow, ReviewedRecordRow]]] = defaultdict(dict)
        for review in self.all:
            if review.withdrawn_at is None and self.is_found(review):
                for address in self.addresses[review.id]:
                    if record := self.record(address):
                        found[record].setdefault(review.id, (review, address))
        return {record: tuple(held.values()) for record, held in found.items()}

    @cached_property
    def rejected(self) -> frozenset[str]:
        """Records whose last verdict is that they are wrong."""
        verdicts = {record: last_verdict(review.verdict for review, _ in held) for record, held in self.of.items()}
        return frozenset(record for record, verdict in verdicts.items() if verdict == "reject")

    @cached_property
    def corrections(self) -> dict[str, Corrections]:
        """What holds of each corrected record; the last word where two are at odds."""
        found: defaultdict[str, Corrections] = defaultdict(dict)
        for record, held in self.of.items():
            for review, _ in held:
                found[record].update({correction.field: correction for correction in review.corrections})
        return {record: corrections for record, corrections in found.items() if corrections}

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """What holds of which events are one, mention by mention."""
        return tuple(
            Pair(review.id, review.verdict, one, other, review.author, review.reason, review.made_at)
            for review in self.all
            if review.withdrawn_at is None and review.verdict in ("same", "different")
            for one, other in product(self.records(review, "one"), self.records(review, "other"))
            if one != other
        )

    def apply(self, *, rejected: bool) -> Rows:
        """The rows as reviewed; those of rejected records stay if asked for."""
        gone = frozenset() if rejected else self.rejected
        return _without(_corrected(self._rows, self.corrections, self._quoter), gone, self.corrections)


def _key(address: ReviewedRecordRow) -> tuple[str, ReviewSide, int]:
    return address.review, address.side, address.ordinal


def _types(review: ReviewRow) -> Iterator[EventType]:
    """The types that an event may have been given by a newer coder, without being another: that of the correction."""
    for correction in review.corrections:
        if correction.field == "type" and correction.value in EVENT_TYPES:
            yield correction.value


def _corrected(rows: Rows, corrections: Mapping[str, Corrections], quoter: Quoter) -> Rows:
    """The rows with the reviewers' values, and the claims and actors that these bring."""
    if not corrections:
        return rows
    claims = {row.id: row for row in rows.event_claims}
    sides: defaultdict[tuple[str, ParticipantRole], list[str]] = defaultdict(list)
    for part in rows.event_participants:
        sides[part.claim, part.role].append(part.actor)
    brought = dict(sorted(_brought(rows, corrections), key=repr))
    mentions, new_claims, new_parts = [], set(), set()
    for row in rows.event_mentions:
        if row.id in corrections:
            actors, recipients = sides[row.claim, "actor"], sides[row.claim, "recipient"]
            row, claim, parts = _event(row, claims[row.claim], (actors, recipients), corrections[row.id])
            new_claims.add(claim)
            new_parts.update(parts)
        mentions.append(row)
    return rows.changed(
        statements=tuple(_statement(row, corrections.get(row.id, {}), quoter) for row in rows.statements),
        event_mentions=tuple(mentions),
        event_claims=(*rows.event_claims, *(new_claims - set(rows.event_claims))),
        event_participants=(*rows.event_participants, *(new_parts - set(rows.event_participants))),
        actors=tuple(dict.fromkeys((*rows.actors, *brought.values()))),
        actor_mentions=(*rows.actor_mentions, *brought),
    )


def _event(
    row: EventMentionRow, claim: EventClaimRow, sides: tuple[Collection[str], Collection[str]], to: Corrections
) -> tuple[EventMentionRow, EventClaimRow, set[EventParticipantRow]]:
    """A mention as corrected, with the claim that it now makes. Modes and codes are those of a type, and go with it."""
    actors, recipients = _actors(to, "actors", sides[0]), _actors(to, "recipients", sides[1])
    kind = cast("EventType", _value(to, "type", claim.type))
    mode = claim.mode if kind == claim.type else None
    date = _value(to, "date", claim.date)
    made = EventClaimRow(identity.event_claim(kind, mode, actors, recipients, date), kind, mode, date)
    corrected = replace(
        row,
        claim=made.id,
        cameo=row.cameo if kind == claim.type else plover.types()[kind].cameo,
        quad=row.quad if kind == claim.type else plover.quad(kind),
        dated_by=row.dated_by if date == claim.date else None,
        factuality=cast("Factuality", _value(to, "factuality", row.factuality)),
    )
    parts = {EventParticipantRow(made.id, "actor", actor) for actor in actors}
    return corrected, made, parts | {EventParticipantRow(made.id, "recipient", actor) for actor in recipients}


def _statement(row: StatementRow, to: Corrections, quoter: Quoter) -> StatementRow:
    if not to:
        return row
    source = next(iter(_actors(to, "source", [row.source] if row.source else [])), None)
    kind = cast("StatementKind", _value(to, "kind", row.kind))
    act = cast("SpeechAct", _value(to, "act", row.act))
    claim = identity.statement_claim(source, kind, quoter.cite(row.version, row.content_spans).quote)
    return replace(row, source=source, kind=kind, act=act, claim=claim)


def _value(to: Corrections, field: Field, known: str | None) -> str | None:
    return to[field].value if field in to else known


def _actors(to: Corrections, field: Field, known: Collection[str]) -> Collection[str]:
    return [actor.id for actor in to[field].actors] if field in to else known


def _brought(rows: Rows, corrections: Mapping[str, Corrections]) -> Iterator[tuple[ActorMentionRow, ActorRow]]:
    """Actors whom a document does not name, with a mention in it where a record of it is corrected to them."""
    named = {(mention.version, mention.actor) for mention in rows.actor_mentions}
    known = {actor.id: actor for actor in rows.actors}
    versions = {row.id: row.version for row in rows.statements} | {row.id: row.version for row in rows.event_mentions}
    for record, to in corrections.items():
        for actor in chain(*(correction.actors for correction in to.values())):
            if (versions[record], actor.id) not in named:
                mention = ActorMentionRow(versions[record], "", actor.id, actor.name, actor.kind, None, (), ())
                yield mention, known.get(actor.id, actor.row)


def _without(rows: Rows, gone: frozenset[str], corrections: Mapping[str, Corrections]) -> Rows:
    """The rows without the records in ``gone``, and without what was read from these or from what is corrected."""
    if not gone and not corrections:
        return rows
    sides = tuple(side for side in rows.account_sides if not _is_lost(side, gone, corrections, REREAD))
    evidence = tuple(link for link in rows.position_evidence if not _is_lost(link, gone, corrections, STANCE))
    contested = {(side.account, side.side) for side in sides}
    unheard = {side.account for side in rows.account_sides if (side.account, side.side) not in contested}
    unfounded = {link.position for link in rows.position_evidence} - {link.position for link in evidence}
    return rows.changed(
        statements=tuple(_freed(row, gone) for row in rows.statements if row.id not in gone),
        statement_via=tuple(link for link in rows.statement_via if link.statement not in gone),
        event_mentions=tuple(_on_no_word(row, gone) for row in rows.event_mentions if row.id not in gone),
        accounts=tuple(account for account in rows.accounts if account.id not in unheard),
        account_sides=tuple(side for side in sides if side.account not in unheard),
        positions=tuple(position for position in rows.positions if position.id not in unfounded),
        position_evidence=evidence,
    )


def _is_lost(
    row: AccountSideRow | PositionEvidenceRow,
    gone: frozenset[str],
    corrections: Mapping[str, Corrections],
    fields: frozenset[Field],
) -> bool:
    record = row.statement or row.mention or ""
    return record in gone or not fields.isdisjoint(corrections.get(record, {}))


def _freed(row: StatementRow, gone: frozenset[str]) -> StatementRow:
    return replace(row, within=None) if row.within in gone else row


def _on_no_word(row: EventMentionRow, gone: frozenset[str]) -> EventMentionRow:
    return replace(row, according_statement=None) if row.according_statement in gone else row
