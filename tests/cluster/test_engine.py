"""Ray with two nodes on this machine: a worker that dies loses nothing and repeats nothing; errors are one line."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.cluster.engine import LOOPBACK, QUIET, Where, code_shards
from onrecord.cluster.folder import Job
from onrecord.errors import ConfigurationError

from .conftest import document
from .stub import INFO, Loads, Stub
from .test_worker import table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onrecord.cluster.folder import Folder
    from onrecord.cluster.plan import Shard

    from .conftest import Plan

pytest.importorskip("pyarrow", reason="Parquet needs pyarrow")
os.environ.update({**QUIET, **LOOPBACK})
os.environ.setdefault("RAY_AUTH_TOKEN", "0" * 64)
ray = pytest.importorskip("ray", reason="a cluster needs Ray: the extra onrecord[cluster]")
cluster_utils = pytest.importorskip("ray.cluster_utils")

from onrecord.cluster.worker import Work  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:ray")

DOCUMENTS = 96
PAUSE = 0.02
"""Seconds a document: a shard takes long enough to be killed in the middle."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Two nodes with a core each."""
    cluster = started()
    yield cluster.address
    ray.shutdown()  # Ray refuses to stop a cluster of which it takes this process to be part
    cluster.shutdown()


def started() -> Any:
    """A busy machine may take more than the half minute that Ray gives a node to come up: it is tried again."""
    node = {"num_cpus": 1, "node_ip_address": "127.0.0.1", "object_store_memory": 80_000_000}
    for last in (False, False, True):
        cluster = cluster_utils.Cluster()
        try:
            cluster.add_node(**node, include_dashboard=False)
            cluster.add_node(**node)
        except Exception:
            cluster.shutdown()
            if last:
                raise
        else:
            return cluster
    raise AssertionError("the last try raises")


@pytest.fixture
def shards(plan: Plan, tmp_path: Path) -> list[Shard]:
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join(document(number) for number in range(DOCUMENTS)), encoding="utf-8")
    return plan(path, most=path.stat().st_size // 6)


def kill_who_works_at(folder: Folder, shard: str, killed: list[int]) -> None:
    """Waits for a worker to be in the middle of the shard, and kills it."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        for attempt in folder.attempts(shard):
            if (attempt / "at").exists():
                killed.append(int(attempt.name.split("-")[1]))
                os.kill(killed[0], signal.SIGKILL)
                return
        time.sleep(0.02)


def test_a_killed_worker_loses_and_repeats_nothing(
    address: str, folder: Folder, shards: list[Shard], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    loads = tmp_path / "loads"
    work = Work(folder, Job(INFO), Loads(loads, Stub(pause=PAUSE)))
    killed: list[int] = []
    murder = threading.Thread(target=kill_who_works_at, args=(folder, shards[1].name, killed))
    murder.start()
    receipts = {receipt.shard: receipt for receipt in code_shards(work, shards, Where(address, workers=2))}
    murder.join()
    assert receipts.keys() == folder.finished() == {shard.name for shard in shards}
    assert receipts[shards[1].name].deaths == 1
    rows = table(folder, "documents")
    assert Counter(row["document"] for row in rows) == {f"d{number}": 1 for number in range(DOCUMENTS)}
    events = Counter(row["document"] for row in table(folder, "events"))
    assert events == dict.fromkeys((row["document"] for row in rows), 1)
    loaded = loads.read_text(encoding="ascii").split()
    assert len(loaded) == len(set(loaded)) == 3, "two workers and the one that took the killed one's place"
    assert str(killed[0]) in loaded
    assert capfd.readouterr().out == ""


def test_what_stops_a_worker_is_told_without_ray_s_layers(
    address: str, folder: Folder, shards: list[Shard], tmp_path: Path
) -> None:
    other = Loads(tmp_path / "loads", Stub(info=replace(INFO, models={"stub": "2"})))
    with pytest.raises(ConfigurationError) as refused:
        list(code_shards(Work(folder, Job(INFO), other), shards, Where(address, workers=1)))
    assert "has another coder than the job began with" in str(refused.value)
    assert folder.finished() == set()


def test_a_cluster_that_cannot_be_reached(folder: Folder, shards: list[Shard], tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no cluster answers"):
        list(code_shards(Work(folder, Job(INFO), Loads(tmp_path)), shards, Where("127.0.0.1:9")))
