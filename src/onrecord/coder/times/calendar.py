"""Calendar arithmetic over ISO and TIMEX3 values: days, ISO weeks, months, quarters, seasons, years, decades.

A value that the calendar does not have (31 February, year 0 or 10,000) is None; nothing here raises for bad dates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_ANCHOR = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!\d)", re.ASCII)
_GRAINS = (
    ("D", re.compile(r"\d{4}-\d\d-\d\d")),
    ("WE", re.compile(r"\d{4}-W\d\d-WE")),
    ("W", re.compile(r"\d{4}-W\d\d")),
    ("M", re.compile(r"\d{4}-\d\d")),
    ("Q", re.compile(r"\d{4}-Q\d")),
    ("H", re.compile(r"\d{4}-H\d")),
    ("S", re.compile(r"\d{4}-(?:SP|SU|FA|WI)")),
    ("Y", re.compile(r"\d{4}")),
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """The document's date, as precise as it is known."""

    year: int
    month: int | None = None
    day: date | None = None

    @classmethod
    def parse(cls, iso: str | None) -> Anchor | None:
        """The anchor that an ISO prefix gives; None for none, or for one that is no date."""
        found = _ANCHOR.match(iso) if iso else None
        if found is None or not 1 <= int(found[1]) <= 9999:
            return None
        year, month = int(found[1]), int(found[2] or 0)
        if not found[2]:
            return cls(year)
        if not 1 <= month <= 12:
            return None
        return cls(year, month, exact(year, month, int(found[3])) if found[3] else None)


def exact(year: int, month: int, day: int) -> date | None:
    """That day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shifted(day: date, days: int) -> date | None:
    """The day so many days later, or None beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def day_value(day: date | None) -> str | None:
    """ISO value of a day."""
    return day.isoformat() if day else None


def week_value(day: date | None, suffix: str = "") -> str | None:
    """ISO value of the week that holds the day (weeks run from Monday and belong to the year of their Thursday)."""
    if day is None:
        return None
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}{suffix}"


def year_value(year: int) -> str | None:
    """Value of a year, or None beyond the calendar."""
    return f"{year:04}" if 1 <= year <= 9999 else None


def month_value(year: int, month: int, months: int = 0) -> str | None:
    """Value of the month so many months later."""
    index = year * 12 + month - 1 + months
    start = year_value(index // 12)
    return f"{start}-{index % 12 + 1:02}" if start else None


def quarter_of(month: int) -> int:
    """The calendar quarter of a month."""
    return (month + 2) // 3


def quarter_value(year: int, quarter: int, quarters: int = 0) -> str | None:
    """Value of the quarter so many quarters later."""
    index = year * 4 + quarter - 1 + quarters
    start = year_value(index // 4)
    return f"{start}-Q{index % 4 + 1}" if start else None


def unit_value(anchor: Anchor, unit: str, count: int) -> str | None:
    """The unit (D, W, WE, F, M, Q, Y, E, C) that lies ``count`` units from the one that holds the anchor.

    Decades and centuries are the year's first digits (``199``, ``19``), as TimeML writes them. None where the anchor
    is not precise enough or the calendar ends.
    """
    if unit in ("D", "W", "WE", "F"):
        return _from_day(anchor.day, unit, count) if anchor.day else None
    if unit in ("M", "Q"):
        return _from_month(anchor.year, anchor.month, unit, count) if anchor.month else None
    years = {"Y": 1, "E": 10, "C": 100}[unit]
    value = year_value(anchor.year + years * count)
    return value[: {"Y": 4, "E": 3, "C": 2}[unit]] if value else None


def _from_day(day: date, unit: str, count: int) -> str | None:
    if unit == "D":
        return day_value(shifted(day, count))
    weeks = 2 * count if unit == "F" else count
    return week_value(shifted(day, 7 * weeks), "-WE" if unit == "WE" else "")


def _from_month(year: int, month: int, unit: str, count: int) -> str | None:
    if unit == "M":
        return month_value(year, month, count)
    return quarter_value(year, quarter_of(month), count)


def grain(value: str | None) -> str | None:
    """The unit that a calendar value names: D, W, WE, M, Q, H, S or Y; None for anything else."""
    for unit, form in _GRAINS:
        if value and form.fullmatch(value):
            return unit
    return None


def moved(value: str, unit: str, count: int) -> str | None:
    """A calendar value moved by units: at its own precision for years, else at the unit's."""
    if unit == "Y" and value[:4].isdecimal():
        year = year_value(int(value[:4]) + count)
        return year + value[4:] if year and not _week(value) else year
    anchor = Anchor.parse(value) if not _week(value) else None
    return unit_value(anchor, unit, count) if anchor else None


def _week(value: str) -> bool:
    return "W" in value and not value.endswith("WI")


_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?", re.ASCII)


def certain_prefix(value: str | None) -> str | None:
    """The longest ISO prefix of calendar dates that holds for every day of a TIMEX3 value: "2015-W29" is "2015-07".

    None where there is none: references, decades, weeks over a year's end, winters.
    """
    if value is None or value.endswith("-WI") or (grain(value[:10]) is None and grain(value) is None):
        return None
    if found := _WEEK.fullmatch(value):
        return _week_prefix(int(found[1]), int(found[2]), 6 if found[3] else 1)
    return value[:10] if grain(value[:10]) == "D" else value if grain(value) == "M" else value[:4]


def _week_prefix(year: int, week: int, first: int) -> str | None:
    try:
        days = [date.fromisocalendar(year, week, day).isoformat() for day in (first, 7)]
    except ValueError:
        return None
    return next((days[0][:cut] for cut in (7, 4) if days[0][:cut] == days[1][:cut]), None)


def easter(year: int) -> date | None:
    """Western Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    ell = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * ell) // 451
    month, day = divmod(h + ell - 7 * m + 114, 31)
    return exact(year, month, day + 1)


def thanksgiving(year: int) -> date | None:
    """The fourth Thursday of November, as the United States keep it since 1942."""
    first = exact(year, 11, 1)
    return shifted(first, (3 - first.weekday()) % 7 + 21) if first else None
