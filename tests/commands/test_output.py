"""What ``--output`` and a closed pipe do to files, devices and exit statuses."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from onrecord.commands.output import opened
from onrecord.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.commands.conftest import Outcome

COMMAND = [sys.executable, "-c", "from onrecord.cli import run; run()"]


def test_a_new_file_has_the_permissions_of_new_files(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        with opened(tmp_path / "new") as stream:
            stream.write("x")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


def test_an_old_file_keeps_its_permissions_and_links_stay_links(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("before", encoding="utf-8")
    (tmp_path / "old").chmod(0o600)
    (tmp_path / "link").symlink_to("old")
    with opened(tmp_path / "link") as stream:
        stream.write("after")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "old").read_text(encoding="utf-8") == "after"
    assert stat.S_IMODE((tmp_path / "old").stat().st_mode) == 0o600


def test_a_named_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE)
    with opened(pipe) as stream:
        stream.write("through")
    assert reader.communicate(timeout=10)[0] == b"through"
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_failure_leaves_the_old_file_and_no_draft(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("before", encoding="utf-8")
    with pytest.raises(ZeroDivisionError), opened(tmp_path / "old") as stream:
        stream.write(str(1 // 0))
    assert [(p.name, p.read_text(encoding="utf-8")) for p in tmp_path.iterdir()] == [("old", "before")]
    with pytest.raises(ConfigurationError, match="cannot write"), opened(tmp_path):
        pass


@pytest.mark.parametrize("arguments", [["schema"], ["code", "--help"]])
def test_a_reader_that_leaves_is_no_error(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([*COMMAND, *arguments], stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="this system has no /dev/full")
def test_a_full_disk_is_told_in_one_line() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run([*COMMAND, "schema"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(b"onrecord: cannot write standard output: ")
    assert done.stderr.count(b"\n") == 1


def test_an_interrupted_add_says_what_it_kept(tmp_path: Path) -> None:
    ledger = tmp_path / "l.db"
    adding = subprocess.Popen(
        [*COMMAND, "add", "-", "--ledger", str(ledger)], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert adding.stdin is not None
    deadline = time.monotonic() + 60
    while not ledger.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    adding.send_signal(signal.SIGINT)
    adding.stdin.close()
    adding.wait(timeout=60)
    assert adding.stderr is not None
    said = adding.stderr.read()
    assert adding.returncode == 130
    assert "Traceback" not in said
    assert said.endswith("onrecord: stopped\n")


def test_controls_in_messages_do_not_reach_the_terminal(run: Callable[..., Outcome], tmp_path: Path) -> None:
    done = run("code", tmp_path / "\u202egone.txt")
    assert done.status == 1
    assert "\u202e" not in done.err
