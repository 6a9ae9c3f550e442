"""What a watch remembers between polls and runs: validators of feeds, what was seen, what is still to be fetched.

One SQLite file beside the ledger. It can be deleted: then everything is polled anew, and the ledger finds it unchanged.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FORGOTTEN_AFTER = 180 * 86400.0
"""Seconds after which what a source no longer lists is forgotten."""

SEEN_AGAIN_AFTER = 3600.0
"""Seconds before a page is fetched again because its feed says that it changed: some feeds say so at every poll."""

MOST_TRIES = 6
FIRST_WAIT = 60.0
"""Seconds after the first try that failed; five times as long after each that follows: four hours in all."""

_TABLES = """
CREATE TABLE IF NOT EXISTS source (
    name TEXT PRIMARY KEY, etag TEXT, modified TEXT, failures INTEGER NOT NULL DEFAULT 0, due REAL NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS seen (
    source TEXT NOT NULL, key TEXT NOT NULL, stamp TEXT NOT NULL, published TEXT, listed REAL NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0, due REAL NOT NULL DEFAULT 0, settled INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (source, key)
);
CREATE INDEX IF NOT EXISTS seen_open ON seen (source, due) WHERE settled = 0;
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """What a source lists: its key (address or path), what tells its versions apart, and a date if it says one."""

    key: str
    stamp: str
    published: str | None = None


class State:
    """The file, open; may be used from several threads."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        try:
            self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=30)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.executescript(_TABLES)
        except sqlite3.Error as error:
            raise ConfigurationError(f"cannot keep the state of the watch in {path}: {error}") from error

    def close(self) -> None:
        """Closes the file."""
        with self._lock:
            self._connection.close()

    def validators(self, source: str) -> dict[str, str]:
        """The headers that ask only for what changed."""
        row = self._one("SELECT etag, modified FROM source WHERE name = ?", source) or (None, None)
        headers = {"If-None-Match": row[0], "If-Modified-Since": row[1]}
        return {name: value for name, value in headers.items() if value}

    def keep_validators(self, source: str, etag: str | None, modified: str | None) -> None:
        """Remembers what a feed came with."""
        self._do(
            "INSERT INTO source (name, etag, modified) VALUES (?, ?, ?) "
            "ON CONFLICT (name) DO UPDATE SET etag = excluded.etag, modified = excluded.modified",
            source,
            etag,
            modified,
        )

    def due(self, source: str) -> float:
        """When a source is to be polled next, in seconds of the epoch."""
        row = self._one("SELECT due FROM source WHERE name = ?", source)
        return float(row[0]) if row else 0.0

    def failures(self, source: str) -> int:
        """How often in a row polling it failed."""
        row = self._one("SELECT failures FROM source WHERE name = ?", source)
        return int(row[0]) if row else 0

    def polled(self, source: str, due: float, *, failed: bool) -> None:
        """Remembers that it was polled, and when it is due again."""
        self._do(
            "INSERT INTO source (name, failures, due) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE "
            "SET failures = CASE WHEN ? THEN failures + 1 ELSE 0 END, due = excluded.due",
            source,
            int(failed),
            due,
            int(failed),
        )

    def expect(self, source: str, listed: Iterable[Listed], *, again_after: float = SEEN_AGAIN_AFTER) -> None:
        """Takes in what a source lists: what is new, or has another stamp than before, is open. One transaction."""
        now = time.time()
        rows = [(source, item.key, item.stamp, item.published, now) for item in listed]
        with self._lock, closing(self._connection.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            cursor.executemany(
                "INSERT INTO seen (source, key, stamp, published, listed) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (source, key) DO UPDATE SET listed = excluded.listed, published = excluded.published",
                rows,
            )
            cursor.executemany(
                "UPDATE seen SET stamp = ?, settled = 0, tries = 0, due = 0 "
                "WHERE source = ? AND key = ? AND stamp <> ? AND due <= ?",
                [(stamp, name, key, stamp, now - again_after) for name, key, stamp, _, _ in rows],
            )
            cursor.execute("DELETE FROM seen WHERE source = ? AND listed < ?", (source, now - FORGOTTEN_AFTER))
            cursor.execute("COMMIT")

    def open(self, source: str) -> list[Listed]:
        """What is to be fetched or read now: what was never tried first, each oldest first."""
        with self._lock, closing(self._connection.cursor()) as cursor:
            cursor.execute(
                "SELECT key, stamp, published FROM seen WHERE source = ? AND settled = 0 AND due <= ? "
                "ORDER BY tries, rowid",
                (source, time.time()),
            )
            return [Listed(*row) for row in cursor.fetchall()]

    def open_pages(self) -> list[tuple[str, Listed]]:
        """The same of all sources, with the source's name."""
        with self._lock, closing(self._connection.cursor()) as cursor:
            cursor.execute(
                "SELECT source, key, stamp, published FROM seen WHERE settled = 0 AND due <= ? ORDER BY tries, rowid",
                (time.time(),),
            )
            return [(source, Listed(*row)) for source, *row in cursor.fetchall()]

    def waiting(self) -> int:
        """How many pages wait for another try."""
        row = self._one("SELECT count(*) FROM seen WHERE settled = 0 AND tries > 0")
        return int(row[0]) if row else 0

    def settle(self, source: str, key: str) -> None:
        """Remembers that it was read, or will never be."""
        self._do("UPDATE seen SET settled = 1, due = ? WHERE source = ? AND key = ?", time.time(), source, key)

    def postpone(self, source: str, key: str, wait: float, *, tried: bool) -> bool:
        """Remembers that it was not to be had, if it was tried, and when to try again; False if it is given up."""
        if not tried:
            self._do("UPDATE seen SET due = ? WHERE source = ? AND key = ?", time.time() + wait, source, key)
            return True
        row = self._one("SELECT tries FROM seen WHERE source = ? AND key = ?", source, key)
        tries = int(row[0]) + 1 if row else MOST_TRIES
        if tries >= MOST_TRIES:
            self.settle(source, key)
            return False
        due = time.time() + max(wait, FIRST_WAIT * 5.0 ** (tries - 1))
        self._do("UPDATE seen SET tries = ?, due = ? WHERE source = ? AND key = ?", tries, due, source, key)
        return True

    def _one(self, statement: str, *values: object) -> tuple[Any, ...] | None:
        with self._lock, closing(self._connection.cursor()) as cursor:
            row: tuple[Any, ...] | None = cursor.execute(statement, values).fetchone()
            return row

    def _do(self, statement: str, *values: object) -> None:
        with self._lock, closing(self._connection.cursor()) as cursor:
            cursor.execute(statement, values)
