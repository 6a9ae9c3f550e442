"""Documents: their text, what was read from it, their versions and what these have otherwise.

A document's id is the input's own, an address or a path. Proxies and clients rewrite slashes and dots in a path, so it
is a query parameter here.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field, StringConstraints

from onrecord.ledger.views import LedgerDocument, VersionDifference
from onrecord.records import CodedDocument
from onrecord.web.api.filters import Reported
from onrecord.web.api.paging import Page, Paged, page, part
from onrecord.web.ledgers import Lent
from onrecord.web.problems import described, missing

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

MOST_VERSIONS = 1_000_000

router = APIRouter(tags=["documents"], responses=described())
MISSING = described(HTTPStatus.NOT_FOUND)

Name = Annotated[
    str,
    StringConstraints(min_length=1, max_length=2_000, pattern=r"^[^\x00-\x1f\x7f]+$"),
    Field(examples=["wire-0330"]),
]
Number = Annotated[int, Field(ge=1, le=MOST_VERSIONS, examples=[1])]
DocumentId = Annotated[Name, Query(alias="id", description="The document's id: the input's own, an address, a path.")]
Version = Annotated[Number | None, Query(description="Which version; the live one without.")]


class Listed(Reported):
    """Which documents are asked for."""

    superseded: Annotated[bool, Field(description="List superseded versions, too.")] = False


class OfDocument(Paged):
    """A list that belongs to one document."""

    id: Annotated[Name, Field(description="The document's id.")]


class Compared(OfDocument):
    """Which versions of a document are compared."""

    older: Annotated[Number | None, Field(description="The earlier version.")] = None
    newer: Annotated[Number | None, Field(description="The later version.")] = None


class DocumentText(BaseModel):
    """The text of one version of a document; every span of the record counts its characters (code points)."""

    document: str
    version: int
    text: str


@router.get("/documents", summary="Documents")
def documents(ledger: Lent, asked: Annotated[Listed, Query()], request: Request) -> Page[LedgerDocument]:
    """Documents in order of publication."""
    if asked.superseded:
        return page(ledger.documents(asked.scope(), superseded=True), asked, request)
    # The ledger's pages begin with the latest.
    total = ledger.document_count(asked.scope())
    last = max(0, total - asked.offset)
    first = max(0, last - asked.limit)
    found = ledger.some_documents(asked.scope(), limit=last - first, offset=first)
    return part(found.rows[::-1], found.total, asked, request)


@router.get("/document", summary="A document", responses=MISSING)
def document(ledger: Lent, id_: DocumentId, version: Version = None) -> LedgerDocument:
    """What is known of one version of a document beside its text."""
    for view in _versions(ledger, id_):
        if view.version == version if version else not view.superseded:
            return view
    raise missing(_called(id_, version))


@router.get("/document/text", summary="A document's text", responses=MISSING)
def document_text(ledger: Lent, id_: DocumentId, version: Version = None) -> DocumentText:
    """The text, unchanged."""
    found = document(ledger, id_, version)
    return DocumentText(document=id_, version=found.version, text=ledger.text(id_, found.version))


@router.get("/document/coded", summary="A coded document", responses=MISSING)
def coded_document(ledger: Lent, id_: DocumentId, version: Version = None) -> CodedDocument:
    """All that the coder read in one version of a document, as `onrecord code` writes it."""
    try:
        return ledger.coded(id_, version)
    except KeyError as error:
        raise missing(_called(id_, version)) from error


@router.get("/document/versions", summary="A document's versions", responses=MISSING)
def document_versions(ledger: Lent, asked: Annotated[OfDocument, Query()], request: Request) -> Page[LedgerDocument]:
    """All versions of a document, the oldest first."""
    return page(_versions(ledger, asked.id), asked, request)


@router.get("/document/differences", summary="What versions have otherwise", responses=MISSING)
def document_differences(
    ledger: Lent, asked: Annotated[Compared, Query()], request: Request
) -> Page[VersionDifference]:
    """What each version has otherwise than the one before it; with `older`, `newer` or both, one comparison."""
    try:
        return page(ledger.differences(asked.id, asked.older, asked.newer), asked, request)
    except KeyError as error:
        raise missing(f"{_called(asked.id)} with these versions") from error


def _versions(ledger: Ledger, document: str) -> tuple[LedgerDocument, ...]:
    try:
        return ledger.versions(document)
    except KeyError as error:
        raise missing(_called(document)) from error


def _called(document: str, version: int | None = None) -> str:
    return f"document {document}, version {version}" if version else f"document {document}"
