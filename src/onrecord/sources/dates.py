"""Dates that metadata give, as ISO 8601 prefixes."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

LONGEST_DATE = 64

# Software writes 0001-01-01 and 9999-12-31 where no date was set.
FIRST_YEAR, LAST_YEAR = 1400, 9998

# 1973 to 5138 in seconds; the same in milliseconds. What is smaller is no clock: 20150714 is a date, 2015 a year.
EPOCH_SECONDS = (1e8, 1e11)
EPOCH_MILLISECONDS = (1e11, 1e14)

_PARTIAL = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?", re.ASCII)
_ISO_DATE = re.compile(r"\d{4}-?\d\d-?\d\d|\d{4}-?W\d\d-?\d", re.ASCII)
_TO_THE_MINUTE = re.compile(r"(?<![:\d+-])\d\d:\d\d(?![:\d])|T\d{4}(?!\d)", re.ASCII)
_HALF_DAY = re.compile(r"\b\d{1,2}[:.]\d\d.{0,6}\b[ap]\.?m\b", re.IGNORECASE | re.DOTALL)
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, start=1)}
_MONTH = rf"({'|'.join(_NAMES)})[a-z]*\.?"
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(\d{{4}})\b", re.IGNORECASE)
_MONTH_DAY = re.compile(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(?<![\d+-])(\d{4})[-/.](\d\d?)[-/.](\d\d?)(?!\d)", re.ASCII)
_NUMBERS = re.compile(r"(?<![\d+./-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?![\d./-])", re.ASCII)
_AMERICAN = re.compile(r"\b(?:E[SD]?T|C[SD]T|M[SD]T|P[SD]?T|[ap]\.?m\.?)(?!\w)", re.IGNORECASE)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)\d{2,6}", re.ASCII)
_CENTURY = 2000
_WRITTEN = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%A, %B %d, %Y", "%Y/%m/%d")


def iso_prefix(value: str | float | None) -> str | None:
    """The date as an ISO 8601 prefix whose length is its precision, or None where it cannot be read.

    Accepted are ISO 8601 (``2015``, ``2015-07``, ``2015-07-14``, ``20150714``, a date with time, with or without an
    offset), RFC 2822 (``Tue, 14 Jul 2015 13:21:00 GMT``), dates written out in English (``July 14, 2015``) or with
    slashes, year first, and numbers: Unix time in seconds or milliseconds, ``20150714``, ``2015``. The offset is kept,
    since the day that a report calls Saturday is that of its own clock; fractions of a second are dropped. An order of
    numbers that may be read in two ways (``03/08/2015``) is not read.
    """
    if value is None or isinstance(value, str):
        return _from_text((value or "").strip())
    return _from_number(value)


def _from_text(text: str) -> str | None:
    if not text or len(text) > LONGEST_DATE:
        return None
    partial = _PARTIAL.fullmatch(text)
    if partial:
        return text if FIRST_YEAR <= int(partial[1]) <= LAST_YEAR else None
    return _day(text) or (None if _HALF_DAY.search(text) else _moment(text)) or _somewhere(text)


def _somewhere(text: str) -> str | None:
    """The day that is told beside what cannot be read, a clock of twelve hours or the name of a zone."""
    compact = _COMPACT.fullmatch(text)
    day = _date(*map(int, compact.groups())) if compact else written_day(text)
    return day.isoformat() if day is not None and FIRST_YEAR <= day.year <= LAST_YEAR else None


def _day(text: str) -> str | None:
    iso = [text] if _ISO_DATE.fullmatch(text) else []
    read = [_try_iso(t) for t in iso] + [_try_format(text, form) for form in _WRITTEN]
    return next((day.date().isoformat() for day in read if day and _plausible(day)), None)


def _moment(text: str) -> str | None:
    moment = _try_iso(text) or _try_rfc2822(text)
    if moment is None or not _plausible(moment):
        return None
    return moment.isoformat(timespec="minutes" if _TO_THE_MINUTE.search(text) else "seconds")


def _from_number(number: float) -> str | None:
    if EPOCH_SECONDS[0] <= number < EPOCH_SECONDS[1]:
        return _clock(number)
    if EPOCH_MILLISECONDS[0] <= number < EPOCH_MILLISECONDS[1]:
        return _clock(number / 1000)
    return _from_text(str(int(number))) if abs(number) < EPOCH_SECONDS[0] else None


def _clock(seconds: float) -> str | None:
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.isoformat(timespec="seconds") if _plausible(moment) else None


def _plausible(moment: datetime) -> bool:
    return FIRST_YEAR <= moment.year <= LAST_YEAR


def _try_iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _try_rfc2822(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):  # it parses what is nearly a date by trial
        return None


def _try_format(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form)  # a calendar day, which has no zone
    except ValueError:
        return None


def written_day(piece: str) -> date | None:
    """The day that a line of text writes out: in English, year first, or in numbers that can be read in one way."""
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
