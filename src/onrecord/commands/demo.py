"""``onrecord demo``: the sample corpus into a fresh ledger, its brief, and where to go from there."""

from __future__ import annotations

from contextlib import chdir
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import typer

import onrecord
from onrecord.brief.rendering import markdown
from onrecord.commands.add import fill
from onrecord.commands.code import Coding
from onrecord.commands.status import Failures
from onrecord.errors import ConfigurationError
from onrecord.ledger.scope import Scope

if TYPE_CHECKING:
    from collections import Counter

DEFAULT_LEDGER = "onrecord-demo.db"
SITUATION = "Iran and the United States"
"""What the workbench follows when it is first opened."""

TITLE = "Iran and the nuclear agreement, 2013 to 2021"


def run(location: str | None, *, jobs: int) -> None:
    """Codes the sample into a fresh ledger and prints the brief.

    Raises:
        ConfigurationError: if there is something at ``location`` already.
    """
    ledger_path = Path(location or DEFAULT_LEDGER).absolute()
    if location is None:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{ledger_path}{suffix}").unlink(missing_ok=True)
    elif ledger_path.exists():
        raise ConfigurationError(f"{location} is there already; the demo wants a fresh ledger: name another path")
    failures = Failures()
    # From inside the package's folder, so that documents without an id of their own are not named after this machine.
    with resources.as_file(resources.files("onrecord.sample")) as sample, chdir(sample):
        counts = fill(["corpus"], str(ledger_path), failures, Coding(jobs=jobs))
    with onrecord.open_ledger(str(ledger_path)) as ledger:
        typer.echo(markdown(ledger.brief(TITLE)))
        ledger.save_situation(SITUATION, Scope(actors=("IRN", "USA")))
    typer.echo(_next_steps(ledger_path, counts))
    failures.leave()


def _next_steps(ledger: Path, counts: Counter[str]) -> str:
    corpus = f"{counts['added']} sample articles, {counts['revised']} of them revised"
    return "\n".join(
        (
            f"{corpus}, are in {ledger.name} (outlets and bylines are fictional, the facts are not).",
            "Next:",
            f"  onrecord brief --ledger {ledger.name} --actors IRN,USA --since 2018 --format html --output brief.html",
            f"  onrecord find sanctions --ledger {ledger.name} --actor USA",
            f"  onrecord export --ledger {ledger.name} --to csv --output events.csv",
            "  onrecord code YOUR-ARTICLE.html",
            f"The workbench: onrecord serve --ledger {ledger.name}, then open http://127.0.0.1:8000/",
        )
    )
