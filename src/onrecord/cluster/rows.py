"""A coded document as rows of the datasets: one fact a row, as :mod:`onrecord.cluster.columns` describes them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING

from onrecord.interchange import to_json
from onrecord.ledger.identity import version_id
from onrecord.ledger.views import quote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from onrecord.records import Actor, CodedDocument, Spans

Cell = str | int | float | None
Row = Sequence[Cell]

NO_OFFICE: Row = (None, None, None)
UNDATED = "unknown"
_MONTH = len("2025-03")


def month(coded: CodedDocument) -> str:
    """The month of publication, ``2025-03``; ``unknown`` where not even that is known."""
    known = coded.document.date or ""
    return known[:_MONTH] if len(known) >= _MONTH else UNDATED


def rows(coded: CodedDocument) -> dict[str, list[Row]]:
    """The rows of each dataset."""
    reading = _Reading(coded)
    return {table: [(*reading.key, *row) for row in cells(reading)] for table, cells in ROWS.items()}


class _Reading:
    """A coded document with its key, and its actors by id."""

    def __init__(self, coded: CodedDocument) -> None:
        self.coded = coded
        meta = coded.document
        self.key: Row = (meta.id, version_id(meta.id, meta.text_sha256 or ""))
        self._actors: Mapping[str, Actor] = {actor.id: actor for actor in coded.actors}

    def who(self, actor: str | None) -> Row:
        """The four cells of a part."""
        found = self._actors[actor] if actor else None
        return (found.id, found.name, found.country, found.sector) if found else (None, None, None, None)

    def where(self, spans: Spans) -> Row:
        """First and last offset, and the words."""
        return (spans[0].start, spans[-1].end, quote(self.coded.text, spans)) if spans else (None, None, None)


def _documents(reading: _Reading) -> Iterator[Row]:
    meta, coded = reading.coded.document, reading.coded
    counts = (len(coded.text.split()), len(coded.statements), len(coded.events))
    dates = (meta.published, meta.updated, meta.dated_by)
    hashes = (meta.text_sha256, meta.raw_sha256)
    yield (meta.title, meta.outlet, meta.url, meta.author, *dates, meta.language, meta.credited, *hashes, *counts)


def _statements(reading: _Reading) -> Iterator[Row]:
    for statement in reading.coded.statements:
        said = (*reading.who(statement.source), statement.kind, statement.act, *reading.who(statement.addressee))
        how = (statement.date, statement.dated_by, statement.method)
        yield (statement.id, *said, *how, *reading.where(statement.content_span))


def _events(reading: _Reading) -> Iterator[Row]:
    """As dyads: one row for each actor and recipient."""
    for event in reading.coded.events:
        place = (event.location.name, event.location.country) if event.location else (None, None)
        kind = (event.id, event.type, event.mode, event.cameo, event.quad)
        told = (event.date, event.dated_by, event.factuality, *place)
        how = (event.according_to, event.background, event.confidence, event.method)
        where = (event.trigger.start, event.trigger.end, *reading.where((event.sentence,)))
        for actor, recipient in product(event.actors or (None,), event.recipients or (None,)):
            yield (*kind, *told, *reading.who(actor), *reading.who(recipient), *how, *where)


def _actors(reading: _Reading) -> Iterator[Row]:
    for actor in reading.coded.actors:
        head = (actor.id, actor.name, actor.kind, actor.country, actor.sector)
        offices: list[Row] = [(role.title, role.of, role.status) for role in actor.roles]
        yield from ((*head, *office) for office in offices or [NO_OFFICE])


def _mentions(reading: _Reading) -> Iterator[Row]:
    for actor in reading.coded.actors:
        yield from ((actor.id, *reading.where((mention,))) for mention in actor.mentions)


def _agreements(reading: _Reading) -> Iterator[Row]:
    for agreement in reading.coded.agreements:
        head = (agreement.id, agreement.name, agreement.status, agreement.date)
        for party in agreement.parties or (None,):
            yield (*head, *reading.who(party), agreement.method, *reading.where(agreement.spans))


def _coded(reading: _Reading) -> Iterator[Row]:
    yield (reading.coded.document.text_sha256, to_json(reading.coded).decode("utf-8"))


ROWS: dict[str, Callable[[_Reading], Iterable[Row]]] = {
    "documents": _documents,
    "statements": _statements,
    "events": _events,
    "actors": _actors,
    "mentions": _mentions,
    "agreements": _agreements,
    "coded": _coded,
}
"""How a document becomes rows of each dataset, but for the two cells of its key."""
