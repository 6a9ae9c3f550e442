"""``onrecord code --resume``: whatever stopped a run, going on gives what it would have given."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.commands.output import growing
from onrecord.commands.resuming import Held, key_of
from onrecord.errors import ConfigurationError
from onrecord.records import Document, Metadata

if TYPE_CHECKING:
    from tests.commands.conftest import Run

COMMAND = [sys.executable, "-c", "from onrecord.cli import run; run()"]
FRENCH = "Le ministre des affaires étrangères a déclaré lundi que les négociations se poursuivraient à Genève."


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of our own: one twice, one in French, one broken line, one without a word.

    The last is long enough for a run to be stopped before it ends, however late the test sees what has been written.
    """
    lines = [
        json.dumps({"id": f"d{n}", "text": f"Norway’s minister said on Monday that talk number {n} had failed. " * 3})
        for n in range(70)
    ]
    lines[7] = lines[3]
    lines[9] = json.dumps({"id": "fr", "text": FRENCH})
    lines[11] = '{"id": "broken'
    lines[13] = json.dumps({"id": "blank", "text": " "})
    lines.append(
        json.dumps({"id": "long", "text": "Norway’s minister said on Monday that the talks had failed. " * 300})
    )
    path = tmp_path_factory.mktemp("articles") / "articles.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def whole(articles: Path) -> bytes:
    """What a run gives that nobody stops."""
    done = subprocess.run([*COMMAND, "code", str(articles)], capture_output=True, check=False)
    assert done.returncode == 1
    return done.stdout


def stopped(articles: Path, output: Path, how: signal.Signals, *options: str) -> int:
    """Starts a run, stops it once it has coded ten documents, and gives its exit status."""
    running = subprocess.Popen(
        [*COMMAND, "code", str(articles), "--output", str(output), *options], stderr=subprocess.DEVNULL
    )
    while not output.exists() or output.read_bytes().count(b"\n") < 10:
        assert running.poll() is None, "the run ended before it could be stopped"
        time.sleep(0.01)
    running.send_signal(how)
    return running.wait()


@pytest.mark.parametrize(("how", "jobs"), [(signal.SIGKILL, "1"), (signal.SIGINT, "2")])
def test_a_stopped_run_goes_on(
    run: Run, articles: Path, whole: bytes, tmp_path: Path, how: signal.Signals, jobs: str
) -> None:
    output = tmp_path / "coded.jsonl"
    status = stopped(articles, output, how, "--jobs", jobs)
    left = output.read_bytes()
    assert len(left) < len(whole)
    assert whole.startswith(left)
    if how is signal.SIGINT:
        assert status == 130
        assert left.endswith(b"\n")
    done = run("code", articles, "--output", output, "--resume")
    assert output.read_bytes() == whole
    assert done.status == 1
    assert all(said in done.err for said in ("holds", f"{articles}:12", f"{articles}:14", "fr: "))


def test_half_a_line_goes_and_what_is_whole_stays(run: Run, articles: Path, whole: bytes, tmp_path: Path) -> None:
    output, kept = tmp_path / "coded.jsonl", tmp_path / "kept.jsonl"
    lines = whole.splitlines(keepends=True)
    output.write_bytes(b"".join(lines[:6]) + lines[6][: len(lines[6]) // 2])
    for _ in range(2):
        assert run("code", articles, "--output", output, "--resume", "--keep", kept).status == 1
        assert output.read_bytes() == whole
        assert kept.read_text(encoding="utf-8").count("\n") == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda line: line.replace('"version":"', '"version":"9.', 1), "onrecord: 9."),
        (lambda line: line.replace('"onrecord-events":"', '"onrecord-events":"9.', 1), "onrecord-events: 9."),
        (
            lambda line: line.replace('"published":null', '"published":"2020-03-04"').replace('"none"', '"option"'),
            "2020",
        ),
        (lambda _: '{"id": "d0", "text": "not coded"}\n', "no coded document"),
        (lambda _: "[\n", "no coded document"),
    ],
)
def test_what_was_coded_otherwise_is_refused(
    run: Run, articles: Path, whole: bytes, tmp_path: Path, change: object, said: str
) -> None:
    assert callable(change)
    output = tmp_path / "coded.jsonl"
    output.write_text(change(whole.splitlines(keepends=True)[0].decode()), encoding="utf-8")
    before = output.read_bytes()
    done = run("code", articles, "--output", output, "--resume")
    assert done.status == 2
    assert said in done.err
    assert f"{output}:1" in done.err
    assert output.read_bytes() == before


@pytest.mark.parametrize("options", [(), ("--output", "-"), ("--output", "page.html", "--format", "html")])
def test_there_must_be_a_file_to_go_on_with(run: Run, articles: Path, options: tuple[str, ...]) -> None:
    done = run("code", articles, "--resume", *options)
    assert done.status == 2
    assert "--resume" in done.err
    assert not Path("page.html").exists()


def test_a_file_that_was_there_is_replaced_only_by_a_whole_one(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "coded.jsonl"
    output.write_text("before\n", encoding="utf-8")
    running = subprocess.Popen([*COMMAND, "code", str(articles), "--output", str(output)], stderr=subprocess.PIPE)
    while not list(tmp_path.glob(".coded.jsonl.*")):
        assert running.poll() is None
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    assert running.wait() == 130
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["before\n"]


@given(names=st.lists(st.sampled_from("abcdé\0"), max_size=12), taken=st.lists(st.sampled_from("abcdé\0"), max_size=12))
def test_each_document_is_held_as_often_as_it_stands(names: list[str], taken: list[str]) -> None:
    held = Held.of(key_of(name, "hash") for name in names)
    assert len(held) == len(names)
    left = list(names)
    for name in taken:
        found = name in left
        if found:
            left.remove(name)
        assert held.take(Document(Metadata(name, text_sha256="hash"), "text")) is found
    assert not held.take(Document(Metadata("a", text_sha256="another"), "text"))


@given(text=st.text(st.sampled_from("a\né"), max_size=20), more=st.lists(st.sampled_from(["x\n", "é\n"]), max_size=3))
def test_a_growing_file_ends_with_a_whole_line(
    tmp_path_factory: pytest.TempPathFactory, text: str, more: list[str]
) -> None:
    path = tmp_path_factory.mktemp("growing") / "lines"
    path.write_text(text, encoding="utf-8")
    with suppress(KeyboardInterrupt), growing(path) as stream:
        stream.writelines(more)
        raise KeyboardInterrupt
    assert path.read_text(encoding="utf-8") == text[: text.rfind("\n") + 1] + "".join(more)


def test_a_file_has_one_writer_and_is_not_made_for_nothing(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    with growing(path) as stream:
        stream.write("x\n")
        with pytest.raises(ConfigurationError, match="another run"), growing(path):
            pass
    assert path.read_text(encoding="utf-8") == "x\n"
    with suppress(ValueError), growing(tmp_path / "nothing"):
        raise ValueError
    assert [found.name for found in tmp_path.iterdir()] == ["lines"]
