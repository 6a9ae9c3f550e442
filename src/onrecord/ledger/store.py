"""The ledger itself: opened by name, added to one document a transaction, read through views."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import filterfalse
from typing import TYPE_CHECKING, NamedTuple, Self

from sqlalchemy import func, select
from sqlalchemy.exc import DataError

from onrecord.errors import DocumentError, LedgerError
from onrecord.interchange import from_json
from onrecord.ledger import database, digest, judging, reviewing, search, snapshot, writer
from onrecord.ledger.derived import Derived, Reports
from onrecord.ledger.identity import version_id
from onrecord.ledger.reading import Reading
from onrecord.ledger.schema import REVISIONS, actor_judgements, document_versions, reviews
from onrecord.ledger.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from types import TracebackType

    from sqlalchemy import Connection, Engine, Table

    from onrecord.ledger.rows import ActorVerdict, Field, RecordVerdict
    from onrecord.ledger.views import (
        LedgerAccount,
        LedgerActor,
        LedgerAgreement,
        LedgerDocument,
        LedgerEvent,
        LedgerJudgement,
        LedgerOrigin,
        LedgerPosition,
        LedgerReview,
        LedgerStatement,
        Page,
    )
    from onrecord.ledger.writer import Added
    from onrecord.records import CodedDocument

EVERYTHING = Scope()
_CREATE_LOCK = 7_023_416
"""PostgreSQL advisory lock under which a ledger is made or upgraded; any number will do that is always the same."""


class Ledger:
    """A record over many documents, in SQLite or PostgreSQL. A context manager; not for several threads at once.

    The views are pure functions of the live document versions, derived when first asked for and again after the
    ledger has grown, by this process or another.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine, self.name = engine, name
        self._derived: tuple[State, Derived] | None = None

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
        document = writer.prepare(coded)
        now = _now()
        with database.reporting(self.name):
            try:
                with _writing(self._engine).begin() as connection:
                    return writer.add(connection, document, now)
            except DataError as error:
                reason = " ".join(str(error.orig).split())
                raise DocumentError(coded.document.id, f"{self.name} cannot keep it: {reason}") from error

    def holds(self, document: str, text_sha256: str) -> bool:
        """Whether this very text is known under that document id, be it live or superseded; adding it is idle."""
        query = select(document_versions.c.seq).where(document_versions.c.id == version_id(document, text_sha256))
        with database.reporting(self.name), self._engine.connect() as connection:
            return connection.scalar(query) is not None

    def content_digest(self) -> str:
        """SHA-256 of the content: equal for two ledgers that hold the same, whenever and wherever it was added."""
        with database.reading(self._engine, self.name) as connection:
            return digest.content_digest(connection)

    def coded(self, document: str, version: int | None = None) -> CodedDocument:
        """The coded document as it was added; the live version, or the one of that number.

        Raises:
            KeyError: if the ledger has no such document or version.
        """
        with database.reading(self._engine, self.name) as connection:
            found = snapshot.find_version(connection, document, version)
            query = select(document_versions.c.coded).where(document_versions.c.seq == found)
            return from_json(connection.execute(query).scalar_one())

    def documents(self, scope: Scope = EVERYTHING, *, superseded: bool = False) -> tuple[LedgerDocument, ...]:
        """The documents in order of publication, at will with their superseded versions."""
        return self._read(scope).documents(scope, superseded=superseded)

    def actors(self, scope: Scope = EVERYTHING) -> tuple[LedgerActor, ...]:
        """Everyone named in the documents."""
        return self._read(scope).actors(scope)

    def origins(self) -> tuple[LedgerOrigin, ...]:
        """The independent origins: reports, each with its copies."""
        return self._read().origins()

    def statements(self, scope: Scope = EVERYTHING) -> tuple[LedgerStatement, ...]:
        """The statements by date, else by day of report."""
        return self._read(scope).statements(scope, self._matches(scope))

    def events(self, scope: Scope = EVERYTHING) -> tuple[LedgerEvent, ...]:
        """The events by date, else by day of first report."""
        return self._read(scope).events(scope, self._matches(scope))

    def unreviewed(self, scope: Scope = EVERYTHING) -> tuple[LedgerEvent, ...]:
        """The events that nobody has accepted or corrected as they now are, the least certain first."""
        return tuple(sorted(filterfalse(_is_reviewed, self.events(scope)), key=lambda event: event.confidence))

    def agreements(self, scope: Scope = EVERYTHING) -> tuple[LedgerAgreement, ...]:
        """The agreements, each with its history."""
        return self._read(scope).agreements(scope)

    def accounts(self, scope: Scope = EVERYTHING) -> tuple[LedgerAccount, ...]:
        """The contested propositions, each with both sides."""
        return self._read(scope).accounts(scope)

    def positions(self, scope: Scope = EVERYTHING) -> tuple[LedgerPosition, ...]:
        """Where actors stood on issues, by date."""
        return self._read(scope).positions(scope)

    def find(self, query: str = "", scope: Scope = EVERYTHING, *, limit: int = 50, offset: int = 0) -> Page:
        """Searches statements and events: best match first, without a query the latest first.

        Args:
            query: words that must all occur, ``"a phrase"``, ``prefix*``, ``-without``, ``this OR that``; any other
                punctuation is ignored, so that no query is an error.
            scope: filters that must hold too.
            limit: the most results to return; ``Page.total`` counts all.
            offset: how many to skip.
        """
        scores = self._scores(query)
        matches = None if scope.query == query else self._matches(scope)
        return self._read(scope).page(scores, scope, matches, max(0, limit), max(0, offset))

    def _matches(self, scope: Scope) -> frozenset[str] | None:
        scores = self._scores(scope.query)
        return None if scores is None else frozenset(scores)

    def _scores(self, query: str) -> dict[str, float] | None:
        if not query.strip():
            return None
        with database.reading(self._engine, self.name) as connection:
            return search.scores(connection, query)

    def _read(self, scope: Scope = EVERYTHING) -> Reading:
        with database.reading(self._engine, self.name) as connection:
            derived = self._derive(connection)
        return Reading(derived.unrejected if scope.rejected else derived)

    def _derive(self, connection: Connection) -> Derived:
        """What is derived of the ledger as the connection sees it; kept until the ledger has grown."""
        grown_to = _state(connection)
        state, derived = self._derived or (None, None)
        if state is None or derived is None or state.documents != grown_to.documents:
            taken = snapshot.take(connection)
            derived = Derived.of(taken, Reports(taken.versions, self._texts))
        elif state != grown_to:
            derived = Derived.of(snapshot.retake(connection, derived.snapshot), derived.reports)
        self._derived = grown_to, derived
        return derived

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
            derived = self._derive(connection).unrejected
            return reviewing.review(connection, derived, verdict, *sides, corrections or {}, author, reason, _now())

    def withdraw_review(self, review: str, *, author: str, reason: str) -> None:
        """Takes a review back: the record stands as if it had not been made, whatever was added since.

        Raises:
            JudgementError: if there is no such review, or it is withdrawn already.
            LedgerError: if the ledger is locked or cannot be written.
        """
        with database.reporting(self.name), _writing(self._engine).begin() as connection:
            reviewing.withdraw(connection, review, author, reason, _now())

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
            return reviewing.replay(connection, made)

    def reviews(self) -> tuple[LedgerReview, ...]:
        """Every review, those withdrawn too and those whose record is gone, in the order in which they were made."""
        with database.reading(self._engine, self.name) as connection:
            return tuple(self._derive(connection).unrejected.review_views.all())

    def judge_actors(self, verdict: ActorVerdict, one: str, other: str, *, author: str, reason: str) -> str:
        """Records that two actors (ids) are "same" or "different", for every document now and to come.

        Returns:
            the judgement's id, by which it can be withdrawn.

        Raises:
            JudgementError: if it contradicts a judgement that holds, or there is nothing to judge.
            LedgerError: if the ledger is locked or cannot be written.
        """
        with database.reporting(self.name), _writing(self._engine).begin() as connection:
            return judging.judge(connection, verdict, one, other, author, reason, _now())

    def withdraw_judgement(self, judgement: str, *, author: str, reason: str) -> None:
        """Takes a judgement back: the actors stand as if it had not been made, whatever was added since.

        Raises:
            JudgementError: if there is no such judgement, or it is withdrawn already.
            LedgerError: if the ledger is locked or cannot be written.
        """
        with database.reporting(self.name), _writing(self._engine).begin() as connection:
            judging.withdraw(connection, judgement, author, reason, _now())

    def judgements(self) -> tuple[LedgerJudgement, ...]:
        """Every judgement on actors, those withdrawn too, in the order in which they were made."""
        with database.reading(self._engine, self.name) as connection:
            return judging.views(connection)

    def _texts(self, versions: Iterable[int]) -> dict[int, str]:
        with database.reading(self._engine, self.name) as connection:
            return dict(snapshot.texts(connection, versions))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _is_reviewed(event: LedgerEvent) -> bool:
    return any(made.verdict in ("accept", "correct") and not made.outdated for made in event.reviewed)


def _ids(given: str | Sequence[str]) -> Sequence[str]:
    return (given,) if isinstance(given, str) else given


class State(NamedTuple):
    """What changes whenever the ledger does."""

    documents: tuple[int, ...]
    judgements: tuple[int, ...]


def _state(connection: Connection) -> State:
    counts = func.max(document_versions.c.seq), func.count()
    judged = (n for table in (actor_judgements, reviews) for n in _judged(connection, table))
    versions = connection.execute(select(*counts).select_from(document_versions)).one()
    return State(tuple(n or 0 for n in versions), tuple(judged))


def _judged(connection: Connection, table: Table) -> tuple[int, int]:
    """How many judgements there are, and how many of them are withdrawn."""
    counts = func.count(), func.count(table.c.withdrawn_at)
    made, withdrawn = connection.execute(select(*counts).select_from(table)).one()
    return made, withdrawn


def _writing(engine: Engine) -> Engine:
    return engine.execution_options(**{database.WRITING: True})


def _bring_up_to_date(engine: Engine, name: str) -> None:
    revision = database.stored_revision(engine, name)
    if revision == REVISIONS[-1]:
        return
    if revision is not None and revision not in REVISIONS:
        raise LedgerError(f"{name}: written by a newer onrecord (schema {revision}); upgrade onrecord to open it")
    with database.reporting(name), _writing(engine).begin() as connection:
        _lock_schema(connection)
        from onrecord.ledger import migrations  # imports Alembic, which only a new or an older ledger needs

        migrations.upgrade(connection)


def _lock_schema(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_CREATE_LOCK)))
