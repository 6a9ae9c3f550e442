"""The API on an application of its own, over a small ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from onrecord.web import api, problems
from onrecord.web.ledgers import LedgerSource
from onrecord.web.settings import Settings
from tests.web.records import make_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOKEN = "a-token-for-tests"
SIGNED = {"Authorization": f"Bearer {TOKEN}"}


def make_app(location: str, settings: Settings) -> FastAPI:
    app = FastAPI(title="onrecord", openapi_url=f"{api.PREFIX}/openapi.json", docs_url=None, redoc_url=None)
    app.state.ledgers, app.state.settings = LedgerSource(location), settings
    app.include_router(api.router())
    problems.install(app)
    return app


@pytest.fixture(scope="session")
def read_only(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where a ledger is that no test writes to."""
    return make_ledger(tmp_path_factory.mktemp("api") / "record.db")


@pytest.fixture(scope="session")
def app(read_only: str) -> FastAPI:
    """An application that only takes questions: it has no token."""
    return make_app(read_only, Settings())


@pytest.fixture(scope="session")
def reader(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app) as client:
        yield client


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[TestClient]:
    """A client of a ledger of its own that takes verdicts from whoever has the token."""
    with TestClient(make_app(make_ledger(tmp_path / "record.db"), Settings(token=TOKEN))) as client:
        yield client
