"""A corpus of stub documents, and what a worker has to know of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from onrecord.cluster.folder import Folder, Job
from onrecord.cluster.plan import Shard, extended
from onrecord.sources.limits import Limits
from onrecord.sources.options import Options

from .stub import INFO, TEXT

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.errors import DocumentError

OPTIONS = Options(Limits(100_000))
GERMAN = "Die Außenminister beider Länder sind am Montag in Wien zusammengekommen, um über das Abkommen zu sprechen."


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder of two files: 40 documents of three months, one of another language, one that fails, a broken line."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    lines = [document(number) for number in range(40)]
    odd = [json.dumps({"id": "german", "text": GERMAN}), json.dumps({"id": "fails", "text": "This will fail ."})]
    (folder / "a.jsonl").write_text("\n".join([*lines[:25], '{"id": "broken", "te']), encoding="utf-8")
    (folder / "b.jsonl").write_text("\n".join([*lines[25:], *odd]), encoding="utf-8")
    return folder


def document(number: int, text: str = TEXT) -> str:
    """A line; every tenth is undated, the others are of three months."""
    dated = {} if number % 10 == 9 else {"published": f"2025-0{1 + number % 3}-08"}
    return json.dumps({"id": f"d{number}", "text": text, **dated})


Plan = Callable[..., list[Shard]]


@pytest.fixture
def plan(corpus: Path) -> Plan:
    """Shards of the corpus, or of other inputs, of so many bytes."""

    def call(*inputs: Path, most: int = 1_000_000, errors: list[DocumentError] | None = None) -> list[Shard]:
        found: list[DocumentError] = [] if errors is None else errors
        return extended([], [str(path) for path in inputs or (corpus,)], most, OPTIONS, found.append)

    return call


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """An output folder that is begun."""
    made = Folder(tmp_path / "coded")
    with made.locked():
        made.begin(Job(INFO))
    return made
