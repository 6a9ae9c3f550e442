"""The output folder: one job, one writer, nothing but its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from onrecord.cluster.folder import Folder, Job
from onrecord.errors import ConfigurationError
from onrecord.records import CoderInfo

from .stub import INFO

if TYPE_CHECKING:
    from pathlib import Path


def test_the_same_job_goes_on(folder: Folder) -> None:
    folder.begin(Job(INFO))
    assert folder.is_one


@pytest.mark.parametrize(
    ("other", "named"),
    [
        (Job(CoderInfo("stub", {"stub": "2"})), "coder"),
        (Job(INFO, published="2025-01-01"), "published"),
        (Job(INFO, columns={"text": "body"}), "columns"),
        (replace(Job(INFO), layout=0), "layout"),
    ],
)
def test_another_job_is_refused_and_told_why(folder: Folder, other: Job, named: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"was coded otherwise: {named} was .*; choose another folder"):
        folder.begin(other)


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="holds something else"):
        Folder(tmp_path).begin(Job(INFO))
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_one_run_writes_at_a_time(folder: Folder) -> None:
    with folder.locked(), pytest.raises(ConfigurationError, match="another run"), Folder(folder.path).locked():
        pass
    with folder.locked():
        pass


def test_a_damaged_job_is_named(folder: Folder) -> None:
    (folder.path / "_job.json").write_text('{"coder": 3}', encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"_job\.json"):
        folder.begin(Job(INFO))
