"""Dates of metadata become ISO prefixes; what cannot be read for certain becomes None."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.sources.dates import iso_prefix


@pytest.mark.parametrize(
    ("given_date", "expected"),
    [
        ("2015", "2015"),
        ("2015-07", "2015-07"),
        ("2015-07-14", "2015-07-14"),
        (" 20150714 ", "2015-07-14"),
        ("2015/07/14", "2015-07-14"),
        ("2015-07-14T13:21", "2015-07-14T13:21"),
        ("2015-07-14 13:21:00", "2015-07-14T13:21:00"),
        ("2015-07-14T13:21:00Z", "2015-07-14T13:21:00+00:00"),
        ("2015-07-14T13:21:00.123Z", "2015-07-14T13:21:00+00:00"),
        ("2015-07-14T13:21:00-0400", "2015-07-14T13:21:00-04:00"),
        ("2015-07-14T13:21+02:00", "2015-07-14T13:21+02:00"),
        ("Tue, 14 Jul 2015 13:21:00 GMT", "2015-07-14T13:21:00+00:00"),
        ("Tue, 14 Jul 2015 13:21:00 -0400", "2015-07-14T13:21:00-04:00"),
        ("July 14, 2015", "2015-07-14"),
        ("Jul. 14, 2015 at 1:21 PM EDT", "2015-07-14"),
        ("Tuesday, 14 July 2015", "2015-07-14"),
        ("2015-07-14 13:21:00 EST", "2015-07-14"),
        ("2015/07/14 13:21", "2015-07-14"),
        ("20150714132100", "2015-07-14"),
        ("14.07.2015", "2015-07-14"),
        ("07/14/2015", "2015-07-14"),
        ("07/08/2015 1:21 PM EDT", "2015-07-08"),
        ("14 Jul 2015", "2015-07-14"),
        (1436880060, "2015-07-14T13:21:00+00:00"),
        (1436880060123, "2015-07-14T13:21:00+00:00"),
        (20150714, "2015-07-14"),
        (2015, "2015"),
    ],
)
def test_what_is_accepted(given_date: str | int, expected: str) -> None:
    assert iso_prefix(given_date) == expected


@pytest.mark.parametrize(
    "given_date",
    [
        *(None, "", "  ", "yesterday", "03/08/2015", "2015-13", "2015-02-30", "0001-01-01T00:00:00Z", "9999-12-31"),
        *("n/a", "14 Jul 99999 00:00:00", "1 Jan 1 1:1 +99999", "2015-07-14" * 50, 0, 7, -1, float("nan"), 1e300),
    ],
)
def test_what_is_not_a_date(given_date: str | float | None) -> None:
    assert iso_prefix(given_date) is None


@given(st.datetimes(datetime(1500, 1, 1), datetime(9000, 1, 1), timezones=st.just(UTC)))
def test_moments_survive_both_notations(moment: datetime) -> None:
    expected = moment.replace(microsecond=0).isoformat()
    assert iso_prefix(moment.isoformat()) == expected
    assert iso_prefix(format_datetime(moment)) == expected


@given(st.dates(date(1500, 1, 1), date(9000, 1, 1)))
def test_days_survive(day: date) -> None:
    assert iso_prefix(day.isoformat()) == iso_prefix(int(f"{day:%Y%m%d}")) == iso_prefix(f"{day:%d %B %Y}") == str(day)


@given(st.text(max_size=70) | st.floats() | st.integers())
def test_anything_else_gives_a_prefix_or_none(value: str | float) -> None:
    found = iso_prefix(value)
    assert found is None or re.fullmatch(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d)?)?)?)?", found)
