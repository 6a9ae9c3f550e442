"""Times of day: "1:21 p.m. ET", "2200 GMT", "noon", "this morning", "Friday evening", "last night"."""

from __future__ import annotations

from onrecord.coder.times import calendar
from onrecord.coder.times.rules import rule
from onrecord.coder.times.scene import Hit, Reading, Scene


def _at(scene: Scene, clock: str, days: int = 0) -> Reading:
    """A time of the document's day; where another day stands beside it, :mod:`.merging` puts it there."""
    here = scene.anchor.day if scene.anchor else None
    day = calendar.shifted(here, days) if here else None
    return Reading("TIME", f"{day.isoformat()}T{clock}" if day else None, clock)


def _twelve_hours(hit: Hit, scene: Scene) -> Reading | None:
    hour, minute = int(hit.value("hour")), int(hit.value("minute") or 0)
    if not (1 <= hour <= 12 and minute < 60):
        return None
    hour = hour % 12 + (12 if hit.value("half") == "PM" else 0)
    return _at(scene, f"{hour:02}:{minute:02}")


def _twenty_four_hours(hit: Hit, scene: Scene) -> Reading | None:
    hour, minute = int(hit.value("hour")), int(hit.value("minute") or 0)
    touching = all(hit.words.touches(i) for i in range(hit.at("hour") + 1, hit.at("minute") + 1))
    if not (touching and hour <= 24 and minute < 60 and len(hit.form("minute")) == 2):
        return None
    return _at(scene, f"{hour:02}:{minute:02}")


def _four_figures(hit: Hit, scene: Scene) -> Reading | None:
    """'2200 GMT'."""
    hour, minute = divmod(int(hit.value("figures")), 100)
    return _at(scene, f"{hour:02}:{minute:02}") if hour <= 24 and minute < 60 else None


def _named(hit: Hit, scene: Scene) -> Reading | None:
    return _at(scene, hit.value("noon"))


def _part(hit: Hit, scene: Scene) -> Reading | None:
    """'this morning', 'the evening': a part of the document's day; 'last night' of the day before."""
    part = hit.value("part")
    moved = hit.form("which") in ("last", "next", "previous", "following")
    return _at(scene, part, int(hit.value("which")) if moved else 0)


_ZONE = "(?:COMMA?PAREN?(?P<zone>ZONE))"
_WHICH = "(?P<which>THE|THIS|LAST|THAT|NEXT|PREVIOUS|FOLLOWING|SAME)"

RULES = (
    rule(f"(?P<hour>SMALL)(?:(?:COLON|DOT)(?P<minute>SMALL))?(?P<half>AMPM){_ZONE}?", _twelve_hours),
    rule(f"(?P<hour>SMALL)COLON(?P<minute>SMALL)(?:COLON SMALL)?{_ZONE}?", _twenty_four_hours),
    rule("(?P<figures>CLOCK|YEAR)(?P<zone>ZONE)", _four_figures),
    rule("(?P<noon>NOON)", _named),
    rule(f"(?:EARLY DASH?|EARLIER)?{_WHICH}(?:EARLY DASH?)?(?P<part>PART)", _part),
    rule("(?:EARLY DASH?)(?P<part>PART)", _part),
    rule("EARLIER?(?P<part>TONIGHT)", _part),
)
