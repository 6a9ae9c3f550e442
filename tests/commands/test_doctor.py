"""``onrecord doctor`` says what works, and what does not by name and with the exit status of a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typer.testing import CliRunner

from onrecord.cli import app
from onrecord.commands.status import REFUSED
from onrecord.sources import html

if TYPE_CHECKING:
    import pytest

CHECKED = "web pages", "coder", "ledger", "full text search", "workbench"


def test_everything_that_is_needed_is_tried() -> None:
    said = CliRunner().invoke(app, ["doctor"])
    assert said.exit_code == 0, said.output
    assert [line.split(":")[0] for line in said.output.splitlines() if ": works (" in line] == list(CHECKED)


def test_what_fails_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> None:
        raise ImportError("lxml.html.clean is a project of its own")

    monkeypatch.setattr(html, "document", missing)
    said = CliRunner().invoke(app, ["doctor"])
    assert said.exit_code == REFUSED
    assert "web pages: fails: ImportError: lxml.html.clean is a project of its own" in said.output
    assert said.output.count(": works (") == len(CHECKED) - 1
