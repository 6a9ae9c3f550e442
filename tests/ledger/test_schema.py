from __future__ import annotations

import dataclasses

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, create_engine, insert, inspect, select, text

from onrecord.ledger import migrations, schema, snapshot
from onrecord.ledger.database import locate
from onrecord.ledger.materialised import tables
from onrecord.ledger.rows import SearchRow, SituationBriefRow, SituationRow, VersionRow
from onrecord.ledger.store import Ledger

ROW_CLASSES = {
    **snapshot.ROW_CLASSES,
    "document_versions": VersionRow,
    "search_rows": SearchRow,
    "situations": SituationRow,
    "situation_briefs": SituationBriefRow,
}


@pytest.mark.parametrize("table", sorted(ROW_CLASSES))
def test_row_classes_have_the_columns_of_their_tables(table: str) -> None:
    fields = [field.name for field in dataclasses.fields(ROW_CLASSES[table])]
    columns = [column.name for column in schema.metadata.tables[table].c]
    unread = {"document_versions": ["text", "coded"], "search_rows": ["seq"]}.get(table, [])
    assert fields == [column for column in columns if column not in unread]


def test_every_table_is_written() -> None:
    beside = (*schema.JUDGED, *schema.FOLLOWED, *schema.FOREIGN)
    written = {table.name for table in (*schema.SHARED, *schema.OWNED, *beside)} | {
        "documents",
        "document_versions",
    }
    assert written == set(schema.metadata.tables)


def test_migrations_make_the_schema(location: str) -> None:
    Ledger.open(location).close()
    engine = create_engine(locate(location))
    whole = MetaData(naming_convention=schema.metadata.naming_convention)
    for table in (*schema.metadata.tables.values(), *tables.metadata.tables.values()):
        table.to_metadata(whole)
    mine = {*whole.tables}
    with engine.connect() as connection:
        options = {
            "compare_type": True,
            "version_table": schema.VERSION_TABLE,
            "include_name": lambda name, kind, _: kind != "table" or name in mine,
        }
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, whole) == []
        partial = text("SELECT sql FROM sqlite_master WHERE name = 'uq_document_versions_live'")
        if engine.dialect.name == "sqlite":
            assert str(connection.scalar(partial)).endswith("WHERE superseded_by IS NULL")
    engine.dispose()


def test_what_a_table_held_is_there_after_it_is_made_anew(location: str) -> None:
    engine = create_engine(locate(location))
    actor = {"root": "ac_1", "name": "Sergei Lavrov", "kind": "person", "country": "RUS", "sector": None}
    with engine.begin() as connection:
        command.upgrade(migrations.config(connection), "0013")
        connection.execute(insert(tables.actor_standings), [actor, {**actor, "root": "ac_0"}])
        command.upgrade(migrations.config(connection), "0016")
    with engine.connect() as connection:
        asked = select(tables.actor_standings).order_by(tables.actor_standings.c.root)
        kept = [dict(row) for row in connection.execute(asked).mappings()]
        assert kept == [{**actor, "root": "ac_0"}, actor]
        names = {one["name"] for one in inspect(connection).get_indexes("told_events")}
        assert names == {index.name for index in tables.events.indexes}
    engine.dispose()


def test_known_revisions_are_those_of_the_migrations() -> None:
    scripts = ScriptDirectory.from_config(migrations.config())
    newest_first = [script.revision for script in scripts.walk_revisions()]
    assert tuple(reversed(newest_first)) == schema.REVISIONS
