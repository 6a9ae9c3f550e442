"""Plans: every byte of the inputs in one shard, the same shard whatever is added."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.cluster.plan import Shard, extended
from onrecord.errors import ConfigurationError, DocumentError

from .conftest import OPTIONS, document

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.cluster.folder import Folder

    from .conftest import Plan


def again(planned: list[Shard], *inputs: Path, most: int = 1000) -> list[Shard]:
    return extended(planned, [str(path) for path in inputs], most, OPTIONS, lambda error: pytest.fail(str(error)))


def test_small_files_share_a_shard_and_large_ones_are_cut(plan: Plan, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    for number in range(10):
        (folder / f"small-{number}.txt").write_text("word " * 30, encoding="utf-8")
    large = folder / "large.jsonl"
    large.write_text("\n".join(document(number) for number in range(40)), encoding="utf-8")
    shards = plan(folder, most=1000)
    assert [shard.name for shard in shards] == [f"s{number:06}" for number in range(1, len(shards) + 1)]
    parts = [part for shard in shards for part in shard.parts]
    cut = [part.piece for part in parts if part.piece]
    assert {part.path for part in parts if part.piece} == {str(large)}
    assert [piece.start for piece in cut] == [0, *(piece.end for piece in cut[:-1])]
    assert cut[-1].end == large.stat().st_size
    assert sorted(part.name for part in parts if not part.piece) == sorted(str(path) for path in folder.glob("*.txt"))
    assert all(sum(part.size for part in shard.parts) <= 1000 for shard in shards if not shard.parts[0].piece)


def test_what_is_planned_keeps_its_shard_when_inputs_are_added(corpus: Path) -> None:
    planned = again([], corpus)
    assert again(planned, corpus) == planned
    (corpus / "0-first.txt").write_text("The talks ended.", encoding="utf-8")
    more = again(planned, corpus)
    assert more[:-1] == planned
    assert [part.path for part in more[-1].parts] == [str(corpus / "0-first.txt")]


def test_a_file_under_two_names_is_planned_once(corpus: Path) -> None:
    assert again([], corpus, corpus / ".." / "corpus" / "a.jsonl") == again([], corpus)


def test_a_file_that_changed_is_refused(corpus: Path) -> None:
    planned = again([], corpus)
    with (corpus / "a.jsonl").open("a", encoding="utf-8") as stream:
        stream.write("\n" + document(99))
    with pytest.raises(ConfigurationError, match=r"a\.jsonl has changed since it was planned"):
        again(planned, corpus)


def test_what_cannot_be_opened_is_reported_and_the_rest_planned(plan: Plan, corpus: Path, tmp_path: Path) -> None:
    errors: list[DocumentError] = []
    assert plan(tmp_path / "nowhere.jsonl", corpus, errors=errors) == plan(corpus)
    assert [error.where for error in errors] == [str(tmp_path / "nowhere.jsonl")]


def test_standard_input_is_refused(plan: Plan) -> None:
    with pytest.raises(ConfigurationError, match="standard input"):
        extended([], ["-"], 1000, OPTIONS, lambda _: None)


def test_a_plan_is_kept_as_it_is(folder: Folder, corpus: Path) -> None:
    planned = again([], corpus)
    folder.replan(planned)
    assert folder.plan() == planned
