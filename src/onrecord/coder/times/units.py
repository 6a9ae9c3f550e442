"""Units counted from the document's date or from a mention: "last year", "two weeks ago", "the following day"."""

from __future__ import annotations

from onrecord.coder.times import calendar
from onrecord.coder.times.rules import rule
from onrecord.coder.times.scene import Hit, Reading, Scene


def _relative(hit: Hit, scene: Scene) -> Reading | None:
    """'this week', 'last month', 'early next year': the unit so many units from the document's date."""
    unit = hit.value("unit")
    if hit.form("which") == "next" and unit == "D":
        return None
    if hit.form("which") == "past" and unit not in ("Y", "WE"):
        return Reading("DURATION", f"P1{unit}")
    return _from_anchor(hit, scene)


def _from_anchor(hit: Hit, scene: Scene) -> Reading:
    value = calendar.unit_value(scene.anchor, hit.value("unit"), int(hit.value("which"))) if scene.anchor else None
    return Reading("DATE", value)


def _weekend(hit: Hit, scene: Scene) -> Reading | None:
    """'the weekend': this one on Saturday and Sunday or where the clause looks ahead, else the one before."""
    here = scene.anchor.day if scene.anchor else None
    if hit.value("unit") != "WE":
        return None
    if here is None:
        return Reading("DATE", None)
    back = 0 if here.isoweekday() >= 6 or scene.grammar.future(hit.offset) else -7
    return Reading("DATE", calendar.week_value(calendar.shifted(here, back), "-WE"))


def _that(hit: Hit, scene: Scene) -> Reading | None:
    """'that year', 'the same day', 'the following month': from the last mention as precise as the unit."""
    unit = hit.value("unit")
    mentioned = _mention(scene, unit)
    if mentioned is None:
        return Reading("DATE", None)
    step = int(hit.value("which"))
    return Reading("DATE", calendar.moved(mentioned, unit, step) if step else mentioned)


_CUT = {"D": 10, "M": 7, "Y": 4}


def _mention(scene: Scene, unit: str) -> str | None:
    focus = scene.discourse.focus
    cut = _CUT.get(unit)
    if cut is None:
        return scene.discourse.last.get(unit)
    if focus and calendar.grain(focus) in ("D", "M", "Y") and len(focus) >= cut:
        return focus[:cut]
    if focus and unit == "Y":
        return focus[:4]
    return scene.discourse.last.get(unit)


def _ago(hit: Hit, scene: Scene) -> Reading | None:
    """'two weeks ago': a value as precise as the unit; 'a few years ago' is the past and no more is known."""
    if hit.has("few"):
        return Reading("DATE", "PAST_REF")
    unit, count = hit.value("unit"), hit.count()
    if count is None or unit in ("H", "MIN", "S"):
        return Reading("TIME", None)
    if unit == "Y" and count == 1 and scene.discourse.period:
        return Reading("DATE", calendar.moved(scene.discourse.period, "Y", -1))
    return Reading("DATE", calendar.unit_value(scene.anchor, unit, -count) if scene.anchor else None)


def _earlier(hit: Hit, scene: Scene) -> Reading | None:
    """'a year earlier', 'two days later': from the period that figures are of, else from the last mention."""
    if hit.has("few"):
        return Reading("DATE", "PAST_REF" if hit.value("way") == "-1" else "FUTURE_REF")
    unit, count = hit.value("unit"), hit.count()
    if count is None or unit in ("H", "MIN", "S"):
        return None
    start = _start(scene, unit)
    return Reading("DATE", calendar.moved(start, unit, count * int(hit.value("way"))) if start else None)


def _start(scene: Scene, unit: str) -> str | None:
    if unit == "Y":
        return scene.discourse.period or _mention(scene, "Y") or _anchor_value(scene, "Y")
    return _mention(scene, unit if unit in _CUT else "D")


def _anchor_value(scene: Scene, unit: str) -> str | None:
    return calendar.unit_value(scene.anchor, unit, 0) if scene.anchor else None


_MOD = "(?:THE?EARLY DASH?|EARLIER IN?|THE?BOUND OF)"
_COUNT = "(?:(?P<few>AN?FEW|AN?COUPLE OF FEW)|(?P<count>NUM|AN)|AN?(?P<couple>COUPLE)OF)"

RULES = (
    rule(
        f"{_MOD}?THE?(?P<which>LAST|THIS|NEXT|PAST|CURRENT|LATEST|COMING|PREVIOUS)FISCAL?FULL?(?P<unit>UNIT)(?!DASH?OLD)",
        _relative,
    ),
    rule(f"{_MOD}?THE(?P<unit>UNIT)", _weekend),
    rule(f"{_MOD}?THE?(?P<which>SAME|THAT|FOLLOWING|NEXT)(?P<unit>UNIT)", _that),
    rule(f"HEDGE?{_COUNT}OF?(?:OR AN NUM)?(?P<unit>SPANUNIT)(?:OR SO)?AGO", _ago),
    rule("SPANUNIT AGO", lambda hit, scene: Reading("DATE", "PAST_REF")),
    rule(f"HEDGE?{_COUNT}OF?(?P<unit>SPANUNIT)(?P<way>EARLIER)", _earlier),
)
