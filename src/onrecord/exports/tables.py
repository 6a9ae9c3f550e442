"""The record as CSV: long tables, one fact a row, codes as text, dates as ISO prefixes, no packed cells.

Events are written as dyads, as event data sets are: one row for each actor and recipient of an event, its id repeated.
"""

from __future__ import annotations

import csv
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from onrecord.exports.parts import PARTS
from onrecord.ledger.views import last_verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import IO

    from onrecord.ledger import views
    from onrecord.ledger.store import Ledger

Cell = str | int | float | None


class Table(NamedTuple):
    """Column names, and how one view record becomes rows."""

    columns: tuple[str, ...]
    rows: Callable[..., Iterable[Sequence[Cell]]]


def write(ledger: Ledger, what: str, stream: IO[str]) -> None:
    """A header and rows; RFC 4180 with line feeds."""
    table = TABLES[what]
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(table.columns)
    for record in PARTS[what](ledger):
        writer.writerows(table.rows(record))


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


WHERE = ("document", "version", "outlet", "start", "end", "quote", "origin")


def _columns(prefix: str) -> tuple[str, ...]:
    return (prefix, f"{prefix}_name", f"{prefix}_country", f"{prefix}_sector")


def _event(event: views.LedgerEvent) -> Iterator[Sequence[Cell]]:
    place = (event.place.name, event.place.country) if event.place else (None, None)
    head = (event.id, event.type, event.mode, event.cameo, event.quad, event.date, event.factuality, *place)
    latest = event.latest
    reported = (latest.trigger.start, latest.trigger.end, latest.according_to, latest.background, latest.confidence)
    tail = (event.documents, event.origins, *reported, *_where(latest.evidence), _verdict(event.reviewed))
    for actor, recipient in product(event.actors or (None,), event.recipients or (None,)):
        yield (*head, *_who(actor), *_who(recipient), *tail)


def _statement(statement: views.LedgerStatement) -> Iterator[Sequence[Cell]]:
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


def _verdict(reviewed: Iterable[views.Reviewed]) -> str | None:
    return last_verdict(review.verdict for review in reviewed)


def _account(account: views.LedgerAccount) -> Iterator[Sequence[Cell]]:
    sides = [("affirms", side) for side in account.affirmed_by] + [("denies", side) for side in account.denied_by]
    for stance, side in sides:
        yield (account.id, account.proposition, stance, *_who(side.who), side.when, side.record, *_where(side.evidence))


def _agreement(agreement: views.LedgerAgreement) -> Iterator[Sequence[Cell]]:
    """Every step with each of its reports, once for each party."""
    for number, step in enumerate(agreement.history, start=1):
        for evidence, party in product(step.evidence, agreement.parties or (None,)):
            head = (agreement.id, agreement.name, number, step.status, step.date)
            yield (*head, *_who(party), *_where(evidence))


def _position(position: views.LedgerPosition) -> Iterator[Sequence[Cell]]:
    for evidence in position.evidence:
        head = (position.id, *_who(position.actor), position.issue, *_who(position.toward))
        yield (*head, position.stance, position.date, *_where(evidence))


def _actor(actor: views.LedgerActor) -> Iterator[Sequence[Cell]]:
    for name in actor.names or (actor.name,):
        yield (actor.id, name, name == actor.name, actor.kind, actor.country, actor.sector)


def _document(document: views.LedgerDocument) -> Iterator[Sequence[Cell]]:
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


REPORTED = ("trigger_start", "trigger_end", "according_to", "background", "confidence")
EVENT_HEAD = ("event", "type", "mode", "cameo", "quad", "date", "factuality", "place", "place_country")
STATEMENT_HEAD = ("statement", "claim", *_columns("source"))
REVIEWED = (*WHERE, "reviewed")
TABLES: dict[str, Table] = {
    "events": Table(
        (*EVENT_HEAD, *_columns("actor"), *_columns("recipient"), "documents", "origins", *REPORTED, *REVIEWED),
        _event,
    ),
    "statements": Table(
        (*STATEMENT_HEAD, "kind", "act", *_columns("addressee"), "date", "dated_by", *REVIEWED),
        _statement,
    ),
    "accounts": Table(("account", "proposition", "stance", *_columns("who"), "when", "record", *WHERE), _account),
    "agreements": Table(("agreement", "name", "step", "status", "date", *_columns("party"), *WHERE), _agreement),
    "positions": Table(
        ("position", *_columns("actor"), "issue", *_columns("toward"), "stance", "date", *WHERE), _position
    ),
    "actors": Table(("actor", "name", "preferred", "kind", "country", "sector"), _actor),
    "documents": Table(
        (
            "document",
            "version",
            "title",
            "outlet",
            "url",
            "published",
            "updated",
            "dated_by",
            "language",
            "origin",
            "text_sha256",
        ),
        _document,
    ),
}
