"""The README tells the truth: its commands run, its Python runs, its links point to something."""

from __future__ import annotations

import re
import shlex
import shutil
import socket
from importlib import resources
from pathlib import Path

import pytest

from onrecord import cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as the README's reader has it: a page, a folder of articles, what to watch."""
    with resources.as_file(resources.files("onrecord.sample") / "corpus") as corpus:
        shutil.copytree(corpus, tmp_path / "articles")
        shutil.copy(next(corpus.glob("*.html")), tmp_path / "article.html")
    (tmp_path / "feeds.yaml").write_text("sources: [{files: articles}]", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_commands_run(desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("uvicorn.Server.run", lambda server, sockets: sockets[0].close())  # which would run for ever
    monkeypatch.setattr("onrecord.commands.serve.bound", lambda *_: socket.create_server(("127.0.0.1", 0)))
    lines = [line for block in blocks("sh") for line in block.splitlines() if line.startswith("onrecord ")]
    assert len(lines) >= 6
    for line in lines:
        monkeypatch.setattr("sys.argv", shlex.split(line, comments=True))
        with pytest.raises(SystemExit) as left:
            cli.run()
        assert not left.value.code, f"{line}: {capsys.readouterr().err}"
        assert capsys.readouterr().out or " add " in line


def test_python_runs(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = blocks("python")
    exec(compile(code, "README.md", "exec"), {})
    assert "Iran says 2015-03-20" in capsys.readouterr().out


def test_links_lead_somewhere() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert targets
    assert [target for target in targets if "://" not in target and not (ROOT / target).exists()] == []


def test_make_targets_of_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make (\w+)", README, re.MULTILINE):
        assert f"\n{target}:" in makefile
