"""The record as CSV: long tables, one fact a row, codes as text, dates as ISO prefixes, no packed cells.

Events are written as dyads, as event data sets are: one row for each actor and recipient of an event, its id repeated.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING

from onrecord.exports.columns import COLUMNS
from onrecord.exports.parts import PARTS
from onrecord.ledger.views import last_verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import IO

    from onrecord.ledger import views
    from onrecord.ledger.store import Ledger

Cell = str | int | float | None
Row = Sequence[Cell]


def write(ledger: Ledger, what: str, stream: IO[str]) -> None:
    """A header and rows; RFC 4180 with line feeds."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(column.name for column in COLUMNS[what])
    writer.writerows(rows(ledger, what))


def rows(ledger: Ledger, what: str) -> Iterator[Row]:
    """The rows of a part, with a cell for each of its columns."""
    for record in PARTS[what](ledger):
        yield from ROWS[what](record)


def _who(actor: views.LedgerActor | None) -> tuple[Cell, ...]:
    return (actor.id, actor.name, actor.country, actor.sector) if actor else (None, None, None, None)


def _where(evidence: views.Evidence) -> tuple[Cell, ...]:
    first, last = evidence.spans[0], evidence.spans[-1]
    return (
        evidence.document,
        evidence.version,
        evidence.outlet,
        first.start,
        last.end,
        evidence.quote,
        evidence.origin,
    )


def _event(event: views.LedgerEvent) -> Iterator[Row]:
    place = (event.place.name, event.place.country) if event.place else (None, None)
    head = (event.id, event.type, event.mode, event.cameo, event.quad, event.date, event.factuality, *place)
    latest = event.latest
    reported = (latest.trigger.start, latest.trigger.end, latest.according_to, latest.background, latest.confidence)
    tail = (event.documents, event.origins, *reported, *_where(latest.evidence), _verdict(event.reviewed))
    for actor, recipient in product(event.actors or (None,), event.recipients or (None,)):
        yield (*head, *_who(actor), *_who(recipient), *tail)


def _statement(statement: views.LedgerStatement) -> Iterator[Row]:
    yield (
        statement.id,
        statement.claim,
        *_who(statement.source),
        statement.kind,
        statement.act,
        *_who(statement.addressee),
        statement.date,
        statement.dated_by,
        *_where(statement.evidence),
        _verdict(statement.reviewed),
    )


def _utterance(utterance: views.LedgerUtterance) -> Iterator[Row]:
    """Every report of it, under the number of its wording."""
    number = {s: n for n, variant in enumerate(utterance.variants, start=1) for s in variant.statements}
    counts = (utterance.documents, utterance.origins, len(utterance.outlets), len(utterance.differs))
    head = (utterance.id, *_who(utterance.source), utterance.act, utterance.date, utterance.dated_by, *counts)
    for report in utterance.reports:
        told = (number[report.statement], report.statement, report.kind, report.joined_by, report.join_reason)
        yield (*head, *told, *_where(report.evidence))


def _verdict(reviewed: Iterable[views.Reviewed]) -> str | None:
    return last_verdict(review.verdict for review in reviewed)


def _account(account: views.LedgerAccount) -> Iterator[Row]:
    sides = [("affirms", side) for side in account.affirmed_by] + [("denies", side) for side in account.denied_by]
    for stance, side in sides:
        yield (account.id, account.proposition, stance, *_who(side.who), side.when, side.record, *_where(side.evidence))


def _agreement(agreement: views.LedgerAgreement) -> Iterator[Row]:
    """Every step with each of its reports, once for each party."""
    for number, step in enumerate(agreement.history, start=1):
        for evidence, party in product(step.evidence, agreement.parties or (None,)):
            head = (agreement.id, agreement.name, number, step.status, step.date)
            yield (*head, *_who(party), *_where(evidence))


def _commitment(commitment: views.LedgerCommitment) -> Iterator[Row]:
    """Every dyad with each candidate for what was threatened or promised, one row without a candidate for none."""
    condition = commitment.condition.quote if commitment.condition else None
    head = (commitment.id, commitment.kind, commitment.date, condition)
    for actor, toward in product(commitment.by, commitment.toward or (None,)):
        for found in commitment.candidates or (None,):
            candidate = (found.event, found.date, found.rule, found.reason) if found else (None, None, None, None)
            yield (*head, *_who(actor), *_who(toward), *candidate, *_where(commitment.evidence[0]))


def _series(series: views.LedgerPositionSeries) -> Iterator[Row]:
    """Every point, with the stance that it begins where the series turned there."""
    turned = {shift.before: shift for shift in series.shifts}
    for point in series.points:
        shift = turned.get(point.date)
        turn = (shift.earlier, shift.later, shift.after, shift.reason) if shift else (None, None, None, None)
        head = (series.id, *_who(series.actor), series.issue, *_who(series.toward))
        yield (*head, point.date, point.stance, *turn, *_where(point.evidence[0]))


def _position(position: views.LedgerPosition) -> Iterator[Row]:
    for evidence in position.evidence:
        head = (position.id, *_who(position.actor), position.issue, *_who(position.toward))
        yield (*head, position.stance, position.date, *_where(evidence))


def _actor(actor: views.LedgerActor) -> Iterator[Row]:
    for name in actor.names or (actor.name,):
        yield (actor.id, name, name == actor.name, actor.kind, actor.country, actor.sector)


def _document(document: views.LedgerDocument) -> Iterator[Row]:
    yield (
        document.id,
        document.version,
        document.title,
        document.outlet,
        document.url,
        document.published,
        document.updated,
        document.dated_by,
        document.language,
        document.origin,
        document.text_sha256,
    )


ROWS: dict[str, Callable[..., Iterable[Row]]] = {
    "events": _event,
    "statements": _statement,
    "utterances": _utterance,
    "accounts": _account,
    "agreements": _agreement,
    "commitments": _commitment,
    "positions": _position,
    "series": _series,
    "actors": _actor,
    "documents": _document,
}
"""How one view record of a part becomes rows."""
