"""Views that may take long: shown as far as they are there, else a page that stands until they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from onrecord.web.answers import Rows, page
from onrecord.web.prepared import made_by, waited_for

if TYPE_CHECKING:
    from fastapi import FastAPI, Request
    from starlette.responses import Response

    from onrecord.ledger.store import Ledger
    from onrecord.web.answers import Cut
    from onrecord.web.prepared import Maker
    from onrecord.web.scopes import Asked
    from onrecord.web.worker import Order

Made = TypeVar("Made")

AGAIN: dict[Maker, str] = {"views": "1", "briefs": "2", "counts": "1"}
"""Seconds after which a browser asks again for what is being made."""

NOTHING = Rows("", (), tuple, (), 0)


class Shown(NamedTuple, Generic[Made]):
    """What a view shows; of when it is (UTC, ISO 8601) if a newer one is being made."""

    made: Made
    outdated: str | None


class BeingMadeError(Exception):
    """What a view shows is not there yet; ``documents`` is how many it is made of."""

    def __init__(self, asked: Asked, documents: int, by: Maker) -> None:
        super().__init__("This is being made; ask again.")
        self.asked, self.documents, self.by = asked, documents, by


def install(app: FastAPI) -> None:
    """Makes an application answer what is not there yet with the page that stands until then."""
    app.add_exception_handler(BeingMadeError, coming)


def shown(
    request: Request, ledger: Ledger, asked: Asked, cut: Cut, order: Order[Made], by: Maker = "views"
) -> Shown[Made]:
    """What a page shows, now; for a file it is waited for.

    Raises:
        BeingMadeError: if a page has nothing to show yet.
    """
    if cut.form != "html":
        return Shown(waited_for(request, ledger, order, by), None)
    found = made_by(request, by).at_hand(ledger, order)
    if found.made is None:
        raise BeingMadeError(asked, ledger.document_count(order.scope), by)
    return Shown(found.made, found.outdated)


def drawn_from(request: Request, ledger: Ledger, order: Order[Made]) -> Made:
    """What a chart draws: what the page on which it stands has had made, if perhaps before the record grew."""
    return made_by(request, "views").at_once(ledger, order)


def coming(request: Request, error: Exception) -> Response:
    """The page that asks again by itself."""
    assert isinstance(error, BeingMadeError)
    response = page(request, "coming.html.j2", asked=error.asked, rows=NOTHING, documents=error.documents)
    response.headers["Refresh"] = AGAIN[error.by]
    return response
