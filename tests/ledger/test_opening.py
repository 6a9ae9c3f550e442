"""What is opened, what is refused, and that a refused file stays as it was."""

from __future__ import annotations

import dataclasses
import os
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from onrecord.errors import LedgerError
from onrecord.ledger import database
from onrecord.ledger.database import locate, show
from onrecord.ledger.store import Ledger

from .articles import announced, held, letters


def refuse(location: Path | str) -> str:
    with pytest.raises(LedgerError) as caught:
        Ledger.open(str(location), busy_seconds=0.1)
    message = str(caught.value)
    assert "\n" not in message
    return message


def foreign(path: Path, journal: str = "delete") -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA journal_mode = {journal}")
        connection.execute("CREATE TABLE recipes (name TEXT)")
        connection.commit()


def test_a_ledger_opens_again(location: str) -> None:
    with Ledger.open(location) as ledger:
        ledger.add(held().coded())
    with Ledger.open(location) as ledger:
        assert [document.id for document in ledger.documents()] == ["herald-0330"]


ROUNDS, OPENERS = 40, 8


def test_many_make_a_new_ledger_at_once(tmp_path: Path) -> None:
    """SQLite refuses some of them without waiting: without asking again one run in three of this test failed."""
    together = threading.Barrier(OPENERS)

    def turn(path: Path) -> str:
        engine = database.connect(locate(str(path)))
        together.wait()
        with database.reporting(str(path)), engine.connect() as connection:
            mode: str = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
        engine.dispose()
        return mode

    with ThreadPoolExecutor(OPENERS) as pool:
        for number in range(ROUNDS):
            assert set(pool.map(turn, [tmp_path / f"{number}.db"] * OPENERS)) == {"wal"}


def test_the_log_that_grew_beside_a_long_read_is_cut_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "LARGEST_LOG", 100_000)
    path, log = tmp_path / "l.db", tmp_path / "l.db-wal"
    with Ledger.open(str(path)) as ledger, closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM document_versions").fetchall()
        for number in range(12):
            ledger.add(dataclasses.replace(held(), id=f"herald-{number}").coded())
        grown = log.stat().st_size
        reader.rollback()
        ledger.add(announced().coded())
        ledger.add(letters().coded())
        assert log.stat().st_size < grown / 2


def test_an_existing_ledger_opens_without_alembic(tmp_path: Path) -> None:
    Ledger.open(str(tmp_path / "l.db")).close()
    program = (
        "import sys; from onrecord.ledger.store import Ledger; "
        "Ledger.open(sys.argv[1]).documents(); print('alembic' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "l.db"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    (tmp_path / "l.db").touch()
    with Ledger.open(str(tmp_path / "l.db")) as ledger:
        assert ledger.add(held().coded()).outcome == "added"


@pytest.mark.parametrize("content", [b"Dear diary,\n", b"\x00" * 4096, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    assert str(path) in refuse(path)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_another_programs_database_is_refused_and_kept(tmp_path: Path, journal: str) -> None:
    path = tmp_path / "recipes.db"
    foreign(path, journal)
    before = path.read_bytes()
    assert "not a ledger" in refuse(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_another_programs_open_database_is_not_checkpointed(tmp_path: Path) -> None:
    path = tmp_path / "recipes.db"
    foreign(path, "wal")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO recipes VALUES ('bread')")
        connection.commit()
        before = path.read_bytes(), (tmp_path / "recipes.db-wal").read_bytes()
        assert "not a ledger" in refuse(path)
        assert (path.read_bytes(), (tmp_path / "recipes.db-wal").read_bytes()) == before


def test_a_database_with_other_tables_is_refused(location: str) -> None:
    if "://" not in location:
        foreign(Path(location))
    else:
        ledger = Ledger.open(location)
        with ledger._engine.begin() as connection:
            connection.execute(text("DROP TABLE onrecord_version"))
        ledger.close()
    assert "not a ledger" in refuse(location)


def test_a_ledger_of_a_newer_version_is_refused(location: str) -> None:
    with Ledger.open(location) as ledger, ledger._engine.begin() as connection:
        connection.execute(text("UPDATE onrecord_version SET version_num = '9999'"))
    assert "newer onrecord" in refuse(location)


def test_a_missing_directory_and_a_directory_are_refused(tmp_path: Path) -> None:
    assert "does not exist" in refuse(tmp_path / "none" / "l.db")
    assert "a directory" in refuse(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_an_unreadable_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    Ledger.open(str(path)).close()
    path.chmod(0)
    assert "permissions" in refuse(path)


def test_a_damaged_ledger_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with Ledger.open(str(path)) as ledger:
        ledger.add(held().coded())
    data = bytearray(path.read_bytes())
    data[8192:] = b"\xaa" * (len(data) - 8192)
    path.write_bytes(data)
    with pytest.raises(LedgerError, match=r"l\.db: damaged"), Ledger.open(str(path)) as ledger:
        ledger.documents()


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("mysql://someone:secret@host/db", "a SQLite path or a postgresql:// URL"),
        ("postgresql://someone:secret@127.0.0.1:1/db", "connection"),
        ("postgresql://someone:secret@host:port/db", "not a database URL"),
        ("some one://", "not a database URL"),
        ("sqlite://", "a SQLite path"),
    ],
)
def test_unusable_urls_are_refused_without_the_password(location: str, said: str) -> None:
    message = refuse(location)
    assert said in message
    assert "secret" not in message


def test_locations_are_paths_or_urls() -> None:
    assert show(locate("iran.db")) == "iran.db"
    assert show(locate("a?b#c.db")) == "a?b#c.db"
    assert locate("postgres://h/db").drivername == "postgresql+psycopg"
    assert show(locate("postgresql://me:secret@h/db")) == "postgresql+psycopg://me:***@h/db"


def test_a_locked_ledger_is_busy_after_the_stated_time(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with Ledger.open(str(path), busy_seconds=0.2) as ledger, closing(sqlite3.connect(path)) as other:
        ledger.add(announced().coded())
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="locked by another process; try again"):
            ledger.add(held().coded())
        assert len(ledger.documents()) == 1, "readers do not wait for the writer"
        other.rollback()
        assert ledger.add(held().coded()).outcome == "added"


def test_a_new_ledger_cannot_be_made_in_a_locked_file(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "locked" in refuse(path)


def test_two_may_make_a_ledger_at_once(location: str) -> None:
    failures: list[Exception] = []

    def make() -> None:
        try:
            with Ledger.open(location) as ledger:
                ledger.add(held().coded())
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with Ledger.open(location) as ledger:
        assert len(ledger.documents(superseded=True)) == 1


def test_a_ledger_that_may_not_be_written_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "l.db"
    with Ledger.open(str(path)) as ledger:
        ledger.add(held().coded())
        digest = ledger.content_digest()
    before = path.read_bytes()
    ask = os.access
    monkeypatch.setattr(os, "access", lambda name, mode: mode != os.W_OK and ask(name, mode))
    with Ledger.open(str(path)) as ledger:
        assert ledger.content_digest() == digest
        assert len(ledger.documents()) == 1
        with pytest.raises(LedgerError, match="not writable"):
            ledger.add(announced().coded())
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["l.db"]
