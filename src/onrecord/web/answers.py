"""A view's answer in the form that is asked for: a page, or what the page shows as CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import Depends, Query, Request
from starlette.responses import HTMLResponse, Response

from onrecord.exports.record import plain
from onrecord.ledger.scope import Scope
from onrecord.web.judges import known_judge
from onrecord.web.scopes import Asked
from onrecord.web.templating import render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from onrecord.web.settings import Settings

Form = Literal["html", "csv", "json"]
Cell = str | int | float | bool | None
PAGE = 50
EVERYTHING = Asked(None, {}, Scope())
TAKEN_AWAY = 2_000
"""Rows of a file at the most; the next ones have an address of their own, which the answer's ``Link`` names."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Which rows of a list are asked for, in which form."""

    form: Form
    offset: int
    limit: int

    def of(self, rows: Sequence[Any]) -> Sequence[Any]:
        """Those rows."""
        return rows[self.offset : self.offset + self.limit]


def _cut(
    format: Annotated[Form, Query()] = "html",  # noqa: A002 - the name in the address
    offset: Annotated[int, Query(ge=0, le=10**9)] = 0,
) -> Cut:
    return Cut(format, offset, PAGE if format == "html" else TAKEN_AWAY)


Cutting = Annotated[Cut, Depends(_cut)]


@dataclass(frozen=True, slots=True)
class Rows:
    """What a view shows, as it is taken away: CSV by columns and cells, JSON by records. Made only if asked for."""

    name: str
    columns: tuple[str, ...]
    cells: Callable[[Any], Sequence[Cell]]
    records: Sequence[Any]
    total: int
    plain: Callable[[Any], Any] = plain

    @property
    def shown(self) -> int:
        """How many rows there are in the answer."""
        return len(self.records)


def answer(
    request: Request, cut: Cut, rows: Rows, template: str, asked: Asked | None = None, **context: Any
) -> Response:
    """The view in the form that ``cut`` asks for."""
    if cut.form == "csv":
        return _file(_csv(rows), "text/csv; charset=utf-8", request, cut, rows)
    if cut.form == "json":
        return _file(_json(rows, cut), "application/json", request, cut, rows)
    return page(request, template, asked=asked or EVERYTHING, rows=rows, cut=cut, **context)


def page(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A page; templates know the request's path and address, whether it may write, and the forms' secret."""
    settings: Settings = request.app.state.settings
    writer = bool(getattr(request.state, "writer", False))
    known = {
        "path": request.url.path,
        "address": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        "writer": writer,
        "judge": known_judge(request) if writer else "",
        "may_sign_in": settings.token is not None and not writer,
        "form_secret": settings.derived("form") if writer else "",
        "outdated": None,
        "other": lambda **changes: str(request.url.include_query_params(**changes).replace(scheme="", netloc="")),
    }
    return HTMLResponse(render(template, **{**known, **context}), status)


def _file(text: str, kind: str, request: Request, cut: Cut, rows: Rows) -> Response:
    suffix = kind.split(";")[0].rpartition("/")[2]
    headers = {
        "Content-Disposition": f'attachment; filename="{rows.name}.{suffix}"' if suffix == "csv" else "inline",
        "X-Total-Count": str(rows.total),
    }
    following = cut.offset + rows.shown
    if following < rows.total:
        headers["Link"] = f'<{request.url.include_query_params(offset=following)}>; rel="next"'
    return Response(text, media_type=kind, headers=headers)


def _csv(rows: Rows) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(rows.columns)
    writer.writerows(map(_harmless, rows.cells(record)) for record in rows.records)
    return stream.getvalue()


def _harmless(cell: Cell) -> Cell:
    """A cell that a spreadsheet takes as text: words of an article that begin like a formula get an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _json(rows: Rows, cut: Cut) -> str:
    listed = [rows.plain(record) for record in rows.records]
    return json.dumps({"total": rows.total, "offset": cut.offset, "rows": listed}, ensure_ascii=False, indent=1)


def joined(values: Iterable[str | None]) -> str:
    """Several values in one cell."""
    return "; ".join(value for value in values if value)
