"""The one module that reads the ontology's data files.

Each file under ``data/`` is a long table in CSV: a header, one fact a row, no packed cells. A table is read into typed
rows: a NamedTuple whose fields are the header, so that a column added or renamed on one side only is refused.
"""

from __future__ import annotations

import csv
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

R = TypeVar("R", bound=NamedTuple)


def read(file: str, row: type[R]) -> tuple[R, ...]:
    """All rows of ``data/<file>`` as ``row`` records; cells are stripped strings, empty where there is none.

    Raises:
        ValueError: if the header is not ``row``'s fields, or a row has too many or too few cells.
    """
    text = resources.files(__package__).joinpath("data", file).read_text(encoding="utf-8")
    return tuple(_typed(file, csv.reader(text.splitlines()), row))


def _typed(file: str, lines: Iterator[list[str]], row: type[R]) -> Iterator[R]:
    header = next(lines, [])
    if tuple(header) != row._fields:
        raise ValueError(f"{file}: header {header} is not {list(row._fields)}")
    for number, cells in enumerate(lines, start=2):
        if len(cells) != len(header):
            raise ValueError(f"{file}:{number}: {len(cells)} cells, the header has {len(header)}")
        yield row._make(cell.strip() for cell in cells)
