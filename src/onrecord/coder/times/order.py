"""Which figure of "3/8/25" is the month: what stands beside it tells the country's habit, or nothing does."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.coder.times.lexer import Words

REACH = 8
"""Words on either side in which evidence counts: a clock time or a time zone of the same line."""


def figure_order(words: Words, start: int, stop: int) -> str | None:
    """``MDY`` or ``DMY``; None where no evidence stands near, or evidence of both.

    A zone tells the country ("ET" the United States, "CET" Europe; "GMT" nothing). Without one, "a.m." and "p.m." point
    to the United States.
    """
    near = [i for i in range(max(0, start - REACH), min(len(words), stop + REACH)) if not start <= i < stop]
    zones = {words.values[i] for i in near if words.kind(i) == "ZONE"}
    orders = zones - {""}
    if zones:
        return orders.pop() if len(orders) == 1 else None
    return "MDY" if any(words.kind(i) == "AMPM" for i in near) else None
