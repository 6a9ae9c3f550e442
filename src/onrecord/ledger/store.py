"""The ledger itself: opened by name, added to, judged in; read as :mod:`onrecord.ledger.reader` says."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Self

from sqlalchemy import func, select
from sqlalchemy.exc import DataError

from onrecord.errors import DocumentError, LedgerError
from onrecord.ledger import database, foreign, judging, reviewing, situations, snapshot, writer
from onrecord.ledger.materialised import renewal
from onrecord.ledger.reader import Reader
from onrecord.ledger.schema import REVISIONS
from onrecord.ledger.writer import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from types import TracebackType

    from sqlalchemy import Connection, Engine

    from onrecord.foreign import AnyRow
    from onrecord.ledger.foreign import ForeignAdded
    from onrecord.ledger.rows import ActorVerdict, Field, RecordVerdict
    from onrecord.ledger.scope import Scope
    from onrecord.ledger.views import LedgerSituation
    from onrecord.ledger.writer import Added
    from onrecord.records import CodedDocument

log = logging.getLogger(__name__)

ADDED_AT_ONCE = 20
"""Documents in one transaction; more would let other writers wait for longer than a second."""

ADDED_AFTER = 1.0
"""Seconds after which those that have come are written, however few."""

_CREATE_LOCK = 7_023_416
"""PostgreSQL advisory lock under which a ledger is made or upgraded; any number will do that is always the same."""


class Ledger(Reader):
    """A record over many documents, in SQLite or PostgreSQL. A context manager; not for several threads at once."""

    @classmethod
    def open(cls, location: str, *, busy_seconds: float = database.BUSY_SECONDS) -> Self:
        """Opens a ledger, making it if there is none.

        Args:
            location: a path (SQLite) or a database URL (``postgresql://...``).
            busy_seconds: how long to wait while another process writes.

        Raises:
            LedgerError: if it is locked, unreadable, not a ledger, or written by a newer onrecord.
        """
        url = database.locate(location)
        name = database.show(url)
        engine = database.connect(url, busy_seconds)
        try:
            _bring_up_to_date(engine, name)
        except LedgerError:
            engine.dispose()
            raise
        return cls(engine, name)

    def close(self) -> None:
        """Closes every connection; a closed ledger opens again when used."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, coded: CodedDocument) -> Added:
        """Adds a document, all of it or nothing.

        The same text again changes nothing. Another text under the same id is a revision: the newer by date (else by
        arrival) is live from then on, the other stays as superseded.

        Raises:
            DocumentError: if the database cannot keep the document's text.
            LedgerError: if the ledger is locked or cannot be written.
        """
        (outcome,) = self._add([coded])
        if isinstance(outcome, DocumentError):
            raise outcome
        return outcome

    def add_all(self, documents: Iterable[CodedDocument]) -> Iterator[Added | DocumentError]:
        """Adds documents, some in one transaction, which costs half of what it costs one by one.

        Args:
            documents: read lazily; those that have come are written when there are ``ADDED_AT_ONCE``, or a second
                after the first of them.

        Yields:
            what adding each of them did, or why the database cannot keep it; the others are added all the same.

        Raises:
            LedgerError: if the ledger is locked or cannot be written; what was yielded before is in it.
        """
        waiting: list[CodedDocument] = []
        since = monotonic()
        for document in documents:
            waiting.append(document)
            if len(waiting) == ADDED_AT_ONCE or monotonic() - since >= ADDED_AFTER:
                yield from self._add(waiting)
                waiting, since = [], monotonic()
        yield from self._add(waiting)

    def _add(self, documents: Sequence[CodedDocument]) -> list[Added | DocumentError]:
        """Adds documents in one transaction, and renews what is derived of them."""
        prepared = [_prepared(document) for document in documents]
        if not any(isinstance(one, Prepared) for one in prepared):
            return [one for one in prepared if isinstance(one, DocumentError)]
        now = _now()
        with database.reporting(self.name), _writing(self._engine).begin() as connection:
            outcomes = [self._enter(connection, one, now) if isinstance(one, Prepared) else one for one in prepared]
            renewal.renew(connection)
        return outcomes

    def _enter(self, connection: Connection, document: Prepared, now: str) -> Added | DocumentError:
        """Adds one, all of it or nothing."""
        try:
            with connection.begin_nested():
                return writer.add(connection, document, now)
        except DataError as error:
            reason = " ".join(str(error.orig).split())
            return DocumentError(document.coded.document.id, f"{self.name} cannot keep it: {reason}")

    def review(
        self,
        verdict: RecordVerdict,
        one: str | Sequence[str],
        other: str | Sequence[str] = (),
        *,
        author: str,
        reason: str,
        corrections: Mapping[Field, str | Sequence[str] | None] | None = None,
    ) -> str:
        """Records that a statement or event is right ("accept"), wrong ("reject"), or right once it is corrected
        ("correct"), or that two events are the "same" or "different".

        Args:
            verdict: which of these.
            one: the id of a statement, an event or an event's mention, or several that are one record. An event is
                reviewed by the mentions that it has now.
            other: the second event for "same" and "different".
            author: who judges.
            reason: why.
            corrections: what the fields should be (``reviewing.FIELDS``), None for unknown; actors by id.

        Returns:
            the review's id, by which it can be withdrawn.

        Raises:
            JudgementError: if it contradicts a review that holds, or there is nothing to review.
            LedgerError: if the ledger is locked or cannot be written.
        """
        sides = _ids(one), _ids(other)
        with database.reporting(self.name), _writing(self._engine).begin() as connection:
            given = verdict, *sides, corrections or {}, author, reason, _now()
            made = reviewing.review(connection, *given, partial(self._rejected, connection))
            renewal.await_reviews(connection, {made})
            renewal.renew(connection)
        return made

    def _rejected(self, connection: Connection, event: str) -> list[str]:
        """The mentions of an event of which people have rejected all."""
        known = self._derive(connection).unrejected.clusters if snapshot.has_rejected(connection) else ()
        return [joined.told.row.id for one in known if one.id == event for joined in one.mentions]

    def withdraw_review(self, review: str, *, author: str, reason: str) -> None:
        """Takes a review back: the record stands as if it had not been made, whatever was added since.

        Raises:
            JudgementError: if there is no such review, or it is withdrawn already.
            LedgerError: if the ledger is locked or cannot be written.
        """
        with database.reporting(self.name), _writing(self._engine).begin() as connection:
            reviewing.withdraw(connection, review, author, reason, _now())
            renewal.await_reviews(connection, {review})
            renewal.renew(connection)

    def replay_reviews(self, other: Ledger) -> int:
        """Takes over the reviews of another ledger, say one of the same documents before they were coded anew.

        Returns:
            how many reviews were not here yet. Those that find no record here do nothing (:meth:`reviews` says which).

        Raises:
            LedgerError: if a ledger is locked, or this one cannot be written.
        """
        with database.reading(other._engine, other.name) as connection:
            made = snapshot.judged(connection)
        with database.reporting(self.name), _writing(self._engine).begin() as connection:
            taken_over = reviewing.replay(connection, made)
            renewal.await_reviews(connection)
            renewal.renew(connection)
        return taken_over

    def judge_actors(self, verdict: ActorVerdict, one: str, other: str, *, author: str, reason: str) -> str:
        """Records that two actors (ids) are "same" or "different", for every document now and to come.

        Returns:
            the judgement's id, by which it can be withdrawn.

        Raises:
            JudgementError: if it contradicts a judgement that holds, or there is nothing to judge.
            LedgerError: if the ledger is locked or cannot be written.
        """
        with database.reporting(self.name), _writing(self._engine).begin() as connection:
            made = judging.judge(connection, verdict, one, other, author, reason, _now())
            renewal.await_actors(connection, {one, other})
            renewal.renew(connection)
        return made

    def withdraw_judgement(self, judgement: str, *, author: str, reason: str) -> None:
        """Takes a judgement back: the actors stand as if it had not been made, whatever was added since.

        Raises:
            JudgementError: if there is no such judgement, or it is withdrawn already.
            LedgerError: if the ledger is locked or cannot be written.
        """
        with database.reporting(self.name), _writing(self._engine).begin() as connection:
            ends = judging.withdraw(connection, judgement, author, reason, _now())
            renewal.await_actors(connection, ends)
            renewal.renew(connection)

    def save_situation(self, name: str, scope: Scope) -> LedgerSituation:
        """Gives a scope a name; one that bore it is superseded and stays, the same scope again changes nothing.

        Raises:
            SituationError: if the name is blank, or the scope has filters that a situation does not keep.
            LedgerError: if the ledger is locked or cannot be written.
        """
        with database.reporting(self.name), _writing(self._engine).begin() as connection:
            situations.save(connection, name, scope, _now())
        return self.situation(name)

    def remove_situation(self, name: str) -> None:
        """Ends a situation; its row and those of its briefs stay.

        Raises:
            SituationError: if there is none of this name.
            LedgerError: if the ledger is locked or cannot be written.
        """
        with database.reporting(self.name), _writing(self._engine).begin() as connection:
            situations.remove(connection, name, _now())

    def keep_brief(self, situation: str, seen: int) -> None:
        """Keeps that a brief of a situation (id) was written now, of the record as it was at the arrival ``seen``.

        Raises:
            LedgerError: if the ledger is locked or cannot be written.
        """
        with database.reporting(self.name), _writing(self._engine).begin() as connection:
            situations.keep_brief(connection, situation, seen, _now())

    def add_foreign(self, rows: Sequence[AnyRow]) -> ForeignAdded:
        """Adds event data of other projects (:func:`onrecord.foreign.read`), a batch a transaction.

        They stay beside the record: no view but :meth:`foreign_events`, :meth:`foreign_mentions` and :meth:`compare`
        knows of them. A row that is there already adds nothing.

        Raises:
            LedgerError: if the ledger is locked or cannot be written.
        """
        with database.reporting(self.name), _writing(self._engine).begin() as connection:
            return foreign.add(connection, rows, _now())


def _prepared(document: CodedDocument) -> Prepared | DocumentError:
    try:
        return writer.prepare(document)
    except DocumentError as error:
        return error


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _ids(given: str | Sequence[str]) -> Sequence[str]:
    return (given,) if isinstance(given, str) else given


def _writing(engine: Engine) -> Engine:
    return engine.execution_options(**{database.WRITING: True})


def _bring_up_to_date(engine: Engine, name: str) -> None:
    with database.reporting(name), engine.connect() as connection:
        if _revision(connection, name) == REVISIONS[-1]:
            return
    with database.reporting(name), _writing(engine).begin() as connection:
        _lock_schema(connection)
        revision = _revision(connection, name)
        if revision == REVISIONS[-1]:
            return  # another process has been at it meanwhile
        if revision is not None:
            log.warning("%s: upgrading the ledger from schema %s, once; a large one takes minutes", name, revision)
        from onrecord.ledger import migrations  # imports Alembic, which only a new or an older ledger needs

        migrations.upgrade(connection)
        renewal.renew(connection)


def _revision(connection: Connection, name: str) -> str | None:
    """The schema revision of a ledger, None for an empty database.

    Raises:
        LedgerError: if the database holds no ledger, or one that only a newer onrecord reads.
    """
    revision = database.stored_revision(connection, name)
    if revision is not None and revision not in REVISIONS:
        raise LedgerError(f"{name}: written by a newer onrecord (schema {revision}); upgrade onrecord to open it")
    return revision


def _lock_schema(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_CREATE_LOCK)))
