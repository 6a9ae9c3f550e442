"""Countries as tiles on a grid, roughly where they lie: a map that needs no outlines and shows small states too.

``data/country_tiles.csv`` is the project's own arrangement. A tile says nothing of borders or area.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from onrecord.web import words

if TYPE_CHECKING:
    from collections import Counter

STEPS = 5
"""Shades of a tile."""


class Cell(NamedTuple):
    """Where a country's tile stands."""

    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Tile:
    """A country with its number of events; ``shade`` runs from 0 (none) to ``STEPS``."""

    code: str
    name: str
    cell: Cell
    events: int
    shade: int


@cache
def cells() -> dict[str, Cell]:
    """The tiles' places by country code."""
    path = resources.files("onrecord.web") / "data" / "country_tiles.csv"
    with path.open(encoding="utf-8") as stream:
        return {row["code"]: Cell(int(row["column"]), int(row["row"])) for row in csv.DictReader(stream)}


def tiles(counts: Counter[str]) -> tuple[list[Tile], list[tuple[str, int]]]:
    """The map, and the codes that have no tile with their numbers, so that nothing is left out in silence."""
    most = max(counts.values(), default=0)
    made = [
        Tile(code, words.country(code), cell, counts[code], _shade(counts[code], most))
        for code, cell in cells().items()
    ]
    return made, sorted((code, number) for code, number in counts.items() if code not in cells())


def _shade(events: int, most: int) -> int:
    """The shade of a number: each step stands for a power of the greatest, since few countries have most events."""
    if not events:
        return 0
    step = 1
    while step < STEPS and events > most ** (step / STEPS):
        step += 1
    return step
