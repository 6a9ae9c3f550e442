"""The API over a small ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from onrecord.web.settings import Settings
from tests.web.apps import TOKEN, make_app
from tests.web.records import make_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def read_only(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where a ledger is that no test writes to."""
    return make_ledger(tmp_path_factory.mktemp("api") / "record.db")


@pytest.fixture(scope="session")
def reader(read_only: str) -> Iterator[TestClient]:
    with TestClient(make_app(read_only)) as client:
        yield client


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[TestClient]:
    """A client of a ledger of its own that takes verdicts from whoever has the token."""
    with TestClient(make_app(make_ledger(tmp_path / "record.db"), Settings(token=TOKEN))) as client:
        yield client
