"""What only the comparison of both databases shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, insert

from onrecord.ledger import migrations, schema, search, store
from onrecord.ledger.database import locate
from onrecord.ledger.store import Ledger

from .articles import Article, announced, held, letters
from .test_order import VIEWS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def review(ledger: Ledger) -> None:
    by: Any = {"author": "A. Reader", "reason": "read it"}
    ids = {event.type: event.id for event in ledger.events()}
    kerry = next(actor.id for actor in ledger.actors() if actor.name == "John Kerry")
    ledger.review("correct", ids["REJECT"], corrections={"date": "2016", "actors": [kerry]}, **by)
    first, second = next(event.mentions for event in ledger.events() if event.type == "CONSULT")
    ledger.review("different", first.id, second.id, **by)
    ledger.withdraw_review(ledger.review("reject", second.id, **by), **by)


@pytest.mark.postgres
def test_both_databases_hold_and_say_the_same(postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Ledger.open(postgres) as one, Ledger.open(str(tmp_path / "l.db")) as other:
        for made in (announced(), held(), letters()):
            one.add(made.coded())
            other.add(made.coded())
        monkeypatch.setattr(store, "_now", lambda: "2025-01-01T00:00:00+00:00")
        for ledger in (one, other):
            review(ledger)
        assert one.content_digest() == other.content_digest()
        for view in (*VIEWS, "documents", "reviews"):
            assert getattr(one, view)() == getattr(other, view)()


WORDS = [
    "talk",
    "talks",
    "talking",
    "us",
    "u",
    "as",
    "sanctions",
    "sanction",
    "été",
    "2015",
    "5e3",
    "x1",
    "a.b",
    "Ελλάδα",
]
contents = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
terms = st.builds(
    "{}{}{}".format, st.sampled_from(["", "", "-"]), st.sampled_from([*WORDS, "tal", "s"]), st.sampled_from(["", "*"])
)
phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(lambda words: f'"{" ".join(words)}"')
queries = st.lists(terms | phrases | st.just("OR"), min_size=1, max_size=4).map(" ".join)


@pytest.fixture
def both(postgres: str, tmp_path: Path) -> Iterator[tuple[Ledger, Ledger]]:
    with Ledger.open(postgres) as one, Ledger.open(str(tmp_path / "l.db")) as other:
        yield one, other


@pytest.mark.postgres
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(said=st.lists(contents, min_size=1, max_size=4), asked=st.lists(queries, min_size=5, max_size=10))
def test_both_databases_find_the_same(both: tuple[Ledger, Ledger], said: list[str], asked: list[str]) -> None:
    text = "Iran. " + ". ".join(said)
    article = Article(f"a {text}", text)
    for words in said:
        article.statement("irn", words)
    for ledger in both:
        ledger.add(article.coded())
    for query in asked:
        one, other = (found(ledger, query) for ledger in both)
        assert one == other, query


def found(ledger: Ledger, query: str) -> set[str]:
    """What is found: which statement of an utterance matches best is for each database's own ranking to say."""
    rows = ledger.find(query, limit=10_000).rows
    return {hit.utterance.id if hit.utterance else hit.id for hit in rows}


@pytest.mark.postgres
def test_a_row_beyond_what_postgresql_indexes_is_kept(both: tuple[Ledger, Ledger]) -> None:
    long = " ".join(["x" * 3000, "first", *(f"word{n}" for n in range(30_000)), "last"])
    for ledger in both:
        ledger.add(Article("a", f"Iran said: {long}").statement("irn", long).coded())
        assert ledger.find("first").total == ledger.find("x" * 3000).total == ledger.find("xxx*").total == 1
    assert len(long) > search.LONGEST_ROW


@pytest.mark.postgres
def test_the_index_is_used(postgres: str) -> None:
    with Ledger.open(postgres) as ledger, ledger._engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        plan = connection.exec_driver_sql("EXPLAIN SELECT seq FROM search_index WHERE words @@ 'talk'::tsquery")
        assert "ix_search_index_words" in str(plan.all())


@pytest.mark.postgres
def test_an_older_ledger_is_searched_after_its_upgrade(postgres: str) -> None:
    before = ScriptDirectory.from_config(migrations.config()).get_revision("0005").down_revision
    engine = create_engine(locate(postgres))
    with engine.begin() as connection:
        command.upgrade(migrations.config(connection), str(before))
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # a row without its document will do
        row = {"version": 1, "kind": "statement", "names": "iran", "body": "talks would go on"}
        connection.execute(
            insert(schema.search_rows), [{**row, "record": "st_1"}, {**row, "record": "st_2", "body": ""}]
        )
    with Ledger.open(postgres):
        pass
    with engine.connect() as connection:
        assert set(search.scores(connection, '"talk would"')) == {"st_1"}
        assert set(search.scores(connection, "iran -talk")) == {"st_2"}
    engine.dispose()
