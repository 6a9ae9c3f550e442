"""The command line as a user meets it: arguments in; standard output, standard error and an exit status out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from onrecord import cli

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run of the command line left."""

    status: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs ``onrecord ARGUMENTS`` in this process."""
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("ONRECORD_DEBUG", raising=False)

    def call(*arguments: str | Path) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["onrecord", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            cli.run()
        streams = capsys.readouterr()
        return Outcome(int(left.value.code or 0), streams.out, streams.err)

    return call


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A short report of our own."""
    path = tmp_path / "report.txt"
    path.write_text(
        "OSLO, March 3, 2020 (Example Wire) - Norway's foreign minister, Kari Holm, said on Tuesday that Norway would "
        "host talks between the two sides.\n\n“We are ready,” she told reporters in Oslo.\n",
        encoding="utf-8",
    )
    return path
