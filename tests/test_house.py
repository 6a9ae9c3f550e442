"""The plan of the house: imports run one way, the package is light to import, the documentation is true."""

from __future__ import annotations

import ast
import csv
import re
import subprocess
import sys
import time
from dataclasses import fields
from pathlib import Path

import pytest

from onrecord import records
from onrecord.cli import app

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "onrecord"
DATA_FILES = sorted((SOURCE / "ontology" / "data").glob("*.csv"))

BELOW = {"records", "errors", "version", "collecting"}
"""What everything may import."""

MAY_IMPORT = {
    "version": set(),
    "collecting": set(),
    "errors": set(),
    "records": set(),
    "interchange": {"records"},
    "ontology": {"ontology"},
    "models": set(),
    "sources": {"sources"},
    "coder": {"coder", "ontology"},
    "foreign": {"foreign", "sources", "ontology"},
    "ledger": {"ledger", "foreign", "ontology", "interchange"},
    "brief": {"brief", "ledger", "ontology"},
    "exports": {"exports", "ledger", "ontology"},
    "show": {"show"},
    "web": {"web", "brief", "exports", "show", "ledger", "interchange", "ontology", "coder"},
    "coding": {"sources", "coder"},
    "watch": {"watch", "sources", "coder"},
    "cluster": {"cluster", "sources", "coder", "exports", "ledger", "interchange"},
    "evaluation": {"coder", "ontology"},
    "commands": {
        "commands",
        "coding",
        "cluster",
        "watch",
        "sources",
        "foreign",
        "evaluation",
        "brief",
        "exports",
        "show",
        "web",
        "ledger",
        "interchange",
        "ontology",
        "(package)",
    },
    "cli": {"commands"},
    "__init__": {"coder", "brief"},
}


def imported(path: Path) -> set[str]:
    """Names of onrecord's own rooms that a module imports, anywhere in it."""
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "onrecord":
            parts = node.module.split(".")
            rooms |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            rooms |= {"(package)" for alias in node.names if alias.name == "onrecord"}
    return rooms


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_run_one_way(path: Path) -> None:
    room = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    if room == "sample":
        return
    assert imported(path) <= MAY_IMPORT[room] | BELOW


def test_import_and_help_are_fast() -> None:
    """A generous bound that catches a heavy import at the top; exact figures are the benchmark's."""
    assert heavy_modules("onrecord") == heavy_modules("onrecord.cli") == "[]"
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", "from onrecord.cli import run; run()", "--help"], capture_output=True, check=True
    )
    assert time.perf_counter() - started < 5


def heavy_modules(name: str) -> str:
    """Which of the heavy libraries importing a module loads."""
    heavy = ("spacy", "sqlalchemy", "trafilatura", "pydantic", "numpy", "onnxruntime")
    code = f"import sys, {name}; print([m for m in {heavy} if m in sys.modules])"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize("path", DATA_FILES, ids=lambda path: path.name)
def test_data_files_are_clean_tables(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    assert all(re.fullmatch(r"[a-z_]+", name) for name in header)
    assert all(len(row) == len(header) for row in rows)
    assert all(cell == cell.strip() for row in rows for cell in row)
    assert len(rows) == len({tuple(row) for row in rows}), "a row stands twice"


def test_every_command_has_help_an_example_and_a_page() -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for command in app.registered_commands:
        assert command.callback is not None
        assert command.callback.__doc__
        assert (command.epilog or "").startswith("Example: `onrecord ")
        assert f"\n## {command.name or command.callback.__name__}\n" in page
    for group in app.registered_groups:
        assert f"\n## {group.name}\n" in page
        for command in group.typer_instance.registered_commands if group.typer_instance else ():
            assert command.callback is not None
            assert command.callback.__doc__
            assert (command.epilog or "").startswith(f"Example: `onrecord {group.name} ")
            assert f"onrecord {group.name} {command.name or command.callback.__name__}" in page


def test_data_model_names_every_field_and_no_other() -> None:
    """Both ways: what the records have is on the page, what the page's tables name is in the records."""
    page = (ROOT / "docs" / "data-model.md").read_text(encoding="utf-8")
    nouns = (
        records.Metadata,
        records.Section,
        records.Time,
        records.Actor,
        records.Role,
        records.Statement,
        records.Event,
        records.Agreement,
        records.Account,
        records.Position,
    )
    for noun in nouns:
        part = page.split(f"\n### {noun.__name__}\n")[1].split("\n### ")[0].split("\n## ")[0]
        named = set(re.findall(r"^\| `([a-z0-9_]+)` \|", part, re.MULTILINE))
        assert named == {field.name for field in fields(noun)}, noun.__name__


def test_no_address_of_a_registry_in_any_file() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    pattern = re.compile(r"--(extra-)?index-url|--find-links |files\.python" + r"hosted|pypi\.org/simple")
    for name in tracked:
        if not name.endswith((".db", ".png", ".onnx")) and name not in {"Makefile", "tests/test_house.py"}:
            assert not pattern.search((ROOT / name).read_text(encoding="utf-8", errors="replace")), name
