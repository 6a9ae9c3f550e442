"""Where a series of stances turned, found as change points and told only where each side has two witnesses.

Stances are read off single clauses, and one in five or so is read wrong; so one mention never makes a turn, neither the
new stance nor the old one. Each side needs two showings of it that differ in day or in origin: two independent reports,
or the actor's own words or deeds on two days. Copies of one report are one showing. The two next to the turn must lie
within a year of each other: else the date of the turn would rest on one of them alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import fsum, log
from typing import TYPE_CHECKING

from onrecord.ledger.resolution import NEARBY_DAYS
from onrecord.ledger.revisions import DAY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.ledger.views import StanceWord

WITNESSES = 2
"""Showings that each side of a turn must have; those of one day and origin are one already."""

CLEAR = 0.3
"""A stance nearer to 0 than this is neither for nor against; the weakest cues of ``stances.csv`` show 0.4."""

FIRM = 0.7
"""From here on a stance is for or against, below it open or reluctant ("ready to", "sceptical of": 0.4 to 0.6)."""

Showing = tuple[str, float]
"""The date (a month or day) and the stance."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn: the indices of the showings on either side that bear it out, what they are in words, and why."""

    earlier: tuple[int, ...]
    later: tuple[int, ...]
    words: tuple[StanceWord, StanceWord]
    reason: str


def turns(showings: Sequence[Showing]) -> list[Turn]:
    """The turns of a series in order of date, the earliest first."""
    if len(showings) < 2 * WITNESSES:
        return []
    found = (_turn(showings, one, other) for one, other in pairwise(_stretches(showings)))
    return [turn for turn in found if turn is not None]


def penalty(length: int) -> float:
    """What a change point must save in squared error.

    1 for the shortest series that can have one: two showings of 0.5 against two of -0.5, the least turn that is one,
    just pay it. It grows with the logarithm of the length as in BIC, since a long series has more chances to err.
    """
    return log(length, 2 * WITNESSES)


def in_words(stance: float) -> StanceWord:
    """A clear stance in words."""
    if stance > 0:
        return "in favour" if stance >= FIRM else "open"
    return "against" if stance <= -FIRM else "reluctant"


def _near(one: str, other: str) -> bool:
    """Whether two dates, of which a month stands for its first day, lie within a year."""
    days = [date.fromisoformat(f"{value}-01"[:DAY]) for value in (one, other)]
    return abs(days[1] - days[0]).days <= NEARBY_DAYS


def _stretches(showings: Sequence[Showing]) -> list[tuple[int, ...]]:
    """Stretches of one direction, as the indices of the showings that go in it; what is mixed belongs to none."""
    stretches: list[tuple[int, ...]] = []
    for first, last in pairwise([0, *_change_points(showings)]):
        mean = fsum(stance for _, stance in showings[first:last]) / (last - first)
        agreeing = tuple(i for i in range(first, last) if abs(showings[i][1]) >= CLEAR and showings[i][1] * mean > 0)
        if abs(mean) < CLEAR or len(agreeing) < WITNESSES:
            continue
        if stretches and (showings[stretches[-1][0]][1] > 0) == (mean > 0):
            agreeing = (*stretches.pop(), *agreeing)
        stretches.append(agreeing)
    return stretches


def _change_points(showings: Sequence[Showing]) -> list[int]:
    """Where segments of constant mean end: PELT, exact, with squared error."""
    import numpy as np  # with ruptures they take a second to import, and most series are too short to need them
    from ruptures import Pelt

    signal = np.array([[stance] for _, stance in showings])
    found: list[int] = Pelt(model="l2", min_size=WITNESSES, jump=1).fit(signal).predict(penalty(len(showings)))
    return found


def _turn(showings: Sequence[Showing], earlier: tuple[int, ...], later: tuple[int, ...]) -> Turn | None:
    """The turn between two stretches.

    None where both stand in reports of one day or month, which disagree, and where a side has no second witness nearby.
    """
    after, before = showings[earlier[-1]][0], showings[later[0]][0]
    near = all(_near(showings[one][0], showings[other][0]) for one, other in (earlier[-2:], later[:2]))
    if before.startswith(after) or not near:
        return None
    means = [fsum(showings[i][1] for i in side) / len(side) for side in (earlier, later)]
    told = (f"{len(side)} of {mean:+.2f}" for side, mean in zip((earlier, later), means, strict=True))
    reason = f"change of mean: {' then '.join(told)}; penalty {penalty(len(showings)):.2f}"
    return Turn(earlier, later, (in_words(means[0]), in_words(means[1])), reason)
