"""Numbers in figures and in words: "24", "twenty four", "a hundred", "two thousand", and years in speech."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LARGEST = 99_999
"""Counts beyond this are no counts of time units that news gives; they are not read."""


def read(values: Sequence[str]) -> int | None:
    """The number that a run of words stands for, given the value of each ("20", "4" for "twenty four").

    Empty values (hyphens) are passed over. None where the words do not make one number ("nineteen ninety-six").
    """
    parts = [int(value) for value in values if value.isdecimal() and len(value) <= 5]
    total = run = 0
    for i, part in enumerate(parts):
        if part in (100, 1000) and i:
            run = max(run, 1) * part
            total, run = (total + run, 0) if part == 1000 else (total, run)
        elif run and not (run % 100 == 0 or (run % 10 == 0 and part < 10)):
            return None
        else:
            run += part
    number = total + run
    return number if parts and number <= LARGEST else None


def read_spoken_year(values: Sequence[str]) -> int | None:
    """A year as it is spoken: "nineteen ninety-six", "twenty twenty-five", "two thousand"."""
    parts = [int(value) for value in values if value.isdecimal() and len(value) <= 4]
    if len(parts) >= 2 and parts[0] in range(15, 21) and parts[1] in range(10, 100):
        rest = read([str(part) for part in parts[1:]])
        return parts[0] * 100 + rest if rest is not None and rest < 100 else None
    number = read(values)
    return number if number is not None and 2000 <= number < 2100 and parts[:2] == [2, 1000] else None
