"""The day that a report's weekday words follow, where it is not the day it is dated with.

Agencies stamp reports in universal time while "said Tuesday" is the day at the place: of 1,756 wire reports that name a
weekday, 152 name first, as past, the day after their stamp (84% the stamp's own day, 1% any day more than one before).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.coder.times.calendar import Anchor, shifted

if TYPE_CHECKING:
    from onrecord.coder.times.lexer import Words
    from onrecord.coder.times.scene import Grammar

LEDE = 80
"""Words within which the report's own day is named, if it is."""


def news_day(words: Words, grammar: Grammar, anchor: Anchor | None) -> Anchor | None:
    """The anchor, moved to the next day where the lede tells that next weekday as past."""
    if anchor is None or anchor.day is None:
        return anchor
    first = next((i for i in range(min(LEDE, len(words))) if words.kind(i) == "WEEKDAY"), None)
    following = shifted(anchor.day, 1)
    if first is None or following is None or int(words.values[first]) != following.isoweekday():
        return anchor
    if words.form(first - 1) in ("next", "last", "s") or not grammar.past(words.starts[first]):
        return anchor
    return replace(anchor, year=following.year, month=following.month, day=following)
