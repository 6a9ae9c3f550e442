"""CSV, TSV and Parquet: a document a row, by the usual names or by those that are given."""

from __future__ import annotations

import csv
import io
import tracemalloc
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import ConfigurationError, DocumentError, SourceError
from onrecord.records import Document
from onrecord.sources import read
from onrecord.sources.options import parse_columns

from .conftest import Write, documents, line, refusal

pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

TEXT = "The envoys met, “at last”, on Monday.\n\nThey left."


def table(*rows: tuple[str, ...], delimiter: str = ",") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue()


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_a_row_is_a_document(write: Write, delimiter: str) -> None:
    rows = table(
        ("Headline", "Body", "Source", "Date", "URL"),
        ("Envoys meet", TEXT, "Haven Herald", "2025-03-08", "https://haven.test/1"),
        delimiter=delimiter,
    )
    (document,) = documents(write("t.csv", "\ufeff" + rows))
    meta = document.meta
    assert document.text == TEXT
    assert (meta.id, meta.title, meta.outlet, meta.published) == (
        "https://haven.test/1",
        "Envoys meet",
        "Haven Herald",
        "2025-03-08",
    )


def test_columns_of_one_s_own(write: Write) -> None:
    rows = table(("nr", "story", "kopf"), *[(str(n), f"The envoys met {n} times.", "Talks") for n in range(4)])
    name = write("t.csv", rows)
    assert "say which column it is with --columns text=NAME; its columns are nr, story, kopf" in refusal(name).reason
    found = list(read([name], columns=parse_columns("text=story, title=kopf,id=nr")))
    assert [(unit.meta.id, unit.meta.title) for unit in found if isinstance(unit, Document)] == [
        (str(n), "Talks") for n in range(4)
    ]
    (error,) = read([name], columns={"text": "absent"})
    assert "no column 'absent' for 'text'" in str(error)


def test_columns_rename_the_keys_of_json_too(write: Write) -> None:
    (found,) = read(
        [write("a.jsonl", line(maintext=TEXT, kopf="Talks"))], columns={"text": "maintext", "title": "kopf"}
    )
    assert isinstance(found, Document)
    assert (found.text, found.meta.title) == (TEXT, "Talks")


@pytest.mark.parametrize("given_", ["text", "text=", "=body", "story=body", "text=a,text=b", "text=a,,"])
def test_wrong_columns_are_refused(given_: str) -> None:
    with pytest.raises(ConfigurationError, match="--columns"):
        parse_columns(given_)


def test_broken_rows_cost_themselves(write: Write) -> None:
    good = table(("id", "text"), ("1", "The envoys met."))
    raw = good.encode() + b"2,too,many\r\n3,caf\xe9\r\n4,\r\n5,They left.\r\n"
    found = list(read([write("t.csv", raw)]))
    assert [unit.where if isinstance(unit, DocumentError) else unit.meta.id for unit in found] == [
        "1",
        "t.csv:3",
        "t.csv:4",
        "t.csv:5",
        "5",
    ]


def test_a_cell_without_end_is_bounded(write: Write) -> None:
    name = write("t.csv", 'id,text\n1,The envoys met.\n2,"' + "no end\n" * 6_000_000)
    found = list(read([name]))
    assert "field larger than field limit (33554432)" in str(found[-1])


def test_a_long_table_is_read_in_little_memory(write: Write) -> None:
    name = write("t.csv", "id,text\n" + "".join(f'{n},"The envoys met {n}. {"x" * 900}"\n' for n in range(10_000)))
    list(read([write("u.csv", "id,text\n1,a b\n")]))
    tracemalloc.start()
    count = sum(isinstance(unit, Document) for unit in read([name]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 10_000
    assert peak < 3_000_000


def write_parquet(path: Path, columns: dict[str, Any], **options: Any) -> str:
    parquet.write_table(pyarrow.table(columns), path, **options)
    return str(path)


def test_parquet(tmp_path: Path) -> None:
    columns = {
        "id": [7, 8, 9],
        "text": [TEXT, None, "They left."],
        "published": [datetime(2025, 3, 8, 13, 21, tzinfo=UTC), None, date(2025, 3, 9)][:1] * 3,
        "author": [["Ada Writer", "Ben Scribe"], None, []],
        "other": [1.5, float("nan"), None],
    }
    found = list(read([write_parquet(tmp_path / "t.parquet", columns)]))
    first, second, third = found
    assert isinstance(first, Document)
    assert (first.text, first.meta.id) == (TEXT, "7")
    assert first.meta.published == "2025-03-08T13:21:00+00:00"
    assert first.meta.author == "Ada Writer; Ben Scribe"
    assert isinstance(second, DocumentError)
    assert second.where.endswith("#2")
    assert isinstance(third, Document)


def test_parquet_on_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_parquet(tmp_path / "t.parquet", {"id": ["a"], "text": [TEXT]})
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(Path(path).read_bytes())))
    (document,) = documents("-")
    assert document.meta.id == "a"


def test_parquet_that_is_damaged(tmp_path: Path) -> None:
    path = Path(write_parquet(tmp_path / "t.parquet", {"id": [str(n) for n in range(99)], "text": [TEXT] * 99}))
    whole = path.read_bytes()
    for kept in (whole[:-20], whole[: len(whole) // 2], whole[:4] + b"\xff" * 40 + whole[44:], b"PAR1"):
        path.write_bytes(kept)
        found = list(read([str(path)]))
        assert isinstance(found[-1], SourceError)
        assert "\n" not in str(found[-1])


def test_a_large_row_group_is_read_a_few_rows_at_a_time(tmp_path: Path) -> None:
    texts = [f"The envoys met {n}. " + str(n) * 400 for n in range(30_000)]
    path = write_parquet(tmp_path / "t.parquet", {"id": list(range(30_000)), "text": texts}, row_group_size=30_000)
    pool = pyarrow.default_memory_pool()
    before = pool.bytes_allocated()
    most = 0
    for number, unit in enumerate(read([path])):
        assert isinstance(unit, Document)
        if number % 1000 == 0:
            most = max(most, pool.bytes_allocated() - before)
    assert most < 16_000_000


CELLS = st.text(st.characters(codec="utf-8"), max_size=40)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=8))
def test_any_csv_gives_documents_and_errors(write: Write, rows: list[list[str]]) -> None:
    stream = io.StringIO()
    csv.writer(stream).writerows([["id", "text", "title"], *rows])
    for unit in read([write("any.csv", stream.getvalue())]):
        assert isinstance(unit, DocumentError) or unit.text


@given(st.lists(st.tuples(st.text("abc", min_size=1, max_size=5), CELLS.filter(str.strip)), min_size=1, max_size=6))
def test_texts_of_a_table_are_unchanged(write: Write, rows: list[tuple[str, str]]) -> None:
    texts = ["They left.", *[text for _, text in rows if "\0" not in text and "\ufeff" not in text]]
    stream = io.StringIO()
    csv.writer(stream).writerows([("text", "title"), *[(text, "x") for text in texts]])
    found = [unit.text for unit in read([write("any.csv", stream.getvalue())]) if isinstance(unit, Document)]
    assert set(found) <= set(texts)
    assert len(found) >= len([text for text in texts if text.isprintable()])
