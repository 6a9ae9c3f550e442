"""``onrecord cluster code`` as a user meets it: a corpus, a cluster on this machine, datasets, a ledger."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import onrecord
from onrecord.cluster.folder import Folder

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.conftest import Run

pytest.importorskip("pyarrow", reason="Parquet needs pyarrow")

GERMAN = "Die Außenminister beider Länder sind am Montag in Wien zusammengekommen, um über das Abkommen zu sprechen."
ODD = (json.dumps({"id": "german", "text": GERMAN}), '{"id": "cut", "te')


def cluster_code(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """In a process of its own: Ray is made for one cluster a process."""
    command = [sys.executable, "-c", "from onrecord.cli import run; run()", "cluster", "code", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


def test_a_corpus_a_cluster_a_ledger(run: Run, article: Path, tmp_path: Path) -> None:
    pytest.importorskip("ray.data", reason="a cluster needs Ray: the extra onrecord[cluster]")
    odd, coded, ledger = tmp_path / "odd.jsonl", tmp_path / "coded", tmp_path / "iran.db"
    odd.write_text("\n".join(ODD), encoding="utf-8")
    done = cluster_code(article, odd, "--output", coded, "--workers", "1")
    assert (done.returncode, done.stdout) == (1, "")
    finished, summary = done.stderr.splitlines()
    assert finished.startswith("onrecord: finished s000001 (1 documents, 32 words in ")
    assert summary == f"onrecord: {coded}: 1 shards, 1 documents coded, 1 language, 1 unreadable"

    again = cluster_code(article, odd, "--output", coded)
    assert (again.returncode, again.stderr) == (1, f"{summary}\n"), "nothing is left to code, so no cluster is started"
    other = run("cluster", "code", article, "--output", coded, "--published", "2020-03-04")
    assert other.status == 2
    assert 'published was null, now "2020-03-04"' in other.err

    assert run("add", coded, "--ledger", ledger).err == f"onrecord: {ledger}: 1 added, 0 revised, 0 unchanged\n"
    assert run("add", coded, "--ledger", ledger).err == f"onrecord: {ledger}: 0 added, 0 revised, 1 unchanged\n"
    run("add", article, "--ledger", tmp_path / "direct.db")
    with onrecord.open_ledger(str(ledger)) as filled, onrecord.open_ledger(str(tmp_path / "direct.db")) as direct:
        assert filled.content_digest() == direct.content_digest()


def test_standard_input_and_a_folder_of_others_are_refused(run: Run, article: Path, tmp_path: Path) -> None:
    done = run("cluster", "code", "-", "--output", tmp_path / "coded")
    assert (done.status, done.err.count("\n")) == (2, 1)
    assert "standard input" in done.err
    done = run("cluster", "code", article, "--output", article.parent)
    assert (done.status, "holds something else" in done.err) == (2, True)


def test_an_address_where_nothing_answers(run: Run, article: Path, tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="a cluster needs Ray: the extra onrecord[cluster]")
    done = run("cluster", "code", article, "--output", tmp_path / "coded", "--address", "127.0.0.1:9")
    assert (done.status, "no cluster answers at 127.0.0.1:9" in done.err) == (2, True)
    assert Folder(tmp_path / "coded").finished() == set()
