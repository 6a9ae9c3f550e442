"""Every test that takes ``location`` or ``ledger`` runs on SQLite, and on PostgreSQL where a server is named."""

from __future__ import annotations

import os
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, make_url, text

from onrecord.ledger.store import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator

SERVER = os.environ.get("ONRECORD_TEST_POSTGRES")
DATABASES = ["sqlite", *([pytest.param("postgres", marks=pytest.mark.postgres)] if SERVER else [])]


@pytest.fixture(params=DATABASES)
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new ledger can be made."""
    if request.param == "sqlite":
        yield str(tmp_path / "ledger.db")
    else:
        yield from postgres_database()


@pytest.fixture
def postgres() -> Iterator[str]:
    """A new PostgreSQL database; skips where there is no server."""
    if SERVER is None:
        pytest.skip("ONRECORD_TEST_POSTGRES names no PostgreSQL server; every ledger test ran on SQLite alone")
    yield from postgres_database()


@pytest.fixture(scope="session")
def empty_ledger(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A SQLite ledger without documents: copying it is a hundred times faster than making one."""
    path = tmp_path_factory.mktemp("empty") / "ledger.db"
    Ledger.open(str(path)).close()
    return path.read_bytes()


@pytest.fixture
def ledger(location: str, empty_ledger: bytes) -> Iterator[Ledger]:
    """A new ledger."""
    if "://" not in location:
        Path(location).write_bytes(empty_ledger)
    with Ledger.open(location) as opened:
        yield opened


def postgres_database() -> Iterator[str]:
    """A new database of the server, gone afterwards."""
    url = make_url(str(SERVER)).set(drivername="postgresql+psycopg")
    name = f"onrecord_{uuid.uuid4().hex[:12]}"
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield url.set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()
