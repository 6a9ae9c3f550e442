"""Recording and withdrawing what people judge of records: accepted, rejected or corrected, one event or two.

A review is written down by what its records say, so that it holds for them under whatever ids they come back
(:mod:`onrecord.ledger.anchors`). What it does is derived from the rows (:mod:`onrecord.ledger.reviewed`).
"""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import chain, product
from typing import TYPE_CHECKING, Any, get_args

from sqlalchemy import insert, select

from onrecord.errors import JudgementError
from onrecord.ledger import schema, snapshot, verdicts
from onrecord.ledger.anchors import Anchors
from onrecord.ledger.identity import content_id
from onrecord.ledger.materialised import listing
from onrecord.ledger.materialised.access import found as rows_found
from onrecord.ledger.materialised.people import People
from onrecord.ledger.materialised.reading import judged_together, read
from onrecord.ledger.rows import Correction, NamedActor, ReviewedRecordRow, ReviewRow
from onrecord.ledger.verdicts import contrary
from onrecord.records import EVENT_TYPES, Factuality, SpeechAct, StatementKind, is_iso_prefix

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from onrecord.ledger.anchors import Anchored
    from onrecord.ledger.materialised.reading import Part
    from onrecord.ledger.reviewed import Reviews
    from onrecord.ledger.rows import Field, RecordKind, RecordVerdict, ReviewSide
    from onrecord.ledger.snapshot import Judged

    Corrected = Mapping[Field, str | Sequence[str] | None]

PAIRING: frozenset[RecordVerdict] = frozenset({"same", "different"})
"""Verdicts on two events."""

FIELDS: dict[RecordKind, tuple[Field, ...]] = {
    "event": ("type", "date", "factuality", "actors", "recipients"),
    "statement": ("source", "kind", "act"),
}
"""What of a record can be corrected."""

VALUES: dict[Field, tuple[str, ...]] = {
    "type": EVENT_TYPES,
    "factuality": get_args(Factuality),
    "kind": get_args(StatementKind),
    "act": get_args(SpeechAct),
}
ACTORS: frozenset[Field] = frozenset({"actors", "recipients", "source"})


def field_named(name: str) -> Field:
    """The field of that name.

    Raises:
        JudgementError: if no record has one that can be corrected.
    """
    for field in chain(*FIELDS.values()):
        if field == name:
            return field
    raise JudgementError(f"{name or 'nothing'} cannot be corrected; {', '.join(chain(*FIELDS.values()))} can")


def review(
    connection: Connection,
    verdict: RecordVerdict,
    one: Sequence[str],
    other: Sequence[str],
    corrections: Corrected,
    author: str,
    reason: str,
    now: str,
    rejected: Callable[[str], Sequence[str]],
) -> str:
    """Records a verdict on records (ids of statements, event mentions, or events) and returns its id.

    The same verdict of the same person on the same records is not made again. ``rejected`` gives the mentions of an
    event of which people have rejected all.

    Raises:
        JudgementError: if there is nothing of this id, nothing to judge, or a verdict that holds says the contrary.
    """
    verdicts.require_words(author, reason)
    _require_sides(verdict, one, other)
    found = _records(connection, one, rejected), _records(connection, other, rejected)
    first, second = sorted(found) if verdict in PAIRING else found  # which of the two is named first says nothing
    sides: dict[ReviewSide, tuple[str, ...]] = {"one": first, "other": second}
    part = _part(connection, {*first, *second})
    anchors = Anchors(part.snapshot.rows, part.quoter, set(map(part.quoter.document, part.versions)))
    kind = _kind(verdict, {anchors.by_id[record].kind for side in sides.values() for record in side})
    made = _corrections(connection, verdict, kind, corrections)
    row = ReviewRow("", verdict, made, author, reason, now)
    if known := _known(part.reviews, row, sides):
        return known
    _refuse_contradiction(part.reviews, row, sides)
    addresses = [_address(anchors, anchors.by_id[r], side, n) for side in sides for n, r in enumerate(sides[side])]
    row = replace(row, id=_id(part.reviews, row, addresses))
    _insert(connection, schema.reviews, [row])
    _insert(connection, schema.review_records, [replace(address, review=row.id) for address in addresses])
    return row.id


def withdraw(connection: Connection, review: str, author: str, reason: str, now: str) -> None:
    """Takes a review back.

    Raises:
        JudgementError: if there is none of this id, it is withdrawn already, or author or reason is empty.
    """
    verdicts.withdraw(connection, schema.reviews, snapshot.judged(connection).reviews, review, author, reason, now)


def replay(connection: Connection, made: Judged) -> int:
    """Takes over the reviews of another ledger, withdrawn ones too, and says how many of them were not here yet."""
    known = {row.id: row for row in snapshot.judged(connection).reviews}
    new = [row for row in made.reviews if row.id not in known]
    ids = {row.id for row in new}
    if new:
        _insert(connection, schema.reviews, new)
        _insert(connection, schema.review_records, [row for row in made.review_records if row.review in ids])
    for row in made.reviews:
        if row.id in known and row.withdrawn_at is not None and known[row.id].withdrawn_at is None:
            withdrawal = row.withdrawn_by, row.withdrawn_because, row.withdrawn_at
            verdicts.stamp(connection, schema.reviews, row.id, *withdrawal)
    return len(new)


def _require_sides(verdict: RecordVerdict, one: Sequence[str], other: Sequence[str]) -> None:
    if not one or bool(other) != (verdict in PAIRING):
        wanted = "two events" if verdict in PAIRING else "one record"
        raise JudgementError(f"{verdict}: a verdict on {wanted}")


def _records(connection: Connection, asked: Iterable[str], rejected: Callable[[str], Sequence[str]]) -> tuple[str, ...]:
    """The statements and event mentions (by id) that are asked for, those of an event one by one."""
    live = _versions(connection, asked)
    found = ([record] if record in live else _mentions(connection, record, rejected) for record in asked)
    return tuple(dict.fromkeys(chain(*found)))


def _versions(connection: Connection, records: Iterable[str]) -> dict[str, int]:
    """The live versions in which statements and event mentions stand, by their ids."""
    versions = schema.document_versions
    queries = (
        (table, select(table.c.id, table.c.version).join(versions, versions.c.seq == table.c.version))
        for table in (schema.statements, schema.event_mentions)
    )
    rows = (
        row
        for table, query in queries
        for row in rows_found(connection, query.where(versions.c.superseded_by.is_(None)), table.c.id, records)
    )
    return {row.id: row.version for row in rows}


def _mentions(connection: Connection, event: str, rejected: Callable[[str], Sequence[str]]) -> Sequence[str]:
    """The mentions of an event, those that people have rejected only where it has no others."""
    if mentions := listing.mentions_of(connection, event) or rejected(event):
        return mentions
    for table in (schema.statements, schema.event_mentions):
        if connection.scalar(select(table.c.id).where(table.c.id == event)):
            raise JudgementError(f"{event}: gone, a later version of its document has taken its place")
    raise JudgementError(f"{event}: the ledger has no such record; events change their ids as reports join them")


def _part(connection: Connection, records: Iterable[str]) -> Part:
    """The versions of records, and of all that people have judged to be the same or different."""
    together = judged_together(connection)
    versions = _versions(connection, records).values()
    return read(connection, {near for version in versions for near in (version, *together.get(version, ()))})


def _kind(verdict: RecordVerdict, kinds: Collection[RecordKind]) -> RecordKind:
    if len(kinds) > 1:
        raise JudgementError(f"{verdict}: a statement and an event are two records")
    (kind,) = kinds
    if verdict in PAIRING and kind != "event":
        raise JudgementError(f"{verdict}: a verdict on two events, not on {kind}s")
    return kind


def _corrections(
    connection: Connection, verdict: RecordVerdict, kind: RecordKind, corrections: Corrected
) -> tuple[Correction, ...]:
    if bool(corrections) != (verdict == "correct"):
        wanted = (
            "nothing is given that should be otherwise" if verdict == "correct" else "changes no fields; correct does"
        )
        raise JudgementError(f"{verdict}: {wanted}")
    for field in corrections:
        if field not in FIELDS[kind]:
            raise JudgementError(f"{field}: of {kind}s {', '.join(FIELDS[kind])} can be corrected")
    return tuple(_correction(connection, field, value) for field, value in sorted(corrections.items()))


def _correction(connection: Connection, field: Field, value: str | Sequence[str] | None) -> Correction:
    if field in ACTORS:
        given = dict.fromkeys([value] if isinstance(value, str) else value or ())
        if field == "source" and len(given) > 1:
            raise JudgementError("source: a statement has one")
        return Correction(field, None, tuple(_named(connection, actor) for actor in given))
    if value is not None and not isinstance(value, str):
        raise JudgementError(f"{field}: one value at a time")
    if field == "date" and value is not None and not is_iso_prefix(value):
        raise JudgementError(f"date {value!r} is not one like 2015, 2015-04 or 2015-04-02")
    if field in VALUES and value not in VALUES[field]:
        raise JudgementError(f"{field} {value!r} is none of {', '.join(VALUES[field])}")
    return Correction(field, value)


def _named(connection: Connection, actor: str) -> NamedActor:
    try:
        view = People(connection, [actor]).view(actor)
    except KeyError as error:
        raise JudgementError(f"{actor}: the ledger has no such actor") from error
    return NamedActor(actor, view.name, view.kind, view.country)


def _known(reviews: Reviews, row: ReviewRow, sides: Mapping[ReviewSide, tuple[str, ...]]) -> str | None:
    """The same verdict of the same person, if it holds already."""
    records = {frozenset(side) for side in sides.values()}
    for made in reviews.all:
        alike = (made.verdict, made.corrections, made.author) == (row.verdict, row.corrections, row.author)
        if alike and made.withdrawn_at is None and {frozenset(reviews.records(made, s)) for s in sides} == records:
            return made.id
    return None


def _refuse_contradiction(reviews: Reviews, row: ReviewRow, sides: Mapping[ReviewSide, tuple[str, ...]]) -> None:
    if row.verdict in PAIRING:
        _refuse_other_pairs(reviews, row.verdict, sides["one"], sides["other"])
        return
    for record in sides["one"]:
        for made, _ in reviews.of.get(record, ()):
            if _contradict(row, made):
                raise contrary(made)


def _refuse_other_pairs(reviews: Reviews, verdict: RecordVerdict, one: Sequence[str], other: Sequence[str]) -> None:
    if not set(one).isdisjoint(other):
        raise JudgementError(f"{verdict}: both are the same event; name mentions to take it apart")
    for first, second in product(one, other):
        verdicts.refuse_contradiction(reviews.pairs, verdict, first, second)


def _contradict(one: ReviewRow, other: ReviewRow) -> bool:
    """Whether two verdicts on one record cannot both hold."""
    if "reject" in (one.verdict, other.verdict):
        return {one.verdict, other.verdict} <= {"reject", "accept", "correct"} and one.verdict != other.verdict
    given = {correction.field: _content(correction) for correction in one.corrections}
    return any(given.get(c.field, _content(c)) != _content(c) for c in other.corrections)


def _content(correction: Correction) -> tuple[str | None, frozenset[str]]:
    return correction.value, frozenset(actor.id for actor in correction.actors)


def _address(anchors: Anchors, record: Anchored, side: ReviewSide, ordinal: int) -> ReviewedRecordRow:
    return ReviewedRecordRow(
        review="",
        side=side,
        ordinal=ordinal,
        kind=record.kind,
        document=record.document,
        type=record.type,
        claim=record.claim,
        exact=record.text_quote.exact,
        prefix=record.text_quote.prefix,
        suffix=record.text_quote.suffix,
        nth=anchors.nth(record),
    )


def _id(reviews: Reviews, row: ReviewRow, addresses: Iterable[ReviewedRecordRow]) -> str:
    """An id from all that the review says; one that was withdrawn and is made again in the same second gets its own."""
    known = {made.id for made in reviews.all}
    return next(made for made in _ids(row, addresses) if made not in known)


def _ids(row: ReviewRow, addresses: Iterable[ReviewedRecordRow]) -> Iterator[str]:
    said = [repr(row), *map(repr, addresses)]
    number = 0
    while True:
        yield content_id("rv", *said, number)
        number += 1


def _insert(connection: Connection, table: Any, rows: Sequence[Any]) -> None:
    names = [field.name for field in fields(rows[0])]
    connection.execute(insert(table), [{name: getattr(row, name) for name in names} for row in rows])
