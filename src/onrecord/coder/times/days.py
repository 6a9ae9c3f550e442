"""Single days: "July 14, 2015", "3/8/25", "Friday", "last Monday", "yesterday", "Christmas"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.coder.times import calendar, directions
from onrecord.coder.times.order import figure_order
from onrecord.coder.times.rules import rule
from onrecord.coder.times.scene import Hit, Reading, Scene
from onrecord.coder.times.vocabulary import cues

if TYPE_CHECKING:
    from datetime import date

CENTURY_PIVOT = 50
"""Two figures of a year below this are 20xx, the others 19xx: news is dated from the 1950s on."""

_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d", re.ASCII)


def _date(day: date | None) -> Reading:
    return Reading("DATE", calendar.day_value(day))


def _iso(hit: Hit, scene: Scene) -> Reading | None:
    if not hit.unbroken():
        return None
    day = calendar.exact(int(hit.value("year")), int(hit.value("month")), int(hit.value("day")))
    if day is None or not hit.has("hour"):
        return _date(day)
    clock = f"{hit.form('hour')}:{hit.form('minute')}"
    return Reading("TIME", f"{day.isoformat()}T{clock}", clock) if _CLOCK.fullmatch(clock) else _date(day)


def _numeric(hit: Hit, scene: Scene) -> Reading | None:
    """'3/8/25': the month is told by the other figure being above 12, else by what stands near, else not at all."""
    if not hit.unbroken():
        return None
    first, second, year = int(hit.value("first")), int(hit.value("second")), _full_year(hit.value("year"))
    as_month_day, as_day_month = calendar.exact(year, first, second), calendar.exact(year, second, first)
    if as_month_day and as_day_month and first != second:
        order = figure_order(hit.words, hit.start, hit.stop)
        return _date({"MDY": as_month_day, "DMY": as_day_month}.get(order or ""))
    return _date(as_month_day or as_day_month)


def _full_year(figures: str) -> int:
    year = int(figures)
    if len(figures) > 2:
        return year
    return year + (2000 if year < CENTURY_PIVOT else 1900)


def _month_day(hit: Hit, scene: Scene) -> Reading | None:
    """A month and a day, with its year or in the nearest one; figures that are no day are not read."""
    month, day = int(hit.value("month")), int(hit.value("day"))
    if not 1 <= day <= 31 or _decimal_follows(hit):
        return None
    if hit.has("year"):
        return _date(calendar.exact(int(hit.value("year")), month, day))
    return _date(directions.month_day(scene.anchor, month, day, _ahead(hit, scene)) if scene.anchor else None)


def _ahead(hit: Hit, scene: Scene) -> bool:
    before = hit.words.forms[max(0, hit.start - 3) : hit.start]
    return not cues("before_coming_day").isdisjoint(before) or scene.grammar.future(hit.words.starts[hit.at("month")])


def _decimal_follows(hit: Hit) -> bool:
    """'rose in March 8.5 percent': the figure goes on."""
    words, stop = hit.words, hit.stop
    return (
        words.form(stop) in (".", ",", ":")
        and words.touches(stop)
        and words.touches(stop + 1)
        and words.form(stop + 1)[:1].isdecimal()
    )


def _weekday(hit: Hit, scene: Scene) -> Reading | None:
    if _names_something(hit) or hit.value("unit") not in ("", "W"):
        return None
    here = scene.anchor.day if scene.anchor else None
    return _with_part(hit, _weekday_date(hit, scene, here) if here else None)


def _with_part(hit: Hit, day: date | None) -> Reading:
    """A day, or the part of it that is named ("Friday evening")."""
    if not hit.has("part"):
        return _date(day)
    part = hit.value("part")
    return Reading("TIME", f"{day.isoformat()}T{part}" if day else None, part)


def _weekday_date(hit: Hit, scene: Scene, here: date) -> date | None:
    number = int(hit.value("day"))
    if hit.has("past"):
        return directions.other_weekday(here, number, ahead=False)
    if hit.has("week"):
        return directions.weekday_of_week(here, number, int(hit.value("week")))
    if hit.form("which") in ("previous", "following"):
        here = _day_in_focus(scene) or here
    if hit.value("which") in ("-1", "1"):
        return directions.other_weekday(here, number, ahead=hit.value("which") == "1")
    return directions.weekday(here, number, _weekday_ahead(hit, scene))


def _weekday_ahead(hit: Hit, scene: Scene) -> bool:
    """'this Friday' is to come unless the clause tells what was; a bare one was, unless the clause looks ahead."""
    offset = hit.words.starts[hit.at("day")]
    if hit.value("which") == "0":
        return not scene.grammar.past(offset)
    return hit.words.form(hit.start - 1) in cues("before_coming_weekday") or scene.grammar.future(offset)


def _day_in_focus(scene: Scene) -> date | None:
    anchor = calendar.Anchor.parse(scene.discourse.last.get("D"))
    return anchor.day if anchor else None


def _names_something(hit: Hit) -> bool:
    """'the Sunday Times', 'Good Friday', 'Sunday Morning Futures' are names, not days."""
    words, stop = hit.words, hit.stop
    if words.kind(hit.start - 1) == "EPITHET" and words.capitalised(hit.start - 1):
        return True
    if hit.has("part"):
        return words.capitalised(stop - 1) and words.capitalised(stop)
    if words.form(stop) in ("morning", "night") and words.capitalised(stop) and words.capitalised(stop + 1):
        return True
    definite = hit.has("the") or words.form(hit.start - 1) == "the"
    return words.capitalised(stop) and (words.kind(stop) == "PAPER" or (definite and not hit.has("which")))


def _deictic(hit: Hit, scene: Scene) -> Reading | None:
    here = scene.anchor.day if scene.anchor else None
    return _with_part(hit, calendar.shifted(here, int(hit.value("day"))) if here else None)


def _holiday(hit: Hit, scene: Scene) -> Reading | None:
    """A feast in its nearest year, or in the year that is named."""
    years = _years(hit, scene)
    days = [day for year in years if (day := _feast(hit.value("feast"), year))]
    if hit.has("eve"):
        days = [eve for day in days if (eve := calendar.shifted(day, -1))]
    if len(years) == 1:
        return _date(days[0] if days else None)
    here = scene.anchor.day if scene.anchor else None
    return _date(min(days, key=lambda day: abs((day - here).days)) if here and days else None)


def _years(hit: Hit, scene: Scene) -> list[int]:
    if hit.has("year"):
        return [int(hit.value("year"))]
    return [scene.anchor.year + step for step in (-1, 0, 1)] if scene.anchor else []


def _feast(name: str, year: int) -> date | None:
    if name == "EASTER":
        return calendar.easter(year)
    if name == "THANKSGIVING":
        return calendar.thanksgiving(year)
    month, day = name.split("-")
    return calendar.exact(year, int(month), int(day))


_DAYNAME = "(?:(?:WEEKDAY|DAYABBR)COMMA?)"
_YEAR = "(?:COMMA?(?P<year>YEAR))"
_TO_DAY = "(?:DASH SMALL(?=COMMA YEAR|OF YEAR|YEAR)OF?)"
_WHICH = "(?:(?P<which>LAST|THIS|NEXT|PREVIOUS|FOLLOWING|COMING)COMING?|THIS?(?P<past>PAST))"

RULES = (
    rule("(?P<year>YEAR)DASH(?P<month>SMALL)DASH(?P<day>SMALL)(?:TEE(?P<hour>SMALL)COLON(?P<minute>SMALL))?", _iso),
    rule("(?P<first>SMALL)SLASH(?P<second>SMALL)SLASH(?P<year>SMALL|YEAR)", _numeric),
    rule("(?P<first>SMALL)DOT(?P<second>SMALL)DOT(?P<year>YEAR)", _numeric),
    rule(
        f"(?:LAST|(?:THIS|NEXT)COMING?)?{_DAYNAME}?(?P<month>MONTH)THE?(?P<day>SMALL|ORDINAL)(?!PERCENT){_TO_DAY}?{_YEAR}?",
        _month_day,
    ),
    rule(f"{_DAYNAME}?THE?(?P<day>SMALL|ORDINAL)OF?(?P<month>MONTH){_YEAR}?", _month_day),
    rule(
        f"(?:EARLY|EARLIER)?(?P<the>THE)?{_WHICH}?(?P<day>WEEKDAY)(?:OF?(?P<week>LAST|THIS|NEXT)(?P<unit>UNIT))?",
        _weekday,
    ),
    rule("(?:EARLY|EARLIER)?(?P<day>WEEKDAY)(?P<part>PART)", _weekday),
    rule("(?:EARLY|EARLIER)?(?P<day>DEICTIC)(?P<part>PART)?", _deictic),
    rule(f"(?P<feast>HOLIDAY)(?P<eve>EVE)?UNIT?{_YEAR}?", _holiday),
)
