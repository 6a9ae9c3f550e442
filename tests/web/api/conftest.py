"""The API over a small ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from onrecord.web.settings import Settings
from tests.ledger.conftest import DATABASES, postgres_database
from tests.web.apps import TOKEN, make_app
from tests.web.records import make_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session", params=DATABASES)
def read_only(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a ledger is that no test writes to: in SQLite, and in PostgreSQL where a server is named."""
    if request.param == "sqlite":
        yield make_ledger(tmp_path_factory.mktemp("api") / "record.db")
    else:
        yield from map(make_ledger, postgres_database())


@pytest.fixture(scope="session")
def reader(read_only: str) -> Iterator[TestClient]:
    with TestClient(make_app(read_only)) as client:
        yield client


@pytest.fixture(params=DATABASES)
def writer(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TestClient]:
    """A client of a ledger of its own that takes verdicts from whoever has the token."""
    locations = iter([str(tmp_path / "record.db")]) if request.param == "sqlite" else postgres_database()
    for location in locations:
        with TestClient(make_app(make_ledger(location), Settings(token=TOKEN))) as client:
            yield client
