"""What docs/cluster.md says: the tables as they are, and every query on a corpus whose answers are known."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.cluster.columns import FAILURES, TABLES
from onrecord.cluster.folder import Folder, Job

from .stub import INFO, Loads

pytest.importorskip("pyarrow", reason="Parquet needs pyarrow")

from onrecord.cluster.worker import Work, Worker

if TYPE_CHECKING:
    from .conftest import Plan

PAGE = (Path(__file__).parents[2] / "docs" / "cluster.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


@pytest.fixture
def coded(folder: Folder, plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The corpus coded into ``coded/``, which the examples name."""
    worker = Worker(Work(folder, Job(INFO), Loads(tmp_path / "loads")))
    for shard in plan(most=4000):
        worker.code(shard)
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("coded")
def test_duckdb() -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is for these examples only")
    by_month, said, failures = (duckdb.sql(query).fetchall() for query in blocks("sql"))
    assert by_month == [(f"2025-0{month}", "IRN", "RUS", "CONSULT", 12) for month in (1, 2, 3)] + [
        ("unknown", "IRN", "RUS", "CONSULT", 4)
    ]
    assert len(said) == 20
    assert {row[2:] for row in said} == {("Iran", "“We agree,”")}
    assert sorted(failures) == [("language", "de", 1), ("uncoded", None, 1), ("unreadable", None, 1)]


@pytest.mark.usefixtures("coded")
def test_polars() -> None:
    pytest.importorskip("polars", reason="polars is for these examples only")
    counting, whole = blocks("python")
    names: dict[str, Any] = {}
    exec(counting, names)
    assert sorted(names["named"].rows()) == [("Iran", "IRN", 40), ("Russia", "RUS", 40)]
    exec(whole, names)
    assert len(names["documents"]) == 10
    assert all(document.coder == INFO for document in names["documents"])


@pytest.mark.parametrize("table", [*TABLES, "failures"])
def test_the_page_names_every_column(table: str) -> None:
    (row,) = re.findall(rf"^\| `{table}` \|.*?\| (.*) \|$", PAGE, re.MULTILINE)
    columns = TABLES.get(table, FAILURES)
    assert re.findall(r"`(\w+)`", row) == [column.name for column in columns]
