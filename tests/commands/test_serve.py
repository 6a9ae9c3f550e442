"""``onrecord serve`` from the command line: what it refuses, and that it answers until it is stopped."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import urllib.request
from typing import TYPE_CHECKING

import pytest

import onrecord

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.conftest import Run

COMMAND = [sys.executable, "-c", "from onrecord.cli import run; run()", "serve", "--port", "0", "--ledger"]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.db"
    onrecord.open_ledger(str(path)).close()
    return path


def test_it_refuses_what_would_be_open_to_others(run: Run, ledger: Path) -> None:
    for arguments in (["--host", "0.0.0.0"], ["--host", "0.0.0.0", "--token", "short"], ["--token", "short"]):
        refused = run("serve", "--ledger", ledger, *arguments)
        assert refused.status == 2
        assert "token" in refused.err


def test_it_makes_no_ledger(run: Run, tmp_path: Path) -> None:
    refused = run("serve", "--ledger", tmp_path / "none.db")
    assert refused.status == 2
    assert "onrecord add" in refused.err
    assert not (tmp_path / "none.db").exists()


def test_a_taken_port_is_told(run: Run, ledger: Path) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        refused = run("serve", "--ledger", ledger, "--port", str(taken.getsockname()[1]))
    assert refused.status == 2
    assert "--port" in refused.err


def test_it_answers_until_it_is_stopped(ledger: Path) -> None:
    process = subprocess.Popen([*COMMAND, str(ledger)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        told = process.stdout.readline() + process.stdout.readline()
        address, entrance = re.findall(r"http://\S+", told)
        assert "Situations" in urllib.request.urlopen(address, timeout=60).read().decode()
        assert "Follow" in urllib.request.urlopen(entrance, timeout=60).read().decode()
        process.send_signal(signal.SIGINT)
        _, complaints = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode in (0, 130, -signal.SIGINT)
    assert "Traceback" not in complaints
