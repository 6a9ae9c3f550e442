"""Durations and sets: "two years", "the past three months", "the last twenty four hours", "every Tuesday", "daily"."""

from __future__ import annotations

from onrecord.coder.times.rules import rule
from onrecord.coder.times.scene import Hit, Reading, Scene
from onrecord.coder.times.vocabulary import cues

_CLOCK = {"H": "H", "MIN": "M", "S": "S"}
_EVERY = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX", "Q": "XXXX-QX", "WE": "XXXX-WXX-WE"}


def duration_value(count: int | None, unit: str) -> str:
    """TIMEX3 duration: ``P2Y``, ``PT30M``; X where the number is not told. Days are told in days, also as 24 hours."""
    number = "X" if count is None else str(count)
    if unit == "H" and count == 24:
        return "P1D"
    if unit in _CLOCK:
        return f"PT{number}{_CLOCK[unit]}"
    if unit == "F":
        return f"P{'X' if count is None else 2 * count}W"
    return f"P{number}{unit}"


def _duration(hit: Hit, scene: Scene) -> Reading | None:
    count = hit.count()
    return None if count is None else Reading("DURATION", duration_value(count, hit.value("unit")))


def _vague(hit: Hit, scene: Scene) -> Reading | None:
    return Reading("DURATION", duration_value(None, hit.value("unit")))


def _recent(hit: Hit, scene: Scene) -> Reading | None:
    """'recent years', 'coming months': the time before or after now; 'recent weeks' TimeBank has as a duration."""
    if hit.form("which") == "recent" and hit.value("unit") in ("W", "M", "Q"):
        return Reading("DURATION", duration_value(None, hit.value("unit")))
    return Reading("DATE", "FUTURE_REF" if hit.form("which") in ("coming", "upcoming", "future") else "PAST_REF")


def _every(hit: Hit, scene: Scene) -> Reading | None:
    if hit.has("single"):
        return Reading("SET", f"XXXX-WXX-{hit.value('single')}")
    if hit.has("day"):
        part = f"T{hit.value('part')}" if hit.has("part") else ""
        return Reading("SET", f"XXXX-WXX-{hit.value('day')}{part}")
    if hit.has("month"):
        return Reading("SET", f"XXXX-{int(hit.value('month')):02}")
    return Reading("SET", _EVERY.get(hit.value("unit")) or duration_value(1, hit.value("unit")))


def _frequency(hit: Hit, scene: Scene) -> Reading | None:
    """'daily' and the like; as a noun it is a newspaper."""
    return None if scene.grammar.tag(hit.offset).startswith("NN") else Reading("SET", hit.value("set"))


def _rate(hit: Hit, scene: Scene) -> Reading | None:
    """'358,000 a month', '6 million a day': a rate, not a month."""
    before = hit.words.form(hit.start - 1)
    counted = before in cues("before_rate") or before[:1].isdecimal()
    return Reading("SET", duration_value(1, hit.value("unit"))) if counted else None


_COUNT = "(?:(?P<count>NUM|AN)|AN?(?P<couple>COUPLE)OF)"
_FEW = "(?:AN?FEW|AN COUPLE OF FEW|FEW)"
_WINDOW = "(?:(?:THE|THESE)?(?:LAST|PAST|NEXT|COMING|PREVIOUS|FOLLOWING|LATEST|ORDINAL|RECENT)|THE)"

RULES = (
    rule("AN(?P<unit>UNIT|CLOCKUNIT)", _rate),
    rule(f"HEDGE?{_COUNT}OF?MORE?DASH?(?P<unit>SPANUNIT)(?!DASH?OLD)", _duration),
    rule(f"BOUNDED?{_WINDOW}{_COUNT}OF?(?P<unit>PLURAL)", _duration),
    rule(f"BOUNDED?(?:THE?(?:LAST|PAST|NEXT|COMING|PREVIOUS|ORDINAL))?{_FEW}(?P<unit>PLURAL)", _vague),
    rule("(?:THE|THESE)?(?P<which>LAST|PAST|COMING|RECENT|FUTURE)(?P<unit>PLURAL)(?:AND UNITS)?", _recent),
    rule("EVERY ORDINAL?(?:(?P<day>WEEKDAY)(?P<part>PART)?|(?P<month>MONTH)|(?P<unit>UNIT|CLOCKUNIT))", _every),
    rule("(?P<day>WEEKDAYS)(?P<part>PARTS)?|(?P<single>WEEKDAY)PARTS", _every),
    rule("(?P<set>FREQUENCY)", _frequency),
)
