"""The application: the workbench over one ledger."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from importlib import resources
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from starlette.staticfiles import StaticFiles

from onrecord.version import __version__
from onrecord.web import api, atom, charts, errors
from onrecord.web.guard import Attempts, Guard
from onrecord.web.ledgers import LedgerSource
from onrecord.web.pages import ROUTERS
from onrecord.web.prepared import Prepared
from onrecord.web.texts import TextReader

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.responses import Response
    from starlette.types import Scope

    from onrecord.web.settings import Settings


class Files(StaticFiles):
    """The workbench's own files. Their addresses change with their content, so browsers keep them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """One file."""
        response = await super().get_response(path, scope)
        if scope["query_string"]:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def make_app(location: str, settings: Settings) -> FastAPI:
    """The workbench over the ledger at ``location``."""

    @asynccontextmanager
    async def closing(app: FastAPI) -> AsyncIterator[None]:
        warming = asyncio.create_task(run_in_threadpool(charts.warm))
        yield
        await warming
        for maker in (app.state.briefs, app.state.views, app.state.counts):
            maker.close()
        app.state.ledgers.close()

    app = FastAPI(
        title="onrecord",
        version=__version__,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=closing,
    )
    app.state.settings, app.state.attempts = settings, Attempts()
    app.state.ledgers = LedgerSource(location)
    # Each with a process of its own: a brief takes ten times as long as most views.
    app.state.briefs, app.state.views = Prepared(location), Prepared(location)
    # What is waited for yields to nobody.
    app.state.counts = Prepared(location, yields=0)
    app.state.texts = TextReader()
    app.add_middleware(Guard, settings=settings, refuse=errors.refusal)
    errors.install(app)
    for router in ROUTERS:
        app.include_router(router, include_in_schema=False)
    app.include_router(atom.router())
    app.include_router(api.router())
    app.mount("/static", Files(directory=str(resources.files("onrecord.web") / "static")))
    return app
