"""Ledgers are lent to one request at a time, whatever the number of requests and threads."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from onrecord.web.ledgers import LedgerSource, Lent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AT_ONCE = 2
READERS = 60
"""More than the worker threads of an application (40), so that waiting in them would never end."""


@pytest.fixture
def app(tmp_path: Path) -> FastAPI:
    made = FastAPI()
    made.state.ledgers = LedgerSource(str(tmp_path / "ledger.db"), AT_ONCE)
    return made


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app) as opened:
        yield opened


def test_no_ledger_is_lent_twice_and_nobody_waits_for_ever(app: FastAPI, client: TestClient) -> None:
    held: set[int] = set()
    seen: set[int] = set()
    guard = threading.Lock()

    @app.get("/")
    def read(ledger: Lent) -> bool:
        with guard:
            shared = id(ledger) in held
            held.add(id(ledger))
            seen.add(id(ledger))
        ledger.documents()
        with guard:
            held.remove(id(ledger))
        return not shared

    with ThreadPoolExecutor(READERS) as pool:
        answers = list(pool.map(lambda _: client.get("/").json(), range(READERS)))
    assert answers == [True] * READERS
    assert 1 <= len(seen) <= AT_ONCE


def test_a_ledger_comes_back_after_an_error(app: FastAPI) -> None:
    @app.get("/")
    def fail(ledger: Lent) -> None:
        raise ValueError(ledger.name)

    with TestClient(app, raise_server_exceptions=False) as client:
        assert [client.get("/").status_code for _ in range(AT_ONCE + 1)] == [500] * (AT_ONCE + 1)
