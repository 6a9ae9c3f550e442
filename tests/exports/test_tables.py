"""CSV and Parquet read back, cell by cell against the record, and the codebook against both."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.exports import parquet
from onrecord.exports.columns import COLUMNS
from onrecord.records import is_iso_prefix

from .conftest import threatening

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.ledger.store import Ledger
    from tests.exports.conftest import Export

PARTS = tuple(COLUMNS)


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("what", PARTS)
def test_the_codebook_describes_the_columns_in_their_order(exported: Export, what: str) -> None:
    (header, *_) = csv.reader(io.StringIO(exported("csv", what), newline=""))
    described = table(exported("codebook", what))
    assert list(dict.fromkeys(row["column"] for row in described)) == header
    assert all(row["holds"] for row in described)


@pytest.mark.parametrize("what", PARTS)
def test_cells_are_what_the_codebook_says(record: Ledger, exported: Export, what: str) -> None:
    record.add(threatening().coded())
    described = table(exported("codebook", what))
    rows = table(exported("csv", what))
    assert rows
    for name, kind in {row["column"]: row["kind"] for row in described}.items():
        closed = {row["value"] for row in described if row["column"] == name} - {""}
        cells = {row[name] for row in rows} - {""}
        assert not closed or cells <= closed, name
        assert all(fits(cell, kind) for cell in cells), name


def fits(cell: str, kind: str) -> bool:
    if kind == "date":
        return is_iso_prefix(cell[:10])
    if kind == "flag":
        return cell in ("True", "False")
    if kind in ("integer", "number"):
        return float(cell) == float(cell) and (kind == "number" or cell.isdigit())
    return True


def test_events_as_csv_are_those_of_the_record(record: Ledger, exported: Export) -> None:
    rows = table(exported("csv"))
    dyads = {
        (event.id, actor and actor.name, recipient and recipient.name, event.date or "", event.latest.evidence.quote)
        for event in record.events()
        for actor in event.actors or (None,)
        for recipient in event.recipients or (None,)
    }
    read = {(r["event"], r["actor_name"] or None, r["recipient_name"] or None, r["date"], r["quote"]) for r in rows}
    assert read == dyads


@pytest.mark.parametrize("what", PARTS)
def test_parquet_holds_the_same_rows_with_types(
    record: Ledger, exported: Export, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    monkeypatch.setattr(parquet, "ROWS_AT_ONCE", 3)
    path = tmp_path / "table.parquet"
    with path.open("w") as stream:
        parquet.write(record, what, stream)
    read = pq.read_table(path)
    rows = [{name: as_csv(value) for name, value in row.items()} for row in read.to_pylist()]
    assert rows == table(exported("csv", what))
    for column in COLUMNS[what]:
        assert read.schema.field(column.name).metadata[b"description"].decode() == column.holds


def as_csv(value: Any) -> str:
    return "" if value is None else str(value)


def test_an_event_as_json_is_the_view(record: Ledger, exported: Export) -> None:
    written = list(map(json.loads, exported("jsonl").splitlines()))
    assert [(e["event"], e["date"], [a["name"] for a in e["actors"]], len(e["mentions"])) for e in written] == [
        (e.id, e.date, [a.name for a in e.actors], len(e.mentions)) for e in record.events()
    ]
