"""The document's date and which evidence gave it: metadata, option, dateline, revision note or address.

Every other step resolves relative times against this date, so nothing is assumed here: evidence that the calendar does
not have, or that lies in the future, is no evidence.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from onrecord.coder.times import read_times
from onrecord.errors import ConfigurationError
from onrecord.ontology.tables import read
from onrecord.records import Document, Metadata, Span, Time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.records import DatedBy

FIRST_YEAR = 1605
"""No newspaper is older (the Strasbourg *Relation*); earlier years are misread figures."""

MAX_NOTE = 1_000
"""Characters of a line that can still be a revision note; longer lines are paragraphs of the report."""

MAX_CUE_GAP = 40
"""Characters before a note's date within which the word that it belongs to ends."""

MAX_HEADLINE_WORDS = 20
"""The longest of TimeBank's and the wire data's headlines have 16."""
_SENTENCE_ENDS = (".", "!", "…", ",", ";", ":")

MAX_DATELINE = 160
"""Characters from the text's first visible one within which a dateline ends."""

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)([T ]\d\d:\d\d.*)?)?)?", re.ASCII | re.DOTALL)
_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([/-])(\d{1,2}|[a-z]{3})\2(\d{1,2})(?!\d)", re.IGNORECASE | re.ASCII)
_URL_FIGURES = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)", re.ASCII)
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)/(\d{1,2}|[a-z]{3})/", re.IGNORECASE | re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_FILLING = re.compile(r"(?:[\s:,(|–—-]|\b(?:on|at|as|of|from|late|early)\b)*", re.IGNORECASE)

_NAME = r"[^\W\d_a-z][\w.'’]*"
_PLACE = rf"{_NAME}(?:[ /-](?:{_NAME}|de|del|la|al|of|am)){{0,4}}"
_DATELINE = re.compile(
    rf"\s*(?P<place>{_PLACE}(?:, {_PLACE}){{0,2}}?)"
    r"(?:,? (?P<date>(?:\w{3,9}\.? \d{1,2}|\d{1,2} \w{3,9})(?:,? \d{4})?))?"
    r"[.,]?(?:\s?(?P<agency>\([^()\n]{2,40}\)|/[^/\n]{2,30}/)\.?)?"
    r"(?:\s?(?:--|[-–—_](?=\s|\w))|(?<=/\.)|(?<=/))"
)


class _Phrase(NamedTuple):
    phrase: str
    role: str


def date_document(document: Document, published: str | None = None) -> Metadata:
    """The document's metadata with its date, and ``dated_by`` saying what gave it.

    In this order: the metadata's own date, ``published`` (for documents that carry none), a dateline with a day (its
    year from the text, or told by a revision note or the address), a revision note, the address. A revision note fills
    ``updated`` beside any of these; where it alone dates the document, ``published`` stays None.

    Args:
        document: text and what is known of it.
        published: ISO prefix given by the user.
    """
    meta = replace(document.meta, published=iso_date(document.meta.published), updated=iso_date(document.meta.updated))
    revision = _revision(document.text, meta.date or iso_date(published))
    updated = meta.updated or revision.updated
    day, dated_by = _published(document, meta, iso_date(published), revision)
    return replace(meta, published=day, updated=updated, dated_by=dated_by)


def find_revision_notes(text: str) -> tuple[Span, ...]:
    """The lines that say when the document was revised, corrected or first published, trimmed of white space."""
    return tuple(_note_lines(text))


def find_dateline(text: str) -> Span | None:
    """The dateline that opens the text, or follows its headline: place, date and agency where it has them, the dash.

    A place in capitals needs nothing beside it ("WASHINGTON —"); one in title case needs a date or an agency.
    """
    found = _dateline(text)
    return Span(found.start("place"), found.end()) if found else None


def iso_date(value: str | None) -> str | None:
    """The value if it is an ISO prefix of a day that there was (one day ahead is allowed for time zones), else None."""
    found = _ISO.fullmatch(value.strip()) if value else None
    if found is None:
        return None
    year, month, day = (int(part) if part else 1 for part in found.group(1, 2, 3))
    return found[0] if _plausible(year, month, day) else None


def given_date(published: str | None) -> str | None:
    """A caller's date for documents that carry none.

    A document's own date that cannot be read counts as not given, so that one slip costs no batch; in a caller's it
    would leave every document undated without a word.

    Raises:
        ConfigurationError: if it is no ISO prefix of a day that there was.
    """
    day = iso_date(published)
    if published is not None and day is None:
        raise ConfigurationError(f"published={published!r} is no ISO date up to today, such as 2025-03-08")
    return day


def _plausible(year: int, month: int, day: int) -> bool:
    try:
        there_was = date(year, month, day)
    except ValueError:
        return False
    return year >= FIRST_YEAR and there_was <= datetime.now(UTC).date() + timedelta(days=1)


class _Revision(NamedTuple):
    """What the revision notes tell: when the document was first published and when it was last revised."""

    published: str | None
    updated: str | None


def _published(
    document: Document, meta: Metadata, option: str | None, revision: _Revision
) -> tuple[str | None, DatedBy]:
    if meta.date:
        return meta.published, "metadata"
    if option:
        return option, "option"
    address = _url_date(meta.url)
    near = revision.published or revision.updated or address
    if day := _dateline_date(document.text, near):
        return day, "dateline"
    if revision.published or revision.updated:
        return revision.published, "revision_note"
    return (address, "url") if address else (None, "none")


# --- revision notes


@cache
def _phrases(role: str) -> str:
    found = [re.escape(row.phrase) for row in read("time_notes.csv", _Phrase) if row.role == role]
    return "|".join(sorted(found, key=len, reverse=True))


@cache
def _opens_note() -> re.Pattern[str]:
    """'Update, 3/8/25', 'UPDATED: March 8', 'Correction:', '(Updated at 1321 GMT)'; not 'Updated figures show'."""
    date_follows = r"[\s,]*(?:at |on )?(?:\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?-i:[A-Z])\w{2,8}\.? \d)"
    return re.compile(
        rf"[\W_]{{0,6}}(?:(?:{_phrases('opener')})(?:\s*[:—–(|-]|\b{date_follows})|(?:{_phrases('first')})\b:?{date_follows})",
        re.IGNORECASE,
    )


@cache
def _says_revised() -> re.Pattern[str]:
    """'This article has been updated', 'An earlier version of this story', 'was first published'."""
    piece, change, first = _phrases("piece"), _phrases("change"), _phrases("first")
    return re.compile(
        rf"\b(?:this|the) (?:{piece}) (?:has been|have been|was|is being) (?:\w+ )?(?:{change}|{first})\b"
        rf"|\b(?:earlier|previous|original|corrected) version of (?:this|the) (?:{piece})\b",
        re.IGNORECASE,
    )


@cache
def _says_when() -> re.Pattern[str]:
    """The word that a note's date belongs to; group ``first`` where it is the first publication's."""
    return re.compile(
        rf"\b(?:(?P<first>{_phrases('first')})|{_phrases('opener')}|{_phrases('change')})\b", re.IGNORECASE
    )


def _note_lines(text: str) -> Iterator[Span]:
    for line in re.finditer(r"[^\n\r]+", text):
        body = line[0].strip()
        if 0 < len(body) <= MAX_NOTE and (_opens_note().match(body) or _says_revised().search(body)):
            start = line.start() + line[0].index(body[0])
            yield Span(start, start + len(body))


def _revision(text: str, anchor: str | None) -> _Revision:
    """The moments that notes name; a date in what a note goes on to tell ("was signed in 1970") is none."""
    told: dict[bool, list[str]] = {True: [], False: []}
    for note in find_revision_notes(text):
        line = note.of(text)
        for time in read_times(line, anchor[:10] if anchor else None, ahead=True):
            cue, moment = _cue_before(line, time.span.start), _moment(time)
            if cue and moment:
                told[bool(cue["first"])].append(moment)
    return _Revision(min(told[True], default=None), max(told[False], default=None))


def _cue_before(line: str, offset: int) -> re.Match[str] | None:
    """The word right before the date, with no more than filling words between, that says whose date it is."""
    cues = list(_says_when().finditer(line, max(0, offset - MAX_CUE_GAP), offset))
    return cues[-1] if cues and _FILLING.fullmatch(line, cues[-1].end(), offset) else None


def _moment(time: Time) -> str | None:
    """A time as precise as it is told, at least to the month; a zone is not invented."""
    value = time.value if time.type in ("DATE", "TIME") else None
    told = (iso_date(value) or iso_date(value[:10])) if value else None
    return told if told and len(told) >= len("2025-03") else None


# --- datelines


def find_headline(text: str) -> Span | None:
    """The headline that opens a plain text: a short line without an end mark, and an empty line after it."""
    start = len(text) - len(text.lstrip())
    line, _, rest = text[start : start + MAX_DATELINE * 2].partition("\n")
    line = line.rstrip()
    short = line and len(line.split()) <= MAX_HEADLINE_WORDS and not line.endswith(_SENTENCE_ENDS)
    return Span(start, start + len(line)) if short and rest and not rest.partition("\n")[0].strip() else None


def _dateline(text: str) -> re.Match[str] | None:
    headline = find_headline(text)
    return _dateline_at(text, headline.end if headline else 0) or _dateline_at(text, 0)


def _dateline_at(text: str, start: int) -> re.Match[str] | None:
    lead = start + len(text[start : start + MAX_DATELINE]) - len(text[start : start + MAX_DATELINE].lstrip())
    found = _DATELINE.match(text[: lead + MAX_DATELINE], lead)
    if found is None or _opens_note().match(found[0].lstrip()):
        return None
    if found["agency"] or (found["date"] and _has_month(found["date"])):
        return found
    place = found["place"].split(",")[0]
    labels = _phrases("no_place").split("|")
    return found if place.isupper() and len(place) > 3 and place.lower() not in labels else None


def _has_month(words: str) -> bool:
    return any(time.type == "DATE" for time in read_times(words, None))


def _dateline_date(text: str, near: str | None) -> str | None:
    """The dateline's day; one without a year in the year that brings it nearest to what else is known."""
    found = _dateline(text)
    if found is None or not found["date"]:
        return None
    days = [time for time in read_times(found["date"], near[:10] if near else None) if _is_day(time)]
    return iso_date(days[0].value) if days else None


def _is_day(time: Time) -> bool:
    return time.type == "DATE" and time.value is not None and len(time.value) == len("2025-03-08")


# --- addresses


def _url_date(url: str | None) -> str | None:
    """'/2015/07/14/', '/2015/jul/14/', '-20150714' or '/2015/07/' in an address."""
    if not url:
        return None
    if found := _URL_DAY.search(url):
        return _from_parts(found[1], found[3], found[4])
    if found := _URL_FIGURES.search(url):
        return _from_parts(*found.groups())
    found = _URL_MONTH.search(url)
    return _from_parts(found[1], found[2]) if found else None


def _from_parts(year: str, month: str, day: str | None = None) -> str | None:
    name = month.lower()
    number = int(month) if month.isdecimal() else _MONTHS.index(name) + 1 if name in _MONTHS else 0
    return iso_date(f"{year}-{number:02}-{int(day):02}" if day else f"{year}-{number:02}")
