"""Opening a ledger's database: an engine, and errors that say what to do.

SQLite runs in WAL mode (readers never wait for the writer), with foreign keys on and a stated time to wait for
another writer. A file that is no ledger is told from one before anything is written to it.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from onrecord.errors import LedgerError
from onrecord.ledger.schema import VERSION_TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL, Connection, Engine

BUSY_SECONDS = 10.0
"""How long a writer waits for another before it gives up."""

PAUSE = 0.01
"""Seconds until what SQLite refuses without waiting is asked for again."""

LARGEST_LOG = 64 * 2**20
"""Bytes to which SQLite's log is cut back. While somebody reads it grows: to 18 GB beside a read of ten minutes."""

KEPT_KIB = 32 * 1024
"""Pages of a ledger that SQLite keeps in memory for a connection: what a search of 100,000 documents reads again."""

WRITING = "onrecord_writing"
"""Execution option of a connection whose transaction will write: SQLite then takes its lock at the beginning."""

_SQLITE_MAGIC = b"SQLite format 3\x00"
_POSTGRES = ("postgres", "postgresql", "postgresql+psycopg")


def locate(location: str) -> URL:
    """The database URL of a ledger named by a path or a URL.

    Raises:
        LedgerError: if it is a URL of another database than SQLite or PostgreSQL, or none at all.
    """
    if "://" not in location:
        return make_url("sqlite://").set(database=str(Path(location).expanduser()))
    try:
        url = make_url(location)
    except (ArgumentError, ValueError) as error:
        raise LedgerError(f"{location.split('://')[0]}://...: not a database URL") from error
    if url.drivername in _POSTGRES:
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite" and url.database:
        return url
    raise LedgerError(f"{show(url)}: a ledger is a SQLite path or a postgresql:// URL")


def show(url: URL) -> str:
    """The name of a ledger for messages: its path, or its URL without the password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.render_as_string(hide_password=True)


def connect(url: URL, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """An engine on a database that is a ledger or empty.

    Raises:
        LedgerError: if it cannot be reached, or holds something else.
    """
    if url.get_backend_name() == "sqlite":
        _refuse_foreign_file(Path(str(url.database)))
        return _sqlite_engine(url, busy_seconds)
    try:
        engine = create_engine(url, connect_args={"connect_timeout": max(2, int(busy_seconds))})
    except (ImportError, NoSuchModuleError) as error:
        raise LedgerError(f"{show(url)}: needs a driver, install onrecord[postgres]") from error
    event.listen(engine, "begin", _postgres_begin(busy_seconds))
    return engine


def stored_revision(connection: Connection, name: str) -> str | None:
    """The schema revision of a ledger, None for an empty database.

    Raises:
        LedgerError: if the database holds other tables and no ledger.
    """
    if not inspect(connection).has_table(VERSION_TABLE):
        if inspect(connection).get_table_names():
            raise LedgerError(f"{name}: a database, but not a ledger; name another one")
        return None
    revision: str | None = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))
    return revision


@contextmanager
def reading(engine: Engine, name: str) -> Iterator[Connection]:
    """A connection whose queries all see the ledger at one moment; errors as in :func:`reporting`."""
    # SQLite's transactions see one moment anyway; PostgreSQL's see each commit of others as it comes, unless told.
    level = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with reporting(name), engine.execution_options(**level).connect() as connection:
        yield connection


@contextmanager
def reporting(name: str) -> Iterator[None]:
    """Turns database errors into a :class:`LedgerError` of one line that names the ledger and says what to do."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:  # the latter comes from a connection that is being prepared
        raise LedgerError(f"{name}: {_advice(error)}") from error


def _advice(error: DBAPIError | sqlite3.Error) -> str:
    reason = " ".join(str(error.orig if isinstance(error, DBAPIError) else error).split())
    lowered = reason.lower()
    for sign, advice in _ADVICE:
        if sign in lowered:
            return advice
    return reason


_ADVICE = (
    ("database is locked", "locked by another process; try again when it has finished"),
    ("lock timeout", "locked by another process; try again when it has finished"),
    ("not a database", "not a ledger; name another file"),
    ("malformed", "damaged; restore a copy"),
    ("readonly database", "not writable; check its permissions and those of its directory"),
    ("unable to open database", "cannot be opened; check its permissions and those of its directory"),
    ("disk is full", "no space left on its disk"),
)


def _refuse_foreign_file(path: Path) -> None:
    if path.is_dir():
        raise LedgerError(f"{path}: a directory; name a file in it")
    if not path.parent.is_dir():
        raise LedgerError(f"{path}: its directory does not exist; make it first")
    if not path.exists():
        return
    if not os.access(path, os.R_OK):
        raise LedgerError(f"{path}: not readable; check its permissions")
    with path.open("rb") as file:
        head = file.read(len(_SQLITE_MAGIC))
    if head and head != _SQLITE_MAGIC:
        raise LedgerError(f"{path}: not a ledger; name another file")
    if head and not _holds_ledger(path):
        raise LedgerError(f"{path}: a database, but not a ledger; name another file")


def _holds_ledger(path: Path) -> bool:
    """Looks without writing: so opened, SQLite neither recovers nor checkpoints another program's database."""
    query = f"SELECT count(*), sum(name = '{VERSION_TABLE}') FROM sqlite_master"
    try:
        with closing(sqlite3.connect(_read_only(path), uri=True)) as connection:
            tables, versions = connection.execute(query).fetchone()
    except sqlite3.Error:
        return True  # busy or damaged: what it is comes out where errors are reported
    return bool(versions) or not tables


def _read_only(path: Path) -> str:
    # Without a log beside it the file is all there is, and an immutable one gets no log from looking at it.
    mode = "mode=ro" if Path(f"{path}-wal").exists() else "immutable=1"
    return f"{path.absolute().as_uri()}?{mode}"


def _is_writable(path: Path) -> bool:
    """Whether a ledger can be written: SQLite's log stands beside it, so the directory counts too."""
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def _sqlite_engine(url: URL, busy_seconds: float) -> Engine:
    path = Path(str(url.database))
    if not _is_writable(path):
        return _read_only_engine(path, busy_seconds)
    engine = create_engine(url, connect_args={"timeout": busy_seconds})

    def prepare(connection: sqlite3.Connection, _: object) -> None:
        # The driver's own BEGIN comes too late for reads and too weak for writes; _sqlite_begin gives it instead.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        # In WAL mode NORMAL survives a killed process whole, and a power cut but for the last transactions.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA journal_size_limit = {LARGEST_LOG}")
        connection.execute(f"PRAGMA cache_size = -{KEPT_KIB}")
        _write_ahead(connection, busy_seconds)

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", _sqlite_begin)
    return engine


def _write_ahead(connection: sqlite3.Connection, busy_seconds: float) -> None:
    """Turns to WAL mode, which the file then stays in.

    Of several that turn a new file at once SQLite refuses some without waiting, since each holds what the others wait
    for: of eight that were let go together one in a hundred. They ask again.
    """
    until = monotonic() + busy_seconds
    while True:
        try:
            if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
                connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if monotonic() > until:
                raise
            sleep(PAUSE)


def _read_only_engine(path: Path, busy_seconds: float) -> Engine:
    """An engine for a ledger on a read-only disk or in another's folder: it can be read, and says so if written to."""

    def open_file() -> sqlite3.Connection:
        return sqlite3.connect(_read_only(path), uri=True, timeout=busy_seconds, isolation_level=None)

    engine = create_engine("sqlite://", creator=open_file, poolclass=NullPool)
    event.listen(engine, "begin", _sqlite_begin)
    return engine


def _sqlite_begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get(WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _postgres_begin(busy_seconds: float) -> Any:
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(busy_seconds * 1000)}")

    return begin
