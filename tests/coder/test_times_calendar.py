"""Calendar arithmetic, numbers in words, and the word lists, each against an independent oracle."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coder.times import calendar, directions, numbers
from onrecord.coder.times.calendar import Anchor
from onrecord.coder.times.patterns import compile_pattern
from onrecord.coder.times.vocabulary import cues, entries, symbols

DATES = st.dates(min_value=date(2, 1, 1), max_value=date(9998, 12, 31))


@given(DATES, st.integers(-3000, 3000))
def test_days_and_weeks_are_those_of_the_standard_library(day: date, count: int) -> None:
    anchor = Anchor.parse(day.isoformat())
    assert anchor is not None
    try:
        there = day + timedelta(days=count)
    except OverflowError:
        assert calendar.unit_value(anchor, "D", count) is None
        return
    assert calendar.unit_value(anchor, "D", count) == there.isoformat()
    week = calendar.week_value(there)
    assert week is not None
    year, number = week.split("-W")
    assert date.fromisocalendar(int(year), int(number), there.isoweekday()) == there


@given(DATES, st.integers(1, 7))
def test_a_bare_weekday_is_within_six_days(day: date, number: int) -> None:
    before, after = directions.weekday(day, number, ahead=False), directions.weekday(day, number, ahead=True)
    assert before is not None
    assert after is not None
    assert day - timedelta(days=6) <= before <= day <= after <= day + timedelta(days=6)
    assert before.isoweekday() == after.isoweekday() == number


@given(DATES, st.sampled_from("DWMQY"), st.integers(-50, 50))
def test_the_certain_prefix_holds_for_the_day_itself(day: date, unit: str, count: int) -> None:
    anchor = Anchor.parse(day.isoformat())
    assert anchor is not None
    here = calendar.certain_prefix(calendar.unit_value(anchor, unit, 0))
    assert here is None or day.isoformat().startswith(here)
    there = calendar.unit_value(anchor, unit, count)
    assert there is None or calendar.grain(there) == unit


@pytest.mark.parametrize(
    ("value", "prefix"),
    [
        ("2015-07-14", "2015-07-14"),
        ("2015-07-14TMO", "2015-07-14"),
        ("2025-03-08T13:21", "2025-03-08"),
        ("2015-07", "2015-07"),
        ("2015", "2015"),
        ("2015-W29", "2015-07"),
        ("2015-W31", "2015"),
        ("2015-W01", None),
        ("2015-W31-WE", "2015-08"),
        ("2015-Q3", "2015"),
        ("2015-SU", "2015"),
        ("2015-WI", None),
        ("2015-H1", "2015"),
        ("199", None),
        ("19", None),
        ("PAST_REF", None),
        ("BC0044", None),
        ("P2Y", None),
        ("XXXX-WXX-2", None),
        ("2015-W99", None),
        ("", None),
        (None, None),
    ],
)
def test_certain_prefix(value: str | None, prefix: str | None) -> None:
    assert calendar.certain_prefix(value) == prefix


@pytest.mark.parametrize(
    ("value", "unit", "count", "moved"),
    [
        ("2019-Q3", "Y", -1, "2018-Q3"),
        ("2019-03-05", "D", 27, "2019-04-01"),
        ("2019-03-05", "W", -1, "2019-W09"),
        ("2019-03-05", "M", -3, "2018-12"),
        ("2019-W10", "Y", -1, "2018"),
        ("2019-W10", "D", 1, None),
        ("0001", "Y", -1, None),
        ("9999-12-31", "D", 1, None),
        ("9999-12", "M", 1, None),
    ],
)
def test_moved(value: str, unit: str, count: int, moved: str | None) -> None:
    assert calendar.moved(value, unit, count) == moved


@pytest.mark.parametrize(
    ("year", "easter"), [(1961, "1961-04-02"), (2000, "2000-04-23"), (2016, "2016-03-27"), (2024, "2024-03-31")]
)
def test_easter(year: int, easter: str) -> None:
    assert calendar.day_value(calendar.easter(year)) == easter


@pytest.mark.parametrize("iso", ["", "x", "2015-13", "2015-1", "0000", "20150714", "2015-07-141"])
def test_what_is_no_anchor(iso: str) -> None:
    anchor = Anchor.parse(iso)
    assert anchor is None or anchor.day is None


SMALL = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
ONES = [*SMALL.split(), "eighteen", "nineteen"]
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905


def spelled(number: int) -> list[str]:
    """An oracle of its own: the words of a number below 100,000."""
    if number < 20:
        return [ONES[number - 1]] if number else []
    if number < 100:
        return [TENS[number // 10 - 2], *spelled(number % 10)]
    if number < 1000:
        return [*spelled(number // 100), "hundred", *spelled(number % 100)]
    return [*spelled(number // 1000), "thousand", *spelled(number % 1000)]


@given(st.integers(1, 99_999))
def test_numbers_in_words(number: int) -> None:
    assert numbers.read([entries()[word].value for word in spelled(number)]) == number


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("nineteen ninety six", 1996),
        ("eighteen twelve", 1812),
        ("twenty twenty five", 2025),
        ("two thousand", 2000),
        ("two thousand one", 2001),
        ("twenty four", None),
        ("ninety nine", None),
    ],
)
def test_years_in_speech(words: str, year: int | None) -> None:
    assert numbers.read_spoken_year([entries()[word].value for word in words.split()]) == year


def test_word_list_is_sound() -> None:
    assert all(word == word.lower() for word in entries())
    assert len(set(symbols().values())) == len(symbols())
    assert {entry.value for entry in entries().values() if entry.kind == "MONTH"} == {str(n) for n in range(1, 13)}
    assert {entry.value for entry in entries().values() if entry.kind == "WEEKDAY"} == {str(n) for n in range(1, 8)}


def test_unknown_names_are_refused() -> None:
    with pytest.raises(KeyError):
        compile_pattern("THE NOSUCHCLASS")
    with pytest.raises(KeyError):
        cues("no_such_role")
