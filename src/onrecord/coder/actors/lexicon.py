"""Nouns that denote actors: titles ("foreign minister") and group nouns ("troops", "ministry"), found in word lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from onrecord.ontology import actors as ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.ontology.actors import TitleKind
    from onrecord.records import ActorKind, Sector

Number = Literal["singular", "plural"]

_PIECE = re.compile(r"[\w.]+|['’]s?|-")
_COLLECTIVES = frozenset(
    {"people", "public", "community", "family", "population", "populace", "crowd", "mob", "clergy", "electorate"}
    | {"diaspora", "minority", "tribe", "clan", "crew", "elderly", "unemployed", "displaced"}
)
"""Singular in form, several in meaning: nobody is "he" of a crowd."""
_IRREGULAR = {"man": "men", "woman": "women", "person": "people", "child": "children"}


@dataclass(frozen=True, slots=True)
class Term:
    """A title or group noun in one number.

    ``head`` is the place of its head word among ``words``; ``singular`` the term in the singular, by which terms are
    compared; ``title`` what kind of title it is, None for a group noun.
    """

    words: tuple[str, ...]
    head: int
    number: Number
    singular: str
    sector: Sector | None
    kind: ActorKind
    title: TitleKind | None

    @property
    def is_person(self) -> bool:
        """Whether the noun denotes one human being."""
        return self.kind == "person"

    @property
    def is_body(self) -> bool:
        """Whether the noun denotes one organised body (ministry, army)."""
        return self.number == "singular" and self.kind not in {"person", "people"}


@dataclass(frozen=True, slots=True)
class Found:
    """A term at tokens ``[start, end)``, its head at ``head``."""

    start: int
    end: int
    head: int
    term: Term


class Lexicon:
    """Terms by their head word and by their last word."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._by_head: dict[str, list[Term]] = {}
        self._by_last: dict[str, list[Term]] = {}
        for term in sorted(terms, key=lambda term: -len(term.words)):
            self._by_head.setdefault(term.words[term.head], []).append(term)
            self._by_last.setdefault(term.words[-1], []).append(term)

    def headed_at(self, words: Sequence[str], head: int) -> Found | None:
        """The longest term whose head word is the lower-case word at ``head``."""
        for term in self._by_head.get(words[head], ()):
            start = head - term.head
            end = start + len(term.words)
            if start >= 0 and tuple(words[start:end]) == term.words:
                return Found(start, end, head, term)
        return None

    def around(self, words: Sequence[str], at: int) -> Found | None:
        """The longest term that opens at the word or before it and has its head there or within two words after."""
        found = (self.headed_at(words, head) for head in range(at, min(at + 3, len(words))))
        covering = [term for term in found if term is not None and term.start <= at < term.end]
        return max(covering, key=lambda term: term.end - term.start, default=None)

    def ending_at(self, words: Sequence[str], end: int) -> Found | None:
        """The longest term of which the word before ``end`` is the last."""
        for term in self._by_last.get(words[end - 1], ()) if end else ():
            start = end - len(term.words)
            if start >= 0 and tuple(words[start:end]) == term.words:
                return Found(start, end, start + term.head, term)
        return None


@cache
def lexicon() -> Lexicon:
    """All titles and group nouns. Where one form is both, the title says who one is, the group noun who many are."""
    terms = {term.words: term for title, entry in ontology.titles().items() for term in _title(title, entry)}
    groups = [_group(noun, group) for noun, group in ontology.group_nouns().items()]
    for term in groups:
        known = terms.get(term.words)
        if known is None or known.number == "plural":
            terms[term.words] = term
    for term in groups:
        many = _many(term)
        terms.setdefault(many.words, many)
    return Lexicon(terms.values())


def _title(title: str, entry: ontology.Title) -> Iterator[Term]:
    words, head = _split(title)
    yield Term(words, head, "singular", title, entry.sector, "person", entry.kind)
    many = _replaced(words, head, _plural(words[head]))
    if many != words:
        yield Term(many, head, "plural", title, entry.sector, "people", entry.kind)


def _group(noun: str, entry: ontology.GroupNoun) -> Term:
    words, head = _split(noun)
    one = _replaced(words, head, _singular(words[head]))
    known = " ".join(one)
    nouns = ontology.group_nouns()
    counted = known in nouns or one[head] in nouns or _names_human(one[head]) or entry.kind == "people"
    is_plural = one != words and counted
    title = ontology.titles().get(known)
    if is_plural or words[head] in _COLLECTIVES:
        return Term(words, head, "plural", known, entry.sector, entry.kind, title.kind if title else None)
    is_human = entry.kind == "people" or _names_human(words[head])
    return Term(words, head, "singular", noun, entry.sector, "person" if is_human else entry.kind, None)


def _many(term: Term) -> Term:
    """The plural of a group noun of which the table has the singular only."""
    words = _replaced(term.words, term.head, _plural(term.words[term.head]))
    kind = "people" if term.is_person else term.kind
    return replace(term, words=words, number="plural", kind=kind) if term.number == "singular" else term


def _names_human(word: str) -> bool:
    return word in ontology.titles()


def _split(phrase: str) -> tuple[tuple[str, ...], int]:
    """The words of a phrase as spaCy cuts them, and the place of the head: before "of", else the last."""
    words = tuple(_PIECE.findall(phrase))
    head = words.index("of") - 1 if "of" in words[1:] else len(words) - 1
    return words, head


def _replaced(words: tuple[str, ...], head: int, word: str) -> tuple[str, ...]:
    return (*words[:head], word, *words[head + 1 :])


def _plural(noun: str) -> str:
    for one, many in _IRREGULAR.items():
        if noun.endswith(one):
            return noun.removesuffix(one) + many
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith(("s", ".")):
        return noun
    return noun + ("es" if noun.endswith(("x", "ch", "sh")) else "s")


def _singular(noun: str) -> str:
    for one, many in _IRREGULAR.items():
        if noun.endswith(many):
            return noun.removesuffix(many) + one
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    if noun.endswith(("xes", "ches", "shes")):
        return noun.removesuffix("es")
    return noun if noun.endswith(("ss", "us", "is")) else noun.removesuffix("s")
