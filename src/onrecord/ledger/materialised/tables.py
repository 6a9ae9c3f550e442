"""The tables of materialised views. They hold no content: what they say can be made again from the ledger's rows.

``num`` counts mentions and statements as they come in; nothing that is read depends on it. Hashes are 64 bits, signed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Boolean, Column, Double, Index, Integer, LargeBinary, MetaData, Table, Text

from onrecord.ledger.schema import metadata as ledger_metadata

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

metadata = MetaData(naming_convention=ledger_metadata.naming_convention)


_PLAIN = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that sorts by its characters on every database, as dates must that are compared with prefixes."""


def _text(name: str, *, key: bool = False, null: bool = False, index: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=key, nullable=null, index=index or None)


def _date(name: str, *, key: bool = False, null: bool = False) -> Column[str]:
    return Column(name, _PLAIN, primary_key=key, nullable=null)


def _number(name: str, *, key: bool = False, index: bool = False, null: bool = False) -> Column[int]:
    return Column(name, Integer, primary_key=key, nullable=null, index=index or None, autoincrement=False)


def _hash(name: str, *, key: bool = False, null: bool = False, index: bool = False) -> Column[int]:
    return Column(name, BigInteger, primary_key=key, nullable=null, index=index or None, autoincrement=False)


def _partial_index(name: str, *columns: Column[Any], where: ColumnElement[bool]) -> None:
    """Makes an index of those rows alone of which something holds."""
    Index(name, *columns, sqlite_where=where, postgresql_where=where)


_ROLE = ["role"]
"""What an index of actors holds beside its columns. SQLite's have every key of the table; PostgreSQL's have only what
they are given, and without it the whole table is read."""


def _in_statements(name: str) -> Table:
    """A list of who has which role in statements, each with the statement's moment."""
    key = _number("num", key=True), _text("role", key=True), _text("actor", key=True)
    table = Table(name, metadata, *key, _date("moment"), sqlite_with_rowid=False)
    Index(None, table.c.actor, table.c.num)
    Index(None, table.c.actor, table.c.moment, table.c.num, postgresql_include=_ROLE)
    return table


pending = Table("pending_versions", metadata, _number("version", key=True))
"""Document versions of which something has changed since the views were renewed."""

pending_actors = Table("pending_actors", metadata, _text("actor", key=True))
"""Actors of whom people have judged something since."""

read_versions = Table(
    "read_versions",
    metadata,
    _number("version", key=True),
    _text("document", index=True),
    _date("reported"),
    _text("origin", null=True, index=True),
    Column("tallies", LargeBinary, nullable=True),
    Column("context", LargeBinary, nullable=True),
)
"""The live versions as they were last read: their origin, what they say of actors, the stems of their records."""
Index(None, read_versions.c.reported, read_versions.c.version)

sketch_hashes = Table(
    "sketch_hashes",
    metadata,
    _hash("hash", key=True),
    _date("moment", key=True),
    _text("document", key=True),
    _number("version", key=True),
    sqlite_with_rowid=False,
)
"""Hashes of sketches by which copies are found, in the order of reports; ``moment`` is "" for undated documents."""

copies = Table(
    "copies",
    metadata,
    _number("version", key=True),
    _number("of", key=True, index=True),
    _text("rule"),
    Column("overlap", Double, nullable=False),
    sqlite_with_rowid=False,
)
"""Copies of reports, each later version with an earlier one."""

naming = Table(
    "naming",
    metadata,
    _number("version", key=True),
    _text("actor", key=True),
    sqlite_with_rowid=False,
)
"""Which live versions name an actor (by identity), or have a record that is corrected to one."""
Index(None, naming.c.actor, naming.c.version)

actor_names = Table(
    "actor_names",
    metadata,
    _text("actor", key=True),
    _text("name", key=True),
    _text("kind", key=True),
    _text("sector", key=True),
    _text("words"),
    _number("count"),
    sqlite_with_rowid=False,
)
"""How often documents call an actor so; ``sector`` is "" for none."""

actor_roles = Table(
    "actor_roles",
    metadata,
    _text("actor", key=True),
    _text("words", key=True),
    _text("status", key=True),
    _text("of", key=True),
    _text("title", key=True),
    _date("day", key=True),
    _number("count"),
    sqlite_with_rowid=False,
)
"""How many documents of a day give an actor a role; ``of`` and ``day`` are "" for none."""
Index(None, actor_roles.c.words, actor_roles.c.actor)

actor_days = Table(
    "actor_days",
    metadata,
    _text("actor", key=True),
    _date("day", key=True),
    _number("count"),
    sqlite_with_rowid=False,
)
"""On which days documents name an actor."""

actor_resolutions = Table(
    "actor_resolutions",
    metadata,
    _text("actor", key=True),
    _text("block", index=True),
    _text("root", index=True),
    _text("reason", null=True),
    Column("described", Boolean, nullable=False),
    sqlite_with_rowid=False,
)
"""Which identity stands for each; ``block`` is what identities that may be one have in common."""

actor_standings = Table(
    "actor_standings",
    metadata,
    _text("root", key=True),
    _text("name"),
    _text("kind"),
    _text("sector", null=True),
    _text("country", null=True, index=True),
    sqlite_with_rowid=False,
)
"""The actors as they are compared and shown, by the identity that stands for them."""

event_mentions = Table(
    "told_mentions",
    metadata,
    Column("num", Integer, primary_key=True),
    _text("mention"),
    _number("version", index=True),
    _date("moment"),
    Column("portrait", LargeBinary, nullable=False),
    _hash("assertion", index=True),
    _hash("day", null=True, index=True),
    _hash("month", null=True, index=True),
    Column("whole_month", Boolean, nullable=False),
    _text("held", null=True, index=True),
    Column("open", Boolean, nullable=False),
    _text("speaker", null=True),
    _text("event", null=True),
    _text("rule", null=True),
    _text("reason", null=True),
    _number("place", null=True),
    _number("search_row", null=True),
    sqlite_autoincrement=True,
)
"""Event mentions as reviewed, with what makes them comparable, and the event that they are in.

``moment`` is the day that a mention gives, else that of its report. ``search_row`` is the ``seq`` under which its words
are searched (``search_rows``): these rise as documents come, so that an index of them tells the events of a search's
matches from few pages, where ids are spread over all.
"""
Index(None, event_mentions.c.search_row, event_mentions.c.event, event_mentions.c.moment)
Index("uq_told_mentions_mention", event_mentions.c.mention, unique=True)
Index(None, event_mentions.c.mention, event_mentions.c.event)
Index(None, event_mentions.c.event, event_mentions.c.mention)

event_keys = Table(
    "event_keys",
    metadata,
    _hash("key", key=True),
    _number("num", key=True),
    sqlite_with_rowid=False,
)
"""What few mentions share (:func:`onrecord.ledger.coreference.keys`)."""

event_links = Table(
    "event_links",
    metadata,
    _number("one", key=True),
    _number("other", key=True),
    sqlite_with_rowid=False,
)
"""Mentions that are alike, each pair both ways."""

events = Table(
    "told_events",
    metadata,
    _text("event", key=True),
    _text("type"),
    _date("first"),
    _text("date", null=True),
    _text("factuality"),
    _text("country", null=True),
    Column("announced", Boolean, nullable=False),
    Column("held", Boolean, nullable=False),
    Column("denied", Boolean, nullable=False),
    _hash("subject", null=True, index=True),
    _text("commitment", null=True),
    Column("confidence", Double, nullable=False),
    sqlite_with_rowid=False,
)
"""Events with what they are filtered and ordered by.

``first`` is the day, or that of the first report; ``factuality`` that of the latest report, ``country`` that of the
place. ``announced`` are those that a report from before their day tells as what will be, ``held`` those that one from
their day or later tells as a fact, ``denied`` those of which one says that they are not so. Of one ``subject`` are
events that may contradict each other; ``commitment`` says which of the two a threat or promise is. ``confidence`` is
that of the surest mention.
"""
_partial_index("ix_told_events_denied", events.c.event, where=events.c.denied)
Index(None, events.c.confidence, events.c.event)
_partial_index("ix_told_events_committed", events.c.first, where=events.c.commitment.is_not(None))
Index(None, events.c.first, events.c.event)

event_dates = Table(
    "event_dates",
    metadata,
    _text("event", key=True),
    _date("date", key=True),
    Column("again", Boolean, nullable=False),
    sqlite_with_rowid=False,
)
"""The days by which an event is found: its own, else those of its reports; ``again`` are all but the first of these."""
Index(None, event_dates.c.date, event_dates.c.event)
_partial_index("ix_event_dates_again", event_dates.c.again, event_dates.c.event, where=event_dates.c.again)

event_actors = Table(
    "event_actors",
    metadata,
    _text("event", key=True),
    _text("role", key=True),
    _text("actor", key=True),
    _date("first"),
    _text("beside"),
    sqlite_with_rowid=False,
)
"""Who takes part in an event ("actor", "recipient"), and on whose word it is told ("speaker").

``first`` is the event's, so that somebody's events of a period are counted without a look at the events. ``beside`` is
who takes part as well, so that the events of several together are found off an index: an actor where that is one row
(itself, where it has both roles), "" where there is none and for a speaker, :data:`SEVERAL` where there are more.
"""
Index(None, event_actors.c.actor, event_actors.c.first, event_actors.c.event, postgresql_include=_ROLE)
Index(
    None,
    event_actors.c.actor,
    event_actors.c.beside,
    event_actors.c.first,
    event_actors.c.event,
    postgresql_include=_ROLE,
)
SEVERAL = "*"

event_contexts = Table(
    "event_contexts", metadata, _text("event", key=True), _text("context", key=True), sqlite_with_rowid=False
)
Index(None, event_contexts.c.context, event_contexts.c.event)

said = Table(
    "said_statements",
    metadata,
    Column("num", Integer, primary_key=True),
    _text("statement"),
    _number("version", index=True),
    _hash("commitment", null=True, index=True),
    Column("said", LargeBinary, nullable=False),
    _hash("claim", index=True),
    _text("source", null=True, index=True),
    _date("date"),
    _date("moment"),
    _date("document"),
    _number("start"),
    _text("utterance", null=True, index=True),
    _text("rule", null=True),
    Column("share", Double, nullable=True),
    _number("length", null=True),
    _text("speaker", null=True),
    _text("other", null=True),
    _number("place", null=True),
    _number("search_row", null=True),
    _date("first", null=True),
    sqlite_autoincrement=True,
)
"""Statements as reviewed, with what makes them comparable, and the utterance that they report.

``commitment`` is the claim of those that threaten or promise; ``search_row`` as in ``told_mentions``. ``first`` is the
earliest ``moment`` that a statement of the utterance has, "" for none; those that stand for one have it.
"""
Index(
    "ix_said_statements_search_row",
    said.c.search_row,
    said.c.utterance,
    said.c.place,
    said.c.statement,
    said.c.date,
)
Index("uq_said_statements_statement", said.c.statement, unique=True)
Index(None, said.c.moment, said.c.document, said.c.start, said.c.statement)
_partial_index("ix_said_statements_first", said.c.date, said.c.statement, where=said.c.place == 0)
_partial_index("ix_said_statements_standing", said.c.first, said.c.utterance, where=said.c.place == 0)
_partial_index("ix_said_statements_again", said.c.place, where=said.c.place > 0)

said_keys = Table("said_keys", metadata, _hash("key", key=True), _number("num", key=True), sqlite_with_rowid=False)
"""What few statements share (:func:`onrecord.ledger.utterances.keys`)."""

said_links = Table(
    "said_links", metadata, _number("one", key=True), _number("other", key=True), sqlite_with_rowid=False
)
"""Statements that are alike, each pair both ways."""

said_actors = _in_statements("said_actors")
"""Who makes a statement ("source"), to whom ("addressee"), and who carries it ("via"); ``moment`` is its own."""

said_about = Table(
    "said_about", metadata, _number("num", key=True), _text("mention", key=True, index=True), sqlite_with_rowid=False
)
"""The event mentions that a statement tells of, or is."""

said_parties = _in_statements("said_parties")
"""Who takes part in the events that a statement tells of, or is ("actor", "recipient"), and its moment."""

said_kinds = Table(
    "said_kinds", metadata, _number("num", key=True), _text("kind", key=True), _date("moment"), sqlite_with_rowid=False
)
"""The types and contexts of these events."""
Index(None, said_kinds.c.kind, said_kinds.c.moment, said_kinds.c.num)

event_tallies = Table(
    "event_tallies",
    metadata,
    _text("type", key=True),
    _date("month", key=True),
    _date("year", key=True),
    _number("count"),
    sqlite_with_rowid=False,
)
"""How many events there are of a type, by month of their date and year of ``first``; either is "" if unknown."""

said_tallies = Table("said_tallies", metadata, _date("year", key=True), _number("count"), sqlite_with_rowid=False)
"""How many statements were made in a year, which is "" if unknown."""

part_tallies = Table(
    "part_tallies",
    metadata,
    _text("actor", key=True),
    _text("role", key=True),
    _number("count"),
    sqlite_with_rowid=False,
)
"""In how many events and statements an actor has a role (those of ``event_actors`` and ``said_actors``)."""

joining_keys = Table(
    "joining_keys",
    metadata,
    _text("kind", key=True),
    _hash("key", key=True),
    _number("version", key=True, index=True),
    sqlite_with_rowid=False,
)
"""What agreements and contested propositions are recognised by in several document versions."""
