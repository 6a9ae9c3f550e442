"""Nouns that denote actors: titles ("foreign minister") and group nouns ("troops", "ministry"), found in word lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from onrecord.ontology import actors as ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.ontology.actors import TitleKind
    from onrecord.records import ActorKind, Sector

Number = Literal["singular", "plural"]

_PIECE = re.compile(r"[\w.'’]+|-")
_IRREGULAR = {"man": "men", "woman": "women", "person": "people", "child": "children"}


@dataclass(frozen=True, slots=True)
class Term:
    """A title or group noun in one number. ``head`` is the place of its head word among ``words``."""

    words: tuple[str, ...]
    head: int
    number: Number
    sector: Sector | None
    kind: ActorKind
    title: TitleKind | None

    @property
    def is_body(self) -> bool:
        """Whether the noun denotes one organised body (ministry, army) and not people."""
        return self.kind not in {"people", "person"}

    @property
    def singular(self) -> str:
        """The term in the singular, which is how terms are compared."""
        head = self.words[self.head] if self.number == "singular" else _singular(self.words[self.head])
        return " ".join((*self.words[: self.head], head, *self.words[self.head + 1 :]))


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

    def ending_at(self, words: Sequence[str], end: int) -> Found | None:
        """The longest term of which the word before ``end`` is the last."""
        for term in self._by_last.get(words[end - 1], ()) if end else ():
            start = end - len(term.words)
            if start >= 0 and tuple(words[start:end]) == term.words:
                return Found(start, end, start + term.head, term)
        return None


@cache
def lexicon() -> Lexicon:
    """All titles and group nouns of the ontology; a word that is both is a title."""
    return Lexicon((*_titles(), *_group_nouns()))


def _titles() -> Iterator[Term]:
    for title, entry in ontology.titles().items():
        yield from _both_numbers(title, entry.sector, "person", entry.kind)


def _group_nouns() -> Iterator[Term]:
    known = ontology.titles()
    for noun, entry in ontology.group_nouns().items():
        if noun not in known:
            yield from _both_numbers(noun, entry.sector, entry.kind, None)


def _both_numbers(phrase: str, sector: Sector | None, kind: ActorKind, title: TitleKind | None) -> Iterator[Term]:
    words = tuple(_PIECE.findall(phrase))
    head = words.index("of") - 1 if "of" in words[1:] else len(words) - 1
    yield Term(words, head, "singular", sector, kind, title)
    many = (*words[:head], _plural(words[head]), *words[head + 1 :])
    if many != words:
        yield Term(many, head, "plural", sector, kind, title)


def _plural(noun: str) -> str:
    for one, many in _IRREGULAR.items():
        if noun.endswith(one):
            return noun.removesuffix(one) + many
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun if noun.endswith("s") else noun + "es"
    return noun + "s"


def _singular(noun: str) -> str:
    for one, many in _IRREGULAR.items():
        if noun.endswith(many):
            return noun.removesuffix(many) + one
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun.removesuffix("es") if noun.endswith(("xes", "ches", "shes")) else noun.removesuffix("s")
