"""Events counted by month, for charts and their tables."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from onrecord.web import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.ledger.outlines import EventCount
    from onrecord.ledger.ties import Dealing

PAIRS = 6
"""Pairs of countries that are drawn, those with the most events."""


class Month(NamedTuple):
    """Events of one month in one quad category, between one pair where pairs are told apart."""

    month: str
    quad: str
    events: int
    pair: str = ""


def months(counts: Iterable[EventCount]) -> tuple[Month, ...]:
    """Events by month and quad category, the earliest first; events without a month are in none."""
    by_month: Counter[tuple[str, str]] = Counter()
    for count in counts:
        if count.month:
            by_month[count.month, count.quad] += count.events
    return tuple(Month(month, quad, number) for (month, quad), number in sorted(by_month.items()))


def course(dealings: Counter[Dealing], between: Sequence[str] = ()) -> tuple[Month, ...]:
    """The same between pairs of countries, whichever of the two acts.

    Args:
        dealings: what is counted, by countries.
        between: countries; where there are two and more, only pairs among them.
    """
    counts: Counter[tuple[str, str, str]] = Counter()
    for dealing, events in dealings.items():
        if dealing.month and (pair := _pair(dealing, between)):
            counts[pair, dealing.month, dealing.quad] += events
    weight: Counter[str] = Counter()
    for (pair, _, _), number in counts.items():
        weight[pair] += number
    kept = sorted(weight, key=lambda pair: (-weight[pair], pair))[:PAIRS]
    found = (Month(month, quad, n, pair) for (pair, month, quad), n in counts.items() if pair in kept)
    return tuple(sorted(found, key=lambda one: (kept.index(one.pair), one.month, one.quad)))


def _pair(dealing: Dealing, between: Sequence[str]) -> str:
    """What two countries are called together, "" where one is none or not asked for."""
    codes = [end.country for end in (dealing.one, dealing.other) if end.country]
    if len(codes) < 2 or (len(between) > 1 and not set(codes) <= set(between)):
        return ""
    return " and ".join(words.country(code) for code in codes)
