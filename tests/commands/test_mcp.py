"""``onrecord mcp``: started as a program that speaks the protocol starts it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from mcp import Client
from mcp.client.stdio import StdioServerParameters

from tests.web.mcp.loops import run as finish
from tests.web.records import make_ledger

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from .conftest import Run

START = "from onrecord.cli import run; run()"


def test_it_answers_over_standard_input_and_output(tmp_path: Path) -> None:
    location = make_ledger(tmp_path / "record.db")

    async def asked() -> Any:
        arguments = ["-c", START, "mcp", "--ledger", location]
        command = StdioServerParameters(command=sys.executable, args=arguments, env=dict(os.environ))
        async with Client(command) as client:
            return await client.call_tool("search_events", {"actors": ["USA"], "limit": 2})

    answer = finish(asked())
    assert len(answer.structured_content["items"]) == 2


def test_it_needs_a_ledger(run: Run, tmp_path: Path) -> None:
    outcome = run("mcp", "--ledger", tmp_path / "none.db")
    assert outcome.status == 2
    assert "there is no ledger" in outcome.err


def test_it_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.commands.mcp.find_spec", lambda name: None)
    outcome = run("mcp")
    assert outcome.status == 2
    assert "pip install 'onrecord[mcp]'" in outcome.err
