"""A worker's shard: everything once, whole or not at all, whatever dies on the way."""

from __future__ import annotations

import multiprocessing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.cluster.columns import FAILURES, TABLES
from onrecord.cluster.folder import Folder, Job
from onrecord.errors import ConfigurationError, DocumentError
from onrecord.interchange import from_json
from onrecord.records import CoderInfo

from .conftest import document
from .stub import INFO, TEXT, Loads, Stub

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.cluster.plan import Shard

    from .conftest import Plan

dataset = pytest.importorskip("pyarrow.dataset", reason="Parquet needs pyarrow")

from onrecord.cluster.loading import coded_documents  # noqa: E402
from onrecord.cluster.worker import MOST_DEATHS, Work, Worker  # noqa: E402

GOOD = {f"d{number}" for number in range(40)}


def table(folder: Folder, name: str) -> list[dict[str, Any]]:
    """The rows of a dataset as another program reads them."""
    path = folder.path / name
    return list(dataset.dataset(path, partitioning="hive").to_table().to_pylist()) if path.exists() else []


@pytest.fixture
def work(folder: Folder, tmp_path: Path) -> Work:
    return Work(folder, Job(INFO), Loads(tmp_path / "loads"))


def test_a_shard_is_written_whole(work: Work, plan: Plan) -> None:
    (shard,) = plan()
    receipt = Worker(work).code(shard)
    assert {row["document"] for row in table(work.folder, "documents")} == GOOD
    assert (receipt.documents, receipt.failed) == (40, {"unreadable": 1, "language": 1, "uncoded": 1})
    for name in TABLES:
        assert len(table(work.folder, name)) == receipt.rows[name]
    failures = {row["document"]: (row["kind"], row["language"]) for row in table(work.folder, "failures")}
    assert failures.pop("german") == ("language", "de")
    assert failures.pop("fails") == ("uncoded", None)
    ((place, kind),) = failures.items()
    assert place.endswith("a.jsonl:26")
    assert kind == ("unreadable", None)
    assert sum(receipt.files.values()) == sum(path.stat().st_size for path in work.folder.path.rglob("*.parquet"))


MATCH = (
    "The striker scored twice in the second half as the home side beat their rivals three goals to one in front of a "
    "full stadium, and the coach praised the goalkeeper, who saved a penalty just before the interval. The club is now "
    "second in the league, four points behind the champions, with eleven matches of the season left to play."
)


def test_what_holds_no_politics_is_passed_over_if_asked(folder: Folder, tmp_path: Path, plan: Plan) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text("\n".join((document(1), document(2, MATCH))), encoding="utf-8")
    (shard,) = plan(lines)
    receipt = Worker(Work(folder, Job(INFO, gate=True), Loads(tmp_path / "loads"))).code(shard)
    assert (receipt.documents, receipt.failed) == (1, {"gate": 1})
    assert [(row["document"], row["kind"]) for row in table(folder, "failures")] == [("d2", "gate")]


def test_months_are_folders(work: Work, plan: Plan) -> None:
    Worker(work).code(*plan())
    months = {path.name for path in (work.folder.path / "documents").iterdir()}
    assert months == {"month=2025-01", "month=2025-02", "month=2025-03", "month=unknown"}
    for row in table(work.folder, "documents"):
        assert row["month"] == (row["published"] or "unknown")[:7]


def test_columns_are_those_that_are_described(work: Work, plan: Plan) -> None:
    Worker(work).code(*plan())
    for name, columns in {**TABLES, "failures": FAILURES}.items():
        path = work.folder.path / name
        if path.exists():
            schema = dataset.dataset(path).schema
            assert schema.names == [column.name for column in columns]
            described = [schema.field(column.name).metadata[b"description"].decode() for column in columns]
            assert described == [column.holds for column in columns]


def test_the_whole_document_comes_back(work: Work, plan: Plan) -> None:
    Worker(work).code(*plan())
    errors: list[DocumentError] = []
    back = list(coded_documents(work.folder, lambda *_: True, errors.append))
    assert errors == []
    assert {coded.document.id for coded in back} == GOOD
    rows = {row["document"]: row for row in table(work.folder, "coded")}
    assert all(from_json(rows[coded.document.id]["coded"]) == coded for coded in back)
    assert not list(coded_documents(work.folder, lambda *_: False, errors.append))


def test_a_finished_shard_is_not_coded_again(work: Work, plan: Plan, tmp_path: Path) -> None:
    (shard,) = plan()
    worker = Worker(work)
    first = worker.code(shard)
    assert worker.code(shard) == first == Worker(work).code(shard)
    assert len((tmp_path / "loads").read_text(encoding="ascii").splitlines()) == 1


def test_what_an_unfinished_shard_left_is_cleared(work: Work, plan: Plan) -> None:
    """As if the worker had died when all files stood but the marker did not."""
    one, two = plan(most=3000)
    Worker(work).code(one)
    Worker(work).code(two)
    (work.folder.path / "_finished" / f"{two.name}.json").unlink()
    with work.folder.attempt(two.name):
        work.folder.begin(work.job)
        assert not any((work.folder.path / "_staging").iterdir())
    assert not list(work.folder.path.rglob(f"{two.name}-*.parquet"))
    assert list(work.folder.path.rglob(f"{one.name}-*.parquet"))
    Worker(work).code(two)
    assert sorted(row["document"] for row in table(work.folder, "documents")) == sorted(GOOD)


def code(work: Work, shard: Shard) -> None:
    """What the other process does."""
    Worker(work).code(shard)


def die_at(work: Work, shard: Shard) -> int | None:
    """Codes in another process, as long as it lives; its exit status."""
    process = multiprocessing.get_context("spawn").Process(target=code, args=(work, shard))
    process.start()
    process.join(60)
    return process.exitcode


def test_a_document_that_kills_is_left_out_the_third_time(work: Work, plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "deadly.jsonl"
    lines = [
        document(number, "Iran met Russia. “We agree,” Iran said. die" if number == 7 else TEXT) for number in range(9)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    (shard,) = plan(path)
    assert [die_at(work, shard) for _ in range(4)] == [1, 1, 1, 0]
    (failure,) = table(work.folder, "failures")
    assert (failure["document"], failure["kind"]) == ("d7", "uncoded")
    assert "2 workers died" in failure["reason"]
    assert {row["document"] for row in table(work.folder, "documents")} == {f"d{n}" for n in range(9)} - {"d7"}
    receipt = work.folder.receipt(shard.name)
    assert receipt is not None
    assert receipt.deaths == 3


def test_a_shard_that_always_kills_stops_the_run(work: Work, plan: Plan) -> None:
    (shard,) = plan()
    for number in range(MOST_DEATHS):
        attempt = work.folder.path / "_staging" / f"{shard.name}-{number}"
        attempt.mkdir()
        (attempt / "at").write_text(f"{number} 1", encoding="ascii")
    with pytest.raises(ConfigurationError, match="workers died at shard s000001"):
        Worker(work).code(shard)


def test_another_coder_than_the_job_s_is_refused(work: Work, plan: Plan, tmp_path: Path) -> None:
    other = replace(work, load=Loads(tmp_path / "loads", Stub(info=CoderInfo("stub", {"stub": "2"}))))
    with pytest.raises(ConfigurationError, match="another coder"):
        Worker(other).code(*plan())
