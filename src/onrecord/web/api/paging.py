"""Pages: every list tells how many there are in all and where the next page is, so that nothing is cut silently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fastapi import Request

    from onrecord.ledger.views import Slice

Row = TypeVar("Row")

USUAL = 50
MOST = 200
"""Rows of a page. An event with all its mentions is some two kilobytes of JSON, so that a page is under a megabyte."""

FARTHEST = 1_000_000_000

Limit = Annotated[int, Field(ge=1, le=MOST, description="Rows of this page at the most.", examples=[20])]
Offset = Annotated[int, Field(ge=0, le=FARTHEST, description="Rows to skip.", examples=[0])]


class Paged(BaseModel):
    """Which part of a list is asked for. A parameter that nobody knows is refused: ignored, it would mislead."""

    model_config = ConfigDict(extra="forbid")

    limit: Limit = USUAL
    offset: Offset = 0


class Page(BaseModel, Generic[Row]):
    """Rows from ``offset`` on, ``returned`` of ``total``. ``next`` is the next page's address, null on the last."""

    total: int
    returned: int
    offset: int
    limit: int
    next: str | None
    items: tuple[Row, ...]


def page(found: Sequence[Row], asked: Paged, request: Request) -> Page[Row]:
    """The part of a list that is asked for."""
    return part(found[asked.offset : asked.offset + asked.limit], len(found), asked, request)


def cut(found: Slice[Row], asked: Paged, request: Request) -> Page[Row]:
    """The same, where the ledger has cut it out."""
    return part(found.rows, found.total, asked, request)


def part(rows: Sequence[Row], total: int, asked: Paged, request: Request) -> Page[Row]:
    """A part that was already cut out of ``total`` rows."""
    last = asked.offset + len(rows)
    more = _address(request, last) if rows and last < total else None
    return Page(total=total, returned=len(rows), offset=asked.offset, limit=asked.limit, next=more, items=tuple(rows))


def _address(request: Request, offset: int) -> str:
    """The request's own address at another offset, without the host: a proxy may have given it another."""
    url = request.url.include_query_params(offset=offset)
    return f"{url.path}?{url.query}"
