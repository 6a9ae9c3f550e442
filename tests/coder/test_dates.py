"""The document's date: which evidence gives it, and what is no evidence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coder.dates import date_document, find_dateline, find_headline, find_revision_notes, iso_date
from onrecord.records import Document, Metadata

BODY = "The two sides met.\nThey agreed on little.\n"


def dated(text: str, option: str | None = None, **meta: str) -> tuple[str | None, str | None, str]:
    found = date_document(Document(Metadata("d", **meta), text), option)  # type: ignore[arg-type]
    return found.published, found.updated, found.dated_by


NOTE = BODY + "Update, 3/8/25 at 1:21 p.m. ET: This article has been updated with comment."
DATELINE = "OSLO, March 7, 2025 (Example) - The two sides met.\n"
URL = "https://news.example/world/2025/03/06/talks"


def test_precedence() -> None:
    """Metadata, option, full dateline, revision note, address; a note fills `updated` beside any of them."""
    text = DATELINE + NOTE
    revised = "2025-03-08T13:21"
    assert dated(text, "2025-03-04", url=URL, published="2025-03-05") == ("2025-03-05", revised, "metadata")
    assert dated(text, "2025-03-04", url=URL) == ("2025-03-04", revised, "option")
    assert dated(text, url=URL) == ("2025-03-07", revised, "dateline")
    assert dated(NOTE, url=URL) == (None, revised, "revision_note")
    assert dated(BODY, url=URL) == ("2025-03-06", None, "url")
    assert dated(BODY) == (None, None, "none")


def test_the_date_falls_back_on_the_revision() -> None:
    meta = date_document(Document(Metadata("d"), NOTE))
    assert meta.date == "2025-03-08"


@pytest.mark.parametrize(
    ("note", "published", "updated"),
    [
        ("Updated: March 8, 2025, 13:21 GMT", None, "2025-03-08T13:21"),
        ("UPDATED 8 March 2025", None, "2025-03-08"),
        ("(Updated on March 8, 2025)", None, "2025-03-08"),
        ("Correction, March 9, 2025: An earlier version of this article named the wrong town.", None, "2025-03-09"),
        ("This story was first published on March 7, 2025.", "2025-03-07", None),
        ("Published 7 March 2025 | Updated 8 March 2025", "2025-03-07", "2025-03-08"),
        ("This article was last updated on 2025-03-08T13:21:00Z.", None, "2025-03-08T13:21"),
        ("Update, 8/3/25 at 13:21 CET: This article has been updated.", None, "2025-03-08T13:21"),
        ("Update, 8/3/25: This article has been updated.", None, None),
        ("Update: This article has been updated.", None, None),
        ("Correction: An earlier version of this story dated the treaty March 3, 1970.", None, None),
        ("Updated 31 February 2025", None, None),
        ("Updated 3 January 2199", None, None),
        ("Updated 3 January 0999", None, None),
    ],
)
def test_revision_notes(note: str, published: str | None, updated: str | None) -> None:
    text = BODY + note
    assert [span.of(text) for span in find_revision_notes(text)] == [note]
    assert dated(text)[:2] == (published, updated)
    assert dated(text)[2] == ("revision_note" if published or updated else "none")


def test_the_latest_of_several_revisions_counts() -> None:
    text = "Updated March 8, 2025, 9 a.m. ET\n" + BODY + "Updated March 8, 2025, 11:30 a.m. ET"
    assert dated(text)[1] == "2025-03-08T11:30"


def test_a_revision_may_lean_on_the_day_of_publication() -> None:
    text = BODY + "Updated on Tuesday at 10 a.m. ET: adds comment"
    assert dated(text, published="2025-03-08") == ("2025-03-08", "2025-03-11T10:00", "metadata")
    assert dated(text) == (None, None, "none")


@pytest.mark.parametrize(
    "line",
    [
        "Updated figures show that 5 people died in 2020.",
        "Updated, modernised planes were bought.",
        "The committee updated its statement on March 3, 2020.",
        "Published reports say so.",
        "The update came late.",
        "Updates from three towns were lost.",
    ],
)
def test_what_is_no_revision_note(line: str) -> None:
    assert find_revision_notes(BODY + line) == ()


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("OSLO, March 7, 2025 (Example) - They met.", "OSLO, March 7, 2025 (Example) -"),
        ("\n  OSLO, March 7 (Example) -- They met.", "OSLO, March 7 (Example) --"),
        ("OSLO — They met.", "OSLO —"),
        ("BEIRUT, Lebanon (EX) _ They met.", "BEIRUT, Lebanon (EX) _"),
        ("Tehran, 7 March 2025 /EXA/ -- They met.", "Tehran, 7 March 2025 /EXA/ --"),
        ("MOSCOW, March 7. /EXA/. They met.", "MOSCOW, March 7. /EXA/."),
        ("NEW YORK/LONDON, March 7 (Example) - They met.", "NEW YORK/LONDON, March 7 (Example) -"),
        ("Iran - a country of many towns.", None),
        ("BREAKING — They met.", None),
        ("They met in OSLO - again.", None),
        ("Update, March 9, 2025 - This article has been updated.", None),
        ("", None),
    ],
)
def test_dateline(text: str, dateline: str | None) -> None:
    found = find_dateline(text)
    assert (found.of(text) if found else None) == dateline


def test_a_dateline_without_a_year_takes_the_one_that_is_known() -> None:
    text = "OSLO, December 30 (Example) - They met."
    assert dated(text) == (None, None, "none")
    assert dated(text, url="https://news.example/2025/01/02/x") == ("2024-12-30", None, "dateline")
    assert dated(text + "\nUpdated January 3, 2025") == ("2024-12-30", "2025-01-03", "dateline")


@pytest.mark.parametrize(
    ("url", "published"),
    [
        ("https://a.example/world/2015/jul/14/talks", "2015-07-14"),
        ("https://a.example/2015-07-14/talks", "2015-07-14"),
        ("https://a.example/talks-20150714", "2015-07-14"),
        ("https://a.example/2015/07/talks", "2015-07"),
        ("https://a.example/2015/02/31/talks", None),
        ("https://a.example/id/201507149", None),
        ("https://a.example/2015/xyz/14/talks", None),
        ("not an address", None),
    ],
)
def test_address(url: str, published: str | None) -> None:
    assert dated(BODY, url=url)[0] == published


@pytest.mark.parametrize("junk", ["", "yesterday", "2015-02-31", "2015-7-4", "0001-01-01", "31/12/2015"])
def test_metadata_that_is_no_date_is_none(junk: str) -> None:
    assert dated(BODY, published=junk) == (None, None, "none")
    assert dated(BODY, junk) == (None, None, "none")


def test_a_date_in_the_future_is_none() -> None:
    ahead = (datetime.now(UTC) + timedelta(days=3)).date().isoformat()
    assert iso_date(ahead) is None
    assert iso_date(datetime.now(UTC).date().isoformat()) is not None


def test_times_of_day_are_kept() -> None:
    assert dated(BODY, published="2015-07-14T10:11:12Z") == ("2015-07-14T10:11:12Z", None, "metadata")


@given(st.text(max_size=400), st.text(max_size=80), st.one_of(st.none(), st.text(max_size=20)))
def test_any_text_is_dated_or_not(text: str, url: str, option: str | None) -> None:
    meta = date_document(Document(Metadata("d", url=url), text), option)
    assert (meta.date is None) == (meta.dated_by == "none")
    for note in find_revision_notes(text):
        assert note.of(text) == note.of(text).strip()
    dateline = find_dateline(text)
    assert dateline is None or dateline.of(text)


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Talks open in Oslo\n\nOSLO, May 3, 2019 (Example Wire) - Talks opened.", "Talks open in Oslo"),
        ("\n Will talks open?\r\n\r\nThey will.", "Will talks open?"),
        ("Talks opened.\n\nThey went on.", None),
        ("Talks opened\nand went on.", None),
        ("One line only", None),
        ("", None),
    ],
)
def test_headline_of_a_plain_text(text: str, headline: str | None) -> None:
    found = find_headline(text)
    assert (found.of(text) if found else None) == headline


def test_dateline_after_a_headline() -> None:
    text = "Talks open in Oslo\n\nOSLO, May 3, 2019 (Example Wire) - Talks opened."
    dateline = find_dateline(text)
    assert dateline is not None
    assert dateline.of(text).startswith("OSLO, May 3, 2019 (Example Wire)")
