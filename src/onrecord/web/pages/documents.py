"""Documents: their text with every span marked, what each mark is and rests on, and what versions have otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request

from onrecord.exports.record import plain
from onrecord.interchange import to_dict
from onrecord.ledger.identity import version_id
from onrecord.ledger.scope import Scope
from onrecord.ledger.unpack import unpack
from onrecord.ledger.views import FieldChange, RecordChange, SentenceChange
from onrecord.show.naming import Names
from onrecord.web import marked, queries
from onrecord.web import rows as taken
from onrecord.web.answers import Cutting, Rows, answer, joined
from onrecord.web.ledgers import Lent  # noqa: TC001
from onrecord.web.queries import MissingError
from onrecord.web.scopes import Asking  # noqa: TC001
from onrecord.web.templating import record_address, squeezed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.responses import Response

    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import LedgerDocument, VersionDifference
    from onrecord.records import CodedDocument
    from onrecord.web.answers import Cell

router = APIRouter()

CHANGE = ("part", "change", "what", "before", "after")
Id = Annotated[str, Query(max_length=2000)]
Number = Annotated[int | None, Query(ge=1, le=10**6)]


@router.get("/documents")
def documents(request: Request, ledger: Lent, asked: Asking, cut: Cutting) -> Response:
    """The documents, the latest first; ``q`` takes a part of a title, outlet or id."""
    scope = Scope(actors=asked.scope.actors, since=asked.scope.since, until=asked.scope.until)
    part = asked.given.get("q", "")
    found = ledger.some_documents(scope, limit=cut.limit, offset=cut.offset, containing=part)
    rows = Rows("documents", taken.DOCUMENT, taken.document, found.rows, found.total, plain)
    return answer(request, cut, rows, "documents.html.j2", asked)


@router.get("/document")
def document(
    request: Request,
    ledger: Lent,
    cut: Cutting,
    id: Id,  # noqa: A002 - the name in the address
    version: Number = None,
    mark: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """One document with its marks; ``mark`` (``start-end``) is pointed out."""
    versions = queries.versions(ledger, id)
    view = _chosen(versions, version)
    coded = ledger.coded(id, view.version)
    rows = Rows("document", taken.DOCUMENT, taken.document, [view], 1, lambda _: to_dict(coded))
    return answer(
        request,
        cut,
        rows,
        "document.html.j2",
        document=view,
        versions=versions,
        coded=coded,
        names=Names.of(coded),
        pieces=marked.pieces(coded, marked.stretches(mark, len(coded.text))),
        times=marked.numbered_times(coded),
        records=_records(coded, view),
    )


@router.get("/document/changes")
def changes(
    request: Request,
    ledger: Lent,
    cut: Cutting,
    id: Id,  # noqa: A002
    older: Number = None,
    newer: Number = None,
) -> Response:
    """What versions of a document have otherwise."""
    versions = queries.versions(ledger, id)
    found = _differences(ledger, id, older, newer)
    changed = [change for one in found for change in (*one.fields, *one.statements, *one.events, *one.text)]
    rows = Rows("changes", CHANGE, _cells, changed, len(changed), plain)
    return answer(request, cut, rows, "changes.html.j2", document=versions[-1], versions=versions, differences=found)


def _cells(change: FieldChange | RecordChange | SentenceChange) -> tuple[Cell, ...]:
    """A change of metadata, of a record or of a sentence."""
    if isinstance(change, FieldChange):
        return ("metadata", "changed", change.field, change.before, change.after)
    before, after = (squeezed(told.quote) if told else None for told in (change.before, change.after))
    if isinstance(change, RecordChange):
        fields = (f"{field.field}: {field.before or '-'} to {field.after or '-'}" for field in change.fields)
        return (change.kind, change.change, joined((change.who, change.what, *fields)), before, after)
    return ("sentence", change.change, joined(f"{old} to {new}" for old, new in change.words), before, after)


def _records(coded: CodedDocument, view: LedgerDocument) -> dict[str, str]:
    """The pages of a live version's statements and events, by their ids in the document."""
    if view.superseded:
        return {}
    rows = unpack(coded, view.version, version_id(view.id, view.text_sha256))
    statements = {row.local: record_address("statements", row.id) for row in rows.statements}
    return statements | {row.local: record_address("events", row.id) for row in rows.event_mentions}


def _differences(ledger: Ledger, document: str, older: int | None, newer: int | None) -> tuple[VersionDifference, ...]:
    try:
        return ledger.differences(document, older, newer)
    except KeyError as error:
        raise MissingError("version", f"{older or ''} {newer or ''} of {document}") from error


def _chosen(versions: Sequence[LedgerDocument], number: int | None) -> LedgerDocument:
    """The version of that number, else the live one."""
    found = [one for one in versions if (one.version == number if number else not one.superseded)]
    if not found:
        raise MissingError("version", f"{number} of {versions[0].id}")
    return found[-1]
