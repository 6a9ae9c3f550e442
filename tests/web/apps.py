"""Applications with the API and the feeds, but without the workbench's pages."""

from __future__ import annotations

from fastapi import FastAPI

from onrecord.web import api, atom, problems
from onrecord.web.ledgers import LedgerSource
from onrecord.web.prepared import Prepared
from onrecord.web.settings import Settings
from onrecord.web.texts import TextReader

TOKEN = "a-token-for-tests"
SIGNED = {"Authorization": f"Bearer {TOKEN}"}


def make_app(location: str, settings: Settings | None = None) -> FastAPI:
    """Over a ledger; without settings it has no token and takes only questions."""
    app = FastAPI(title="onrecord", openapi_url=f"{api.PREFIX}/openapi.json", docs_url=None, redoc_url=None)
    app.state.ledgers = LedgerSource(location)
    app.state.briefs, app.state.views = Prepared(location), Prepared(location)
    app.state.settings, app.state.texts = settings or Settings(), TextReader()
    app.include_router(api.router())
    app.include_router(atom.router())
    problems.install(app)
    return app
