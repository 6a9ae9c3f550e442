"""The dates that stand below a headline, where readers see them.

They count where the page declares no date, and where it declares a moment by UTC's clock alone: there the outlet's own
calendar may show another day, and it is that day which "on Friday" is counted from.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from lxml.etree import XPath

from onrecord.sources.dates import iso_prefix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

REACH = 1200
"""Characters of text after the headline within which a date is the article's own: byline and deck stand there."""

LONGEST_PIECE = 160
"""Characters of a piece of text with a date; a longer one is a sentence of the article."""

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, start=1)}
_MONTH = rf"({'|'.join(_NAMES)})[a-z]*\.?"
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(\d{{4}})\b", re.IGNORECASE)
_MONTH_DAY = re.compile(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"\b(\d{4})[-/.](\d\d)[-/.](\d\d)\b")
_NUMBERS = re.compile(r"\b(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)\b")
_UPDATED = re.compile(r"\b(?:updated?|modified|revised|edited|amended)\b", re.IGNORECASE)
_AMERICAN = re.compile(r"\b(?:E[SD]?T|C[SD]T|M[SD]T|P[SD]?T|[ap]\.?m\.?)(?!\w)", re.IGNORECASE)
_AFTER = XPath("following::text()[not(parent::script or parent::style or parent::title)]")
_TIMES = XPath("following::time[@datetime]")
_CENTURY = 2000


def dates_below(heading: HtmlElement) -> Iterator[str]:
    """Dates that stand below the headline, nearest first, those of an update left out; ISO prefixes."""
    for moment in _TIMES(heading)[:3]:
        told = f"{moment.get('class', '')} {_before(moment)}"
        read = iso_prefix(moment.get("datetime"))
        if read and "T" in read and not _UPDATED.search(told) and not _is_elsewhere(moment):
            yield read
    yield from (day.isoformat() for day in days_below(heading))


def days_below(heading: HtmlElement) -> Iterator[date]:
    """Days written out below the headline."""
    passed = 0
    for text in _AFTER(heading):
        piece = " ".join(text.split())
        passed += len(piece)
        if passed > REACH:
            return
        if piece and len(piece) <= LONGEST_PIECE and not _is_elsewhere(text.getparent()):
            day = _day(piece)
            if day is not None and not _UPDATED.search(
                f"{_before(text.getparent())} {piece.partition(str(day.year))[0]}"
            ):
                yield day


def outlets_day(declared: str, heading: HtmlElement) -> str:
    """The declared moment, or the outlet's own day where that is one off and the moment is told by UTC's clock."""
    if not declared.endswith("+00:00"):
        return declared
    day = date.fromisoformat(declared[:10])
    shown = next(days_below(heading), day)
    return shown.isoformat() if abs(shown - day) == timedelta(days=1) else declared


def names_a_day(piece: str) -> bool:
    """Whether a day is written out in a piece of text."""
    return _day(piece) is not None


def _day(piece: str) -> date | None:
    written = _DAY_MONTH.search(piece)
    if written:
        return _date(int(written[3]), _MONTHS[written[2].lower()], int(written[1]))
    written = _MONTH_DAY.search(piece)
    if written:
        return _date(int(written[3]), _MONTHS[written[1].lower()], int(written[2]))
    numbers = _YEAR_FIRST.search(piece)
    if numbers:
        return _date(int(numbers[1]), int(numbers[2]), int(numbers[3]))
    numbers = _NUMBERS.search(piece)
    return _from_numbers(numbers, piece) if numbers else None


def _from_numbers(match: re.Match[str], piece: str) -> date | None:
    """Points are German and mean day first; slashes are told by a number beyond twelve, or by America's clocks."""
    one, other = int(match[1]), int(match[3])
    year = int(match[4]) + (_CENTURY if len(match[4]) == 2 else 0)
    if match[2] == "." or one > 12 or one == other:
        return _date(year, other, one)
    return _date(year, one, other) if other > 12 or _AMERICAN.search(piece) else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _before(element: HtmlElement) -> str:
    """The words right before an element: a label such as "Updated:" may stand in one of its own."""
    previous = element.getprevious()
    parent = element.getparent()
    beside = "".join(previous.itertext()) + (previous.tail or "") if previous is not None else ""
    return (beside or (parent.text or "" if parent is not None else ""))[-40:]


def _is_elsewhere(element: HtmlElement) -> bool:
    """Whether it stands in what is about other articles."""
    return any(parent.tag in {"aside", "nav", "footer", "li"} for parent in element.iterancestors())
