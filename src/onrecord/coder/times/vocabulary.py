"""The words that time expressions are made of, and one symbol for each class of them.

The list is data (``ontology/data/time_words.csv``: word, kind, value); a class is written into patterns by its name and
matched as one character (see :mod:`onrecord.coder.times.patterns`).
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from onrecord.ontology.tables import read

LEXER_CLASSES = ("OTHER", "BREAK", "DIGITS", "SMALL", "YEAR", "CLOCK")
"""Classes that the lexer gives by form, not from the list: numbers of any, of one or two, and of four digits."""


class Entry(NamedTuple):
    """A listed word, its class, and what it stands for (a month's number, a TIMEX3 unit, a TIMEX3 value)."""

    word: str
    kind: str
    value: str


@cache
def entries() -> dict[str, Entry]:
    """Every listed word in lower case."""
    return {entry.word: entry for entry in read("time_words.csv", Entry)}


@cache
def symbols() -> dict[str, str]:
    """One private character for each class, so that a text's classes are a string that regular expressions read."""
    listed = (entry.kind for entry in entries().values())
    return {kind: chr(0xE000 + i) for i, kind in enumerate(dict.fromkeys((*LEXER_CLASSES, *listed)))}


@cache
def kinds() -> dict[str, str]:
    """The class of each symbol."""
    return {symbol: kind for kind, symbol in symbols().items()}


class Cue(NamedTuple):
    """A word beside an expression that decides how it is read, and what it decides."""

    word: str
    role: str


@cache
def cues(role: str) -> frozenset[str]:
    """The words of one role (``ontology/data/time_cues.csv``).

    Raises:
        KeyError: if there is no such role.
    """
    found = frozenset(cue.word for cue in read("time_cues.csv", Cue) if cue.role == role)
    if not found:
        raise KeyError(role)
    return found
