"""Cuts a text into words and names the class of each, in one linear pass that no parser's tokens are needed for.

Own tokens, because the parsers' differ where it matters ("mid-November" is three tokens, "mid-1996" one, "3/8/25" one)
and because the document's date must be found before there is a parse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.coder.times.vocabulary import Entry, entries, kinds, symbols

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(
    r"\n(?:[^\S\n]*\n)+"  # a blank line: no expression goes over it
    r"|\d{1,4}(?:st|nd|rd|th|s)\b"
    r"|\d+"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thurs?|thu|fri|sat|sun)\.(?!\w)"
    r"|[ap]\.m\b\.?"
    r"|(?:b\.c\.e\.|b\.c\.|a\.d\.)"
    r"|o['’]clock\b"
    r"|[^\W\d_]+"
    r"|\S",
    re.IGNORECASE,
)
_CAPITALISED = frozenset({"MONTH", "WEEKDAY", "WEEKDAYS", "DAYABBR", "HOLIDAY"})
_ALL_CAPITALS = frozenset({"ZONE"})
_SUFFIXED = re.compile(r"(\d+)(st|nd|rd|th|s)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Words:
    """A text's words: where each starts and ends, its lower-case form and value, and all classes as one string."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    forms: tuple[str, ...]
    values: tuple[str, ...]
    classes: str

    def __len__(self) -> int:
        return len(self.starts)

    def surface(self, i: int) -> str:
        """The i-th word as the text has it."""
        return self.text[self.starts[i] : self.ends[i]]

    def form(self, i: int) -> str:
        """The i-th word in lower case; empty outside the text, so that neighbours can be asked for freely."""
        return self.forms[i] if 0 <= i < len(self.forms) else ""

    def kind(self, i: int) -> str:
        """The class of the i-th word; empty outside the text."""
        return kinds()[self.classes[i]] if 0 <= i < len(self.classes) else ""

    def capitalised(self, i: int) -> bool:
        """Whether the i-th word is there and begins with a capital."""
        return 0 <= i < len(self.starts) and self.text[self.starts[i]].isupper()

    def touches(self, i: int) -> bool:
        """Whether the i-th word follows the one before it without white space."""
        return 0 < i < len(self.starts) and self.ends[i - 1] == self.starts[i]


def lex(text: str) -> Words:
    """The words of a text with their classes. Linear in its length."""
    codes = symbols()
    starts, ends, forms, values, classes = [], [], [], [], []
    for start, end, form, entry in _entries(text):
        starts.append(start)
        ends.append(end)
        forms.append(form)
        values.append(entry.value)
        classes.append(codes[entry.kind])
    return Words(text, tuple(starts), tuple(ends), tuple(forms), tuple(values), "".join(classes))


def _entries(text: str) -> Iterator[tuple[int, int, str, Entry]]:
    known = entries()
    other = Entry("", "OTHER", "")
    for found in _WORD.finditer(text):
        surface = found[0]
        form = surface.lower()
        entry = known.get(form, other)
        if entry is other and surface[0].isdecimal():
            entry = _number(form)
        elif surface[0] == "\n":
            entry = Entry("", "BREAK", "")
        elif entry is not other and not _cased(surface, entry.kind):
            entry = other
        yield *found.span(), form, entry


def _cased(surface: str, kind: str) -> bool:
    """Months, weekdays and zones are told from common words ("may", "sun", "et") by their capitals."""
    if kind in _CAPITALISED:
        return surface[0].isupper()
    return surface.isupper() if kind in _ALL_CAPITALS else True


def _number(form: str) -> Entry:
    suffixed = _SUFFIXED.fullmatch(form)
    if suffixed:
        return _decade(form, suffixed[1]) if suffixed[2] == "s" else Entry(form, "ORDINAL", suffixed[1])
    if len(form) == 4 and form.isascii():
        return Entry(form, "YEAR" if 1000 <= int(form) < 2200 else "CLOCK", form)
    if len(form) <= 2 and form.isascii():
        return Entry(form, "SMALL", form)
    return Entry(form, "DIGITS", form)


def _decade(form: str, digits: str) -> Entry:
    """'1990s' and '90s'; '75s' is a number."""
    if len(digits) in (2, 4) and digits.endswith("0") and digits.isascii():
        return Entry(form, "DECADE", digits[:-1])
    return Entry(form, "OTHER", "")
