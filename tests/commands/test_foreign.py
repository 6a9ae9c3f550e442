"""``import`` and ``compare`` as a user meets them."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

import onrecord
from tests.foreign import files

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.conftest import Run


@pytest.fixture
def week(tmp_path: Path) -> Path:
    path = tmp_path / "week.tab"
    path.write_text(files.icews({}, {"Event ID": "2", "CAMEO Code": "112"}), encoding="utf-8")
    return path


def test_importing_twice_changes_nothing(run: Run, week: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "l.db"
    first = run("import", week, "--from", "icews", "--ledger", ledger)
    assert (first.status, first.out, first.err) == (0, "", f"onrecord: {ledger}: 2 added, 0 unchanged\n")
    assert "0 added, 2 unchanged" in run("import", week, "--ledger", ledger).err
    with onrecord.open_ledger(str(ledger)) as opened:
        assert sorted(row.record.own_id for row in opened.foreign_events()) == ["2", "20718170"]


def test_bad_rows_are_named_and_the_rest_imported(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "day.csv"
    path.write_text(files.gdelt({}, {1: "?"}, {0: "3"}, {1: "2015"}), encoding="utf-8")
    done = run("import", path, tmp_path / "missing", "--ledger", tmp_path / "l.db")
    assert done.status == 1
    *named, summary = done.err.splitlines()
    assert [line.split(": ")[1] for line in named] == [f"{path}:2", f"{path}:4", str(tmp_path / "missing")]
    assert summary.endswith("2 added, 0 unchanged, 3 could not be read")


def test_more_rows_than_a_batch(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.commands.foreign.BATCH", 3)
    path = tmp_path / "day.csv"
    path.write_text(files.gdelt(*({0: str(number)} for number in range(7))), encoding="utf-8")
    assert "7 added" in run("import", path, "--ledger", tmp_path / "l.db").err


def test_an_unknown_data_set_is_refused(run: Run, week: Path, tmp_path: Path) -> None:
    done = run("import", week, "--from", "acled", "--ledger", tmp_path / "l.db")
    assert (done.status, done.out) == (2, "")
    assert "icews, gdelt, polecat" in done.err
    assert not (tmp_path / "l.db").exists()


def test_compare(run: Run, week: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "l.db"
    run("import", week, "--ledger", ledger)
    lines = [json.loads(line) for line in run("compare", "--ledger", ledger, "--actors", "Norway,irn").out.splitlines()]
    assert lines == [
        {"month": "2015-04", "actor": "NOR", "recipient": "IRN", "quad": quad, "own": 0, "own_other": 0, "icews": 1}
        for quad in ("verbal conflict", "verbal cooperation")
    ]
    rows = list(csv.DictReader(io.StringIO(run("compare", "--ledger", ledger, "--format", "csv").out)))
    assert [row["icews"] for row in rows] == ["1", "1"]
    assert "NOR" in run("compare", "--ledger", ledger, "--format", "table").out
    assert run("compare", "--ledger", ledger, "--since", "2016").out == ""


def test_compare_says_what_is_not_there(run: Run, article: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "l.db"
    run("add", article, "--ledger", ledger)
    assert "onrecord import" in run("compare", "--ledger", ledger).err
    nowhere = tmp_path / "week.tab"
    nowhere.write_text(files.icews({"Target Country": "Africa"}), encoding="utf-8")
    run("import", nowhere, "--ledger", ledger)
    assert "icews 1" in run("compare", "--ledger", ledger).err
    assert run("compare", "--ledger", ledger, "--actors", "Atlantis").status == 2
    assert run("compare", "--ledger", tmp_path / "none.db").status == 2
