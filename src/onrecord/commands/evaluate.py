"""``onrecord evaluate``: codes gold data and prints what the scorers say.

The scorers stand beside the data and are run as they are, so that a figure here is the figure anybody else gets. Actors
have none there; their measure is :mod:`onrecord.evaluation.actors`.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import typer

import onrecord
from onrecord.coding import code_inputs
from onrecord.commands.code import write_jsonl
from onrecord.commands.output import progress
from onrecord.commands.status import REFUSED, Failures
from onrecord.errors import ConfigurationError
from onrecord.evaluation import actors

if TYPE_CHECKING:
    from onrecord.records import NetworkSize


@dataclass(frozen=True, slots=True)
class Task:
    """A scorer, the articles to code, and the gold to hold them against; ``{part}`` stands for dev or train.

    Without a scorer the measure is our own.
    """

    scorer: str | None
    articles: str
    gold: str


TASKS = {
    "attribution": Task("score_attribution.py", "attribution/{part}.jsonl.gz", "attribution/{part}.jsonl.gz"),
    "times": Task("score_timex.py", "times/timebank.jsonl.gz", "times/timebank.jsonl.gz"),
    "actors": Task(None, "events/wire_{part}.jsonl", "events/wire_{part}.gold.json"),
    "events": Task("score_events.py", "events/wire_{part}.jsonl", "events/wire_{part}.gold.json"),
}

PARTS = ("dev", "train")


def run(what: str, data: Path, part: str, *, jobs: int, network: NetworkSize) -> None:
    """Codes the articles of a task and prints the scorer's JSON on standard output."""
    typer.echo(score(what, data, part, jobs=jobs, network=network), nl=False)


def score(what: str, data: Path, part: str = "dev", *, jobs: int = 1, network: NetworkSize = "small") -> str:
    """The scorer's output for a task.

    Raises:
        ConfigurationError: for an unknown task or part, or where the data or the scorer are not found.
    """
    if what not in TASKS:
        raise ConfigurationError(f"{what!r} cannot be evaluated; choose one of {', '.join(TASKS)}")
    if part not in PARTS:
        raise ConfigurationError(f"--part {part!r} is not known; choose one of {', '.join(PARTS)}")
    task = TASKS[what]
    articles, gold = (_found(data / "data" / name.format(part=part)) for name in (task.articles, task.gold))
    if task.scorer is None:
        measured = actors.measure(articles.parent, part, onrecord.load(network=network))
        return json.dumps(measured, indent=1) + "\n"
    scorer = _found(data / "score" / task.scorer)
    with TemporaryDirectory() as folder:
        coded = Path(folder) / "coded.jsonl"
        _code(articles, coded, Path(folder), network, jobs)
        return _scored(scorer, gold, coded)


def _found(path: Path) -> Path:
    if not path.is_file():
        raise ConfigurationError(f"{path} is not there; --data names the folder that holds data/ and score/")
    return path


def _code(articles: Path, coded: Path, folder: Path, network: NetworkSize, jobs: int) -> None:
    plain = articles
    if articles.suffix == ".gz":
        plain = folder / articles.stem
        plain.write_bytes(gzip.decompress(articles.read_bytes()))
    with coded.open("w", encoding="utf-8") as stream:
        documents = code_inputs(onrecord.load(network=network), [str(plain)], Failures(), jobs=jobs)
        write_jsonl(progress(documents, f"coding {articles.name}"), stream)


def _scored(scorer: Path, gold: Path, coded: Path) -> str:
    done = subprocess.run(
        [sys.executable, str(scorer), str(gold), str(coded)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        typer.echo(done.stderr, err=True)
        raise typer.Exit(REFUSED)
    return done.stdout
