"""Which way an expression without a year or a week points.

Shares measured on TimeBank and AQUAINT news: a bare weekday is the latest such day on or before the document's date
(0.91, 0.90), a month with a day stands in the nearest year (0.90, 0.95), a bare month lies in the past unless the
clause looks ahead (0.81, 0.90).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder.times.calendar import Anchor, exact, month_value, quarter_of, quarter_value, shifted

if TYPE_CHECKING:
    from datetime import date

FAR = 90
"""Days ahead beyond which a month and day is of the year before, unless the clause looks ahead: "the Feb. 14 killing",
told in November. On TimeBank 90 is the best of 30 to 200."""

SOON = 1
"""Months ahead up to which a bare month is the coming one even without a cue: eleven months ago would be called "last
November". On TimeBank 1 is the best of 0 to 4."""


def weekday(anchor: date, number: int, ahead: bool) -> date | None:
    """The day of that ISO weekday nearest on one side; the anchor's own weekday is the anchor."""
    back = (anchor.isoweekday() - number) % 7
    return shifted(anchor, (7 - back) % 7 if ahead else -back)


def other_weekday(anchor: date, number: int, ahead: bool) -> date | None:
    """As :func:`weekday`, but never the anchor itself: "last Monday", "next Monday"."""
    day = weekday(anchor, number, ahead)
    return shifted(anchor, 7 if ahead else -7) if day == anchor else day


def weekday_of_week(anchor: date, number: int, weeks: int) -> date | None:
    """That weekday of the week so many weeks later: "Monday last week"."""
    return shifted(anchor, number - anchor.isoweekday() + 7 * weeks)


def month(anchor: Anchor, number: int, ahead: bool, soon: int = SOON) -> str | None:
    """The month of that number nearest on one side; the anchor's own month is this one."""
    if anchor.month is None:
        return None
    steps = (number - anchor.month) % 12
    if not ahead and steps > soon:
        steps -= 12
    return month_value(anchor.year, anchor.month, steps)


def quarter(anchor: Anchor, number: int, ahead: bool) -> str | None:
    """The quarter of that number: of those that lie up to two back and one ahead.

    Figures of a quarter that has just ended are reported in the future too, so only the first quarter, seen from the
    last, is moved by the clause that looks ahead.
    """
    if anchor.month is None:
        return None
    steps = (number - quarter_of(anchor.month) + 2) % 4 - 2
    if steps == 1 and number == 1 and not ahead:
        steps = -3
    return quarter_value(anchor.year, quarter_of(anchor.month), steps)


def month_day(anchor: Anchor, number: int, day: int, ahead: bool) -> date | None:
    """That day of the month in the year that brings it nearest; far ahead only where the clause looks there."""
    if anchor.day is None:
        return None
    here = anchor.day
    found = [exact(year, number, day) for year in (anchor.year - 1, anchor.year, anchor.year + 1)]
    days = [day for day in found if day and (ahead or (day - here).days <= FAR)]
    return min(days, key=lambda day: abs((day - here).days), default=None)
