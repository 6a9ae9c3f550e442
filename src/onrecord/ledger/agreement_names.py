"""What agreements are called: which forms are one name, and which names may mean one agreement."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product, takewhile
from typing import TYPE_CHECKING

from onrecord.ledger.identity import name_words
from onrecord.ontology import agreements as ontology
from onrecord.ontology.actors import country_names

if TYPE_CHECKING:
    from collections.abc import Iterable

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
ACRONYM = re.compile(r"\b[A-Z][A-Z0-9-]{2,}\b")
WORD = re.compile(r"\w+")

_BRACKETS = re.compile(r"\([^)]*\)")
_HYPHENED = re.compile(r"[\w-]+")
_COMPLEMENTS = frozenset(
    {"about", "against", "between", "concerning", "for", "in", "of", "on", "over", "regarding", "to", "with"}
)
"""What a noun's complement begins with, in which another noun is not what the agreement is."""

_FILLERS = _COMPLEMENTS | {"a", "an", "and", "at", "s", "the"}
"""What tells of nothing; the letter is what is left of a possessive."""


@lru_cache(maxsize=10_000)  # a record names few agreements, and these thousands of times
def aliases(name: str) -> frozenset[str]:
    """The forms of a name that are the same name: its words, its initials, an acronym for it, its well-known name.

    Of a description the words that tell nothing ("landmark") are left out, and its noun stands for all of its kind
    ("deal", "accord"); nothing is left of a bare noun.
    """
    plain = _plain(name)
    return frozenset({_description(plain), *map(name_words, _others(name)), *_initials(plain)} - {""})


def _plain(name: str) -> str:
    return _BRACKETS.sub(" ", name).strip()


def _others(name: str) -> set[str]:
    """The acronyms that stand with a name in brackets, and the well-known names that it or one of these is for."""
    acronyms = {acronym for inside in _BRACKETS.findall(name) for acronym in ACRONYM.findall(inside)}
    known = ontology.names()
    return acronyms | {known[form].name for form in (_plain(name), *acronyms) if form in known}


def _initials(plain: str) -> set[str]:
    parts = WORD.findall(plain)
    capitals = [part[0] for part in parts if part[0].isupper()]
    if len(capitals) < 3:  # a name of two words has initials that many others share
        return set()
    return {"".join(capitals).casefold(), "".join(part[0] for part in parts).casefold()}


def _description(name: str) -> str:
    kinds = ontology.nouns()
    telling = [word for word in name_words(name).split() if _tells(word)]
    if len(telling) == 1 and telling[0] in kinds:
        return ""
    return " ".join(kinds.get(word, word) for word in telling)


def _tells(word: str) -> bool:
    return ontology.modifiers().get(word) not in ("plain", "existing")


@dataclass(frozen=True, slots=True)
class AgreementNames:
    """What the names of an agreement say of which one it is.

    ``kinds`` are what their nouns are, such as a truce. ``topics`` are by name the words that tell more than a kind and
    the parties; a bare "deal" has none.
    """

    kinds: frozenset[str]
    topics: frozenset[frozenset[str]]

    @classmethod
    def of(cls, names: Iterable[str], parties: Iterable[str], countries: Iterable[str | None]) -> AgreementNames:
        """What these names say of an agreement between parties of these names and countries."""
        names = tuple(names)
        no_news = frozenset(word for party in parties for word in name_words(party).split())
        no_news = no_news.union(*(_country_words().get(country or "", frozenset()) for country in countries))
        topics = {words - no_news for name in names for words in _topics(name)}
        return cls(frozenset().union(*map(_kinds, names)), frozenset(topics - {frozenset()}))

    @classmethod
    def together(cls, parts: Iterable[AgreementNames]) -> AgreementNames:
        """What the names of one agreement say that were gathered apart."""
        kinds, topics = zip(*((part.kinds, part.topics) for part in parts), strict=True)
        return cls(frozenset().union(*kinds), frozenset().union(*topics))

    def may_be(self, other: AgreementNames) -> bool:
        """Whether both may be names of one agreement: nothing in them excludes it ("trade pact", "2015 trade deal")."""
        general = ontology.GENERAL in self.kinds | other.kinds
        if not general and _apart(self.kinds, other.kinds):
            return False
        pairs = tuple(product(self.topics, other.topics))
        return not pairs or any(_fit(ours, theirs) for ours, theirs in pairs)

    def differs(self, other: AgreementNames) -> bool:
        """Whether the names have another kind or other telling words: by these a report tells apart what it names.

        "Agreement" may be any kind in another report; in the report that has a treaty beside it, it is none.
        """
        return _apart(self.kinds, other.kinds) or _apart(self.topics, other.topics)


def _apart(ours: frozenset[object], theirs: frozenset[object]) -> bool:
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _fit(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether in no regard each has a word that the other lacks: "2015 deal" fits "trade deal", "border deal" not."""
    return {_regard(word) for word in ours - theirs}.isdisjoint({_regard(word) for word in theirs - ours})


def _regard(word: str) -> str:
    """In which regard a word tells an agreement from others."""
    if YEAR.fullmatch(word):
        return "year"
    if word in ontology.modifiers():
        return "stage"
    return "place" if word in _places() else "subject"


@lru_cache(maxsize=10_000)
def _kinds(name: str) -> frozenset[str]:
    kinds = ontology.nouns()
    head = takewhile(lambda word: word not in _COMPLEMENTS, _HYPHENED.findall(name.casefold()))
    return frozenset(kinds[word] for word in head if word in kinds)


@lru_cache(maxsize=10_000)
def _topics(name: str) -> frozenset[frozenset[str]]:
    plain, known = _plain(name), ontology.names()
    forms = {plain, *_others(name), *_initials(plain)}
    return frozenset(map(_telling, forms | {known[form].topic for form in forms if form in known}))


def _telling(form: str) -> frozenset[str]:
    left_out = ontology.nouns().keys() | _FILLERS
    parts = (part for part in _HYPHENED.findall(form.casefold()) if part not in left_out)
    return frozenset(word for part in parts for word in name_words(part).split() if _tells(word)) - left_out


@cache
def _places() -> frozenset[str]:
    return frozenset(map(name_words, ontology.places()))


@cache
def _country_words() -> dict[str, frozenset[str]]:
    """By country the words of its names and of those of its people."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in country_names():
        if row.kind in {"name", "adjective", "demonym"}:
            found[row.code].update(name_words(row.form).split())
    return {code: frozenset(words) for code, words in found.items()}
