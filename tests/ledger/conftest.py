"""Every test that takes ``location`` or ``ledger`` runs on SQLite, and on PostgreSQL where a server is named."""

from __future__ import annotations

import os
import uuid
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, make_url, text

from onrecord.ledger.schema import VERSION_TABLE
from onrecord.ledger.store import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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


@pytest.fixture(scope="session")
def kept_postgres() -> Iterator[str]:
    """The address of one PostgreSQL ledger, which is emptied after each test: making one takes a second."""
    for location in postgres_database():
        Ledger.open(location).close()
        yield location


@pytest.fixture(params=DATABASES)
def ledger(request: pytest.FixtureRequest, tmp_path: Path, empty_ledger: bytes) -> Iterator[Ledger]:
    """A ledger without documents."""
    kept = request.getfixturevalue("kept_postgres") if request.param == "postgres" else None
    if kept is None:
        (tmp_path / "ledger.db").write_bytes(empty_ledger)
    with Ledger.open(kept or str(tmp_path / "ledger.db")) as opened:
        yield opened
    if kept is not None:
        empty(kept)


def empty(location: str) -> None:
    """Deletes all rows of a PostgreSQL ledger, and counts from 1 again."""
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> :kept"
    engine = create_engine(location)
    with engine.begin() as connection:
        connection.execute(text("SET session_replication_role = replica"))  # no foreign key is looked after
        for table in connection.scalars(text(tables), {"kept": VERSION_TABLE}).all():
            connection.execute(text(f"DELETE FROM {table}"))
        connection.execute(text("SELECT setval(c.oid, 1, false) FROM pg_class AS c WHERE relkind = 'S'"))
    engine.dispose()


def postgres_database() -> Iterator[str]:
    """The address of a new database that is dropped afterwards."""
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
