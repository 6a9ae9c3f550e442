"""Months, years, decades, centuries and seasons: "early November 1995", "mid-1996", "the 1990s", "last fall"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder.times import calendar, directions, numbers
from onrecord.coder.times.rules import rule
from onrecord.coder.times.scene import Hit, Reading, Scene
from onrecord.coder.times.vocabulary import cues

if TYPE_CHECKING:
    from onrecord.coder.times.lexer import Words

FIRST_PLAIN_YEAR = 1600
"""Four figures below this are a year only after "in" or with an era; from here on also elsewhere in a sentence."""


def _month(hit: Hit, scene: Scene) -> Reading | None:
    number = int(hit.value("month"))
    if hit.value("of") not in ("", "Y"):
        return None
    if hit.has("year"):
        return Reading("DATE", calendar.month_value(int(hit.value("year")), number))
    if not (hit.has("which") or hit.has("that") or hit.has("mod") or _is_month(hit)):
        return None
    return Reading("DATE", _month_value(hit, scene, number) if scene.anchor else None)


def _is_month(hit: Hit) -> bool:
    """Whether a bare name is a month: "May", "April" and "Dec" only where the words beside them say so."""
    words, i = hit.words, hit.at("month")
    before, form = words.form(i - 1), words.form(i)
    if form not in cues("ambiguous_month"):
        return len(form) > 3 or before in cues("before_month")
    named = before in cues("before_month_unless_name") and words.capitalised(i + 1)
    return before in cues("before_month") and not named


def _month_value(hit: Hit, scene: Scene, number: int) -> str | None:
    anchor = scene.anchor
    if anchor is None:
        return None
    if hit.has("that"):
        return calendar.month_value(anchor.year + int(hit.value("that")), number)
    which = hit.value("which")
    if which == "0":
        return calendar.month_value(anchor.year, number)
    if which == "-1" and anchor.month is not None and 0 <= anchor.month - number <= 1:
        return calendar.month_value(anchor.year - 1, number)
    if which == "-1" or hit.words.form(hit.start - 1) == "since":
        return directions.month(anchor, number, ahead=False, soon=0)
    if which == "" and (mentioned := _mentioned(hit, scene, number)):
        return mentioned
    return directions.month(anchor, number, which == "1" or _ahead(hit, scene))


def _mentioned(hit: Hit, scene: Scene, number: int) -> str | None:
    """The month just spoken of, if it has this name; not a coming one where the clause tells what was."""
    last = scene.discourse.last.get("M", "")
    here = calendar.unit_value(scene.anchor, "M", 0) if scene.anchor else None
    if not last.endswith(f"-{number:02}") or here is None:
        return None
    return None if last > here and scene.grammar.past(hit.words.starts[hit.at("month")]) else last


def _ahead(hit: Hit, scene: Scene) -> bool:
    cue = hit.words.form(hit.start - 1)
    return cue in cues("before_coming_month") or scene.grammar.future(hit.words.starts[hit.at("month")])


def _year(hit: Hit, scene: Scene) -> Reading | None:
    return Reading("DATE", hit.value("year")) if _is_year(hit, scene) else None


def _is_year(hit: Hit, scene: Scene) -> bool:
    words, i = hit.words, hit.at("year")
    if hit.start < i:
        return True
    before = words.form(i - 1)
    if _in_a_number(words, i):
        return False
    if before in cues("before_year"):
        return True
    if int(hit.value("year")) < FIRST_PLAIN_YEAR:
        return False
    return before in ("the", "s") or words.capitalised(i + 1) or not scene.grammar.counts(words.starts[i])


def _in_a_number(words: Words, i: int) -> bool:
    """'$2000', '2000%', '1998.5', 'Resolution 1701', '2000/2' and the like."""
    before, after = words.form(i - 1), words.form(i + 1)
    if before in cues("before_number") or (before in (",", ".", "/", "'", "+", "&") and words.touches(i)):
        return True
    if after in cues("after_number"):
        return True
    if after not in (",", ".", ":", "-", "/") or not words.touches(i + 1):
        return False
    return words.touches(i) if after in ("-", "/") else words.touches(i + 2) and words.form(i + 2)[:1].isdecimal()


def _spoken_year(hit: Hit, scene: Scene) -> Reading | None:
    spelled = range(hit.match.start("spoken"), hit.match.end("spoken"))
    year = numbers.read_spoken_year([hit.words.values[i] for i in spelled])
    return Reading("DATE", calendar.year_value(year)) if year else None


def _era(hit: Hit, scene: Scene) -> Reading | None:
    number = hit.number("year")
    if number is None or not 0 < number <= 9999:
        return None
    return Reading("DATE", f"BC{number:04}" if hit.value("era") == "BC" else f"{number:04}")


def _decade(hit: Hit, scene: Scene) -> Reading | None:
    """'the 1990s', "the '90s"; "in their 20s" is an age."""
    digits = hit.value("decade")
    if len(digits) == 3:
        return Reading("DATE", digits)
    if "the" not in hit.words.forms[hit.start : hit.stop] and hit.words.form(hit.at("decade") - 1) not in ("'", "’"):
        return None
    century = 19 if scene.anchor is None or scene.anchor.year < 2000 or digits >= "3" else 20
    return Reading("DATE", f"{century}{digits}")


def _century(hit: Hit, scene: Scene) -> Reading | None:
    number = int(hit.value("number"))
    if hit.value("unit") != "C" or not 1 <= number <= 30:
        return None
    return Reading("DATE", f"BC{number - 1:02}" if hit.value("era") == "BC" else f"{number - 1:02}")


def _season(hit: Hit, scene: Scene) -> Reading | None:
    if hit.value("of") not in ("", "Y") or not _is_season(hit):
        return None
    year = _season_year(hit, scene)
    if year or hit.has("spoken") or hit.has("that"):
        return Reading("DATE", f"{year}-{hit.value('season')}" if year else None)
    return Reading("DATE", _nearest_season(hit, scene))


def _is_season(hit: Hit) -> bool:
    """Not "spring up", and not "the fall of" a city."""
    if hit.has("which") or hit.has("year") or hit.has("spoken") or hit.has("that"):
        return True
    if hit.form("season") == "fall" and hit.words.form(hit.stop) in ("of", "in", "from"):
        return False
    return hit.has("the") or hit.words.form(hit.start - 1) in cues("before_year")


def _season_year(hit: Hit, scene: Scene) -> str | None:
    """The year that stands with the season, as figures, as it is spoken, or as "last year"."""
    if hit.has("spoken"):
        said = _spoken_year(hit, scene)
        return said.value if said else None
    if hit.has("that"):
        return calendar.year_value(scene.anchor.year + int(hit.value("that"))) if scene.anchor else None
    return hit.value("year") or None


_MIDDLE = {"WI": 1, "SP": 4, "SU": 7, "FA": 10}


def _nearest_season(hit: Hit, scene: Scene) -> str | None:
    """'this' is the year's own, 'last' the one that ended, 'next' the one to come; bare, as a month in its middle."""
    anchor, season = scene.anchor, hit.value("season")
    if anchor is None or anchor.month is None:
        return None
    which = hit.value("which")
    year = anchor.year
    if which == "1" or (which == "" and scene.grammar.future(hit.words.starts[hit.at("season")])):
        year += _MIDDLE[season] <= anchor.month
    elif which != "0" and not hit.has("past"):
        year -= _MIDDLE[season] > anchor.month - (which == "-1")
    value = calendar.year_value(year)
    return f"{value}-{season}" if value else None


_MOD = "(?P<mod>THE?EARLY DASH?|EARLIER IN?|THE?BOUND OF THE?)"
_WHICH = "(?P<which>LAST|THIS|NEXT|PAST|PREVIOUS|COMING|FOLLOWING)"
_SPOKEN = "(?P<spoken>NUMBER NUMBER(?:DASH?NUMBER)?)"
_RELATIVE_YEAR = "(?P<that>LAST|THIS|NEXT)(?P<of>UNIT)"

_SEASON = f"(?P<season>SEASON)(?:OF?(?:(?P<year>YEAR)|{_SPOKEN}|{_RELATIVE_YEAR}))?"

RULES = (
    rule(f"{_MOD}?{_WHICH}?(?P<month>MONTH)", _month),
    rule(f"{_MOD}?(?P<month>MONTH)(?:COMMA|OF|IN)?(?P<year>YEAR)", _month),
    rule(f"{_MOD}?(?P<month>MONTH)(?:COMMA|OF)?{_RELATIVE_YEAR}", _month),
    rule(f"(?:{_MOD}|THE?FISCAL UNIT?|THE UNIT)?(?P<year>YEAR)", _year),
    rule(f"(?:{_MOD}|THE UNIT|MONTH)?{_SPOKEN}", _spoken_year),
    rule("(?P<year>SMALL|DIGITS|YEAR)(?P<era>ERA)", _era),
    rule("(?P<era>ERA)(?P<year>SMALL|DIGITS|YEAR)", _era),
    rule(f"{_MOD}?THE?(?:EARLY DASH?)?APOS?(?P<decade>DECADE)", _decade),
    rule(f"{_MOD}?THE?(?:EARLY DASH?)?(?P<number>ORDINAL)DASH?(?P<unit>UNIT)(?P<era>ERA)?", _century),
    rule(
        f"{_MOD}?(?P<the>THE)?(?:EARLY DASH?)?{_WHICH}?(?P<past>PAST)?{_SEASON}",
        _season,
    ),
)
