"""Joins a day and a time of day that stand side by side: "10 p.m. Wednesday", "3/8/25 at 1:21 p.m. ET"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord.coder.times import calendar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.coder.times.lexer import Words
    from onrecord.coder.times.scene import Reading

_BETWEEN = frozenset(
    {(), (",",), ("on",), ("at",), ("of",), (",", "at"), (",", "on"), ("around",), ("at", "around"), ("at", "about")}
)


class Found(NamedTuple):
    """An expression: the indices of its first word and behind its last one, and its reading."""

    start: int
    stop: int
    reading: Reading


def merged(words: Words, found: Iterable[Found]) -> Iterator[Found]:
    """The expressions in text order, each day joined with the time of day next to it."""
    last: Found | None = None
    for this in found:
        joined = _joined(words, last, this) if last else None
        if joined is None and last is not None:
            yield last
        last = joined or this
    if last is not None:
        yield last


def _joined(words: Words, left: Found, right: Found) -> Found | None:
    if right.start - left.stop > 2 or words.forms[left.stop : right.start] not in _BETWEEN:
        return None
    if _is_day(left.reading) and right.reading.clock:
        return _at(left, right, left.reading, right.reading.clock)
    if left.reading.clock and _is_day(right.reading):
        return _at(left, right, right.reading, left.reading.clock)
    return None


def _is_day(reading: Reading) -> bool:
    return reading.type == "DATE" and calendar.grain(reading.value) == "D"


def _at(left: Found, right: Found, day: Reading, clock: str) -> Found:
    return Found(left.start, right.stop, day._replace(type="TIME", value=f"{day.value}T{clock}"))
