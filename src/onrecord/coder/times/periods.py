"""Quarters, halves and the reporting periods of business news: "the third quarter", "the year-earlier period"."""

from __future__ import annotations

from onrecord.coder.times import calendar, directions
from onrecord.coder.times.rules import rule
from onrecord.coder.times.scene import Hit, Reading, Scene


def _quarter(hit: Hit, scene: Scene) -> Reading | None:
    if hit.value("unit") != "Q" or hit.value("of") not in ("", "Y"):
        return None
    number = int(hit.value("number"))
    if not 1 <= number <= 4:
        return None
    value = _quarter_value(hit, scene, number)
    if hit.has("ago"):
        return Reading("DATE", calendar.moved(value, "Y", -1) if value else None)
    return Reading("DATE", value, period=value)


def _quarter_value(hit: Hit, scene: Scene, number: int) -> str | None:
    if hit.has("year"):
        return calendar.quarter_value(int(hit.value("year")), number)
    if scene.anchor is None:
        return None
    if hit.has("that"):
        return calendar.quarter_value(scene.anchor.year + int(hit.value("that")), number)
    return directions.quarter(scene.anchor, number, scene.grammar.future(hit.offset))


def _half(hit: Hit, scene: Scene) -> Reading | None:
    number = {"1": 1, "2": 2, "-1": 2}.get(hit.value("number"))
    if number is None or hit.value("of") not in ("", "Y"):
        return None
    if hit.has("year"):
        return Reading("DATE", f"{hit.value('year')}-H{number}")
    if not hit.has("that") or scene.anchor is None:
        return None
    year = calendar.year_value(scene.anchor.year + int(hit.value("that")))
    return Reading("DATE", f"{year}-H{number}" if year else None)


def _the_period(hit: Hit, scene: Scene) -> Reading | None:
    """'the quarter', 'the latest period': the quarter last spoken of; nothing where none was."""
    if hit.value("unit") not in ("Q", "") or scene.discourse.period is None:
        return None
    return Reading("DATE", scene.discourse.period)


def _year_ago_period(hit: Hit, scene: Scene) -> Reading | None:
    """'the year-earlier quarter': the period spoken of, a year back; without one, the year before."""
    if hit.value("unit") != "Y":
        return None
    if scene.discourse.period:
        return Reading("DATE", calendar.moved(scene.discourse.period, "Y", -1))
    return Reading("DATE", calendar.unit_value(scene.anchor, "Y", -1) if scene.anchor else None)


def _dated_period(hit: Hit, scene: Scene) -> Reading | None:
    """'the 1988 period': the quarter spoken of, in that year."""
    if hit.value("unit") not in ("Q", ""):
        return None
    period, year = scene.discourse.period, hit.value("year")
    return Reading("DATE", year + period[4:] if period else year)


def _this_unit(hit: Hit, scene: Scene) -> Reading | None:
    """'the end of the month', 'later in the year': the unit that holds the document's date."""
    return Reading("DATE", calendar.unit_value(scene.anchor, hit.value("unit"), 0) if scene.anchor else None)


def _year_end(hit: Hit, scene: Scene) -> Reading | None:
    return _this_unit(hit, scene) if hit.value("unit") == "Y" and hit.form("end") == "end" else None


def _the_year(hit: Hit, scene: Scene) -> Reading | None:
    """'for the year' is this one; 'the year ended Sept. 30' says how long, not when."""
    if hit.value("unit") != "Y":
        return None
    year = calendar.unit_value(scene.anchor, "Y", 0) if scene.anchor else None
    if hit.words.form(hit.stop) in ("ended", "ending", "to"):
        return Reading("DURATION", "P1Y", period=year)
    return Reading("DATE", year, period=year)


def _months(hit: Hit, scene: Scene) -> Reading | None:
    """'the nine months': the figures after it are of this year."""
    count = hit.number("count")
    if count is None or hit.value("unit") != "M":
        return None
    year = calendar.unit_value(scene.anchor, "Y", 0) if scene.anchor else None
    return Reading("DURATION", f"P{count}M", period=year)


_NUMBER = "(?P<number>ORDINAL)"
_AGO = "(?:(?P<unit>UNIT)DASH?(?:AGO|EARLIER))"
_THAT = "(?P<that>LAST|THIS|NEXT)(?P<of>UNIT)"

RULES = (
    rule(
        f"THE?FISCAL?DASH?{_NUMBER}FISCAL?DASH?(?P<unit>UNIT)(?:(?:OF|IN)?THE?(?:UNIT|FISCAL)?(?P<year>YEAR)|OF?{_THAT})?",
        _quarter,
    ),
    rule(f"THE(?P<year>YEAR){_NUMBER}DASH?(?P<unit>UNIT)", _quarter),
    rule(f"{_THAT} POSS {_NUMBER}DASH?(?P<unit>UNIT)", _quarter),
    rule(f"THE(?P<ago>UNIT DASH?(?:AGO|EARLIER)){_NUMBER}DASH?(?P<unit>UNIT)", _quarter),
    rule(f"THE(?P<number>ORDINAL|LAST)HALF OF?(?:(?P<year>YEAR)|{_THAT})", _half),
    rule("THE(?:LATEST|SAME)?FISCAL?(?:PERIOD|(?P<unit>UNIT))", _the_period),
    rule(f"(?:THE|AN)?{_AGO}(?:PERIOD|UNIT)?", _year_ago_period),
    rule("THE(?P<year>YEAR)(?:FISCAL?PERIOD|FISCAL?(?P<unit>UNIT))", _dated_period),
    rule("(?:THE BOUND OF|EARLIER IN)THE(?P<unit>UNIT)", _this_unit),
    rule("APPROX?(?P<unit>UNIT)(?:DASH|POSS)?(?P<end>BOUND)", _year_end),
    rule("(?<=[IN PREP OF])THE(?:FULL|FISCAL)?(?P<unit>UNIT)", _the_year),
    rule("THE(?:ORDINAL|LATEST|SAME)?(?P<count>NUM)(?P<unit>UNITS)", _months),
)
