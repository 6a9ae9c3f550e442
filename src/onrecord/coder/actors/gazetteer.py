"""Finds the names of the ontology in a text: a table of word sequences, matched longest first.

Works on words (runs of letters and digits) and not on the tokens of a parse, so that "Kim Jong-Il" and "Kim Jong Il",
"U.S." and "U. S.", "Erdoğan" and "Erdogan" are one form each, and the table costs no model to build.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from onrecord.ontology import actors as ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Family = Literal["country", "organisation", "leader"]
Words = tuple[str, ...]

MAX_GAP = 3
"""Characters between two words of one name at most ("Washington, D.C.", a line break with an indent)."""

MIN_CAPITALS = 4
"""Letters from which a word in capitals may be an ordinary name set in capitals (IRAN), not an acronym (WHO)."""

_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[ \u00a0\t]*[-‐‑–./'’,&\n]?[ \u00a0\t.]*")


class Name(NamedTuple):
    """What one form means: an entry of the ontology, and for a country in what use (name, adjective, capital ...)."""

    family: Family
    id: str
    use: str


class Hit(NamedTuple):
    """A form found in a text: characters ``[start, end)``, and all that it may mean."""

    start: int
    end: int
    names: tuple[Name, ...]

    def moved(self, by: int) -> Hit:
        """The same in a text of which the one searched is the part that starts there."""
        return self._replace(start=self.start + by, end=self.end + by)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int


class _Table:
    """Forms as sequences of words, with what each may mean."""

    def __init__(self, forms: Iterable[tuple[Words, Name]]) -> None:
        self.names: dict[Words, tuple[Name, ...]] = {}
        self._lengths: dict[str, list[int]] = {}
        for words, name in forms:
            self._add(words, name)

    def _add(self, key: Words, name: Name) -> None:
        known = self.names.get(key, ())
        if not key or name in known:
            return
        self.names[key] = (*known, name)
        lengths = self._lengths.setdefault(key[0], [])
        if len(key) not in lengths:
            lengths.append(len(key))
            lengths.sort(reverse=True)

    def longest(self, words: Sequence[_Word], at: int, text: str) -> Words:
        """The words of the longest form that starts at word ``at``; none if there is no form."""
        for length in self._lengths.get(words[at].text, ()):
            found = words[at : at + length]
            key = tuple(word.text for word in found)
            if key in self.names and _adjacent(found, text):
                return key
        return ()


class Gazetteer:
    """A table of forms, and the same forms in capitals for headlines and shouted names."""

    def __init__(self, forms: Iterable[tuple[str, Name]]) -> None:
        self._forms = _Table((name_words(form), name) for form, name in forms)

    @cached_property
    def _capitals(self) -> _Table:
        return _Table(
            (tuple(word.upper() for word in words), name)
            for words, names in self._forms.names.items()
            for name in names
            if len("".join(words)) >= MIN_CAPITALS
        )

    def find(self, text: str) -> Iterator[Hit]:
        """The longest forms from left to right, not overlapping."""
        words = list(_words(text))
        at = 0
        while at < len(words):
            key, names = self._match(words, at, text)
            if key:
                yield Hit(words[at].start, _with_stop(text, words[at + len(key) - 1]), names)
            at += len(key) or 1

    def _match(self, words: Sequence[_Word], at: int, text: str) -> tuple[Words, tuple[Name, ...]]:
        key, table = self._forms.longest(words, at, text), self._forms
        if not key and _shouts(words[at].text):
            key, table = self._capitals.longest(words, at, text), self._capitals
        return key, table.names.get(key, ())


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the whole ontology: countries, organisations, known persons."""
    return Gazetteer(ontology_forms())


def ontology_forms() -> Iterator[tuple[str, Name]]:
    """All forms of the ontology, with what each may mean."""
    yield from _country_forms()
    yield from _organisation_forms()
    yield from _leader_forms()


def fold(word: str) -> str:
    """A word without accents: é → e, ğ → g."""
    if word.isascii():
        return word
    return "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))


def name_words(text: str) -> Words:
    """The folded words of a name, by which names are compared."""
    words = _WORD.findall(text)
    return tuple(words) if text.isascii() else tuple(map(fold, words))


def _words(text: str) -> Iterator[_Word]:
    for found in _WORD.finditer(text):
        yield _Word(fold(found.group()), found.start(), found.end())


def _adjacent(words: Sequence[_Word], text: str) -> bool:
    return all(
        second.start - first.end <= MAX_GAP and _GAP.fullmatch(text, first.end, second.start)
        for first, second in pairwise(words)
    )


def _with_stop(text: str, last: _Word) -> int:
    """The end of a form: "U.S." takes its last stop in, since a single capital before a stop is an abbreviation."""
    is_initial = last.end - last.start == 1 and text[last.start - 1 : last.start] == "."
    return last.end + (is_initial and text[last.end : last.end + 1] == ".")


def _shouts(word: str) -> bool:
    return len(word) >= MIN_CAPITALS and word.isupper()


def _country_forms() -> Iterator[tuple[str, Name]]:
    for row in ontology.country_names():
        yield row.form, Name("country", row.code, row.kind)


def _organisation_forms() -> Iterator[tuple[str, Name]]:
    for row in ontology.organisations().values():
        yield row.name, Name("organisation", row.id, "")
    for name in ontology.organisation_names():
        yield name.form, Name("organisation", name.id, "")


def _leader_forms() -> Iterator[tuple[str, Name]]:
    for leader, terms in ontology.leaders().items():
        yield terms[0].name, Name("leader", leader, "")
    for name in ontology.leader_names():
        yield name.form, Name("leader", name.id, "")
