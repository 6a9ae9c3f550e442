"""Shorthands for reading what a test has written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import DocumentError
from onrecord.records import Document
from onrecord.sources import read

Write = Callable[[str, str | bytes], str]
PAGES = Path(__file__).parent / "pages"


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes a file into a fresh current directory and returns its name, as a user would give it."""
    monkeypatch.chdir(tmp_path)

    def _write(name: str, content: str | bytes) -> str:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return name

    return _write


def documents(*inputs: str, max_chars: int = 1_000_000) -> list[Document]:
    """The documents of inputs that can all be read."""
    found = list(read(inputs, max_chars=max_chars))
    assert [unit for unit in found if isinstance(unit, DocumentError)] == []
    return [unit for unit in found if isinstance(unit, Document)]


def refusal(*inputs: str, max_chars: int = 1_000_000) -> DocumentError:
    """The one error that inputs without a document give; its message is one line."""
    (error,) = read(inputs, max_chars=max_chars)
    assert isinstance(error, DocumentError)
    assert "\n" not in str(error)
    return error


def line(**fields: Any) -> str:
    """One line of JSON Lines."""
    return json.dumps(fields, ensure_ascii=False) + "\n"
