"""Finds the expressions: at every word that can begin one, the longest rule that its reader accepts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from onrecord.coder.times import clock, counts, days, periods, references, stretches, units
from onrecord.coder.times.merging import Found, merged
from onrecord.coder.times.scene import Hit, Reading, Scene
from onrecord.coder.times.vocabulary import kinds
from onrecord.records import Span, Time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.coder.times.rules import Rule

RULES: tuple[Rule, ...] = (
    *days.RULES,
    *clock.RULES,
    *periods.RULES,
    *stretches.RULES,
    *units.RULES,
    *counts.RULES,
    *references.RULES,
)
"""In order of preference among matches of one length."""

NEVER_FIRST = frozenset({"OTHER", "BREAK", "DOT", "COMMA", "PAREN", "DASH"})
"""Classes that no expression begins with: most words of any text."""


def read(scene: Scene) -> tuple[Time, ...]:
    """Every time expression of the scene's words, in text order, none overlapping another."""
    words = scene.words
    return tuple(
        Time(Span(words.starts[start], words.ends[stop - 1]), reading.type, reading.value)
        for start, stop, reading in merged(words, _found(scene))
    )


def _found(scene: Scene) -> Iterator[Found]:
    words, i = scene.words, 0
    while i < len(words):
        found = _longest(scene, i)
        if found is None:
            i += 1
            continue
        stop, reading = found
        scene.discourse.see(reading)
        yield Found(i, stop, reading)
        i = stop


def _longest(scene: Scene, i: int) -> tuple[int, Reading] | None:
    classes = scene.words.classes
    hits = [(match, rule) for rule in _beginning(classes[i]) if (match := rule.pattern.match(classes, i))]
    for match, rule in sorted(hits, key=lambda hit: -hit[0].end()):
        reading = rule.read(Hit(scene.words, match), scene)
        if reading is not None:
            return match.end(), reading
    return None


@cache
def _beginning(symbol: str) -> tuple[Rule, ...]:
    """The rules to try at a word of this class."""
    return () if kinds()[symbol] in NEVER_FIRST else RULES
