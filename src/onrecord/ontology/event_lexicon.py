"""The transparent event lexicon: which words, with which company, name an act of which PLOVER type.

``event_lexicon.csv`` has one fact a row: a lemma and part of speech; optionally a ``particle`` (a particle or
preposition that must depend on it; "to" stands for an infinitive) and an ``object`` (a lemma, or ``@class`` of
``event_word_classes.csv``, that must be its object, or a modifier of a noun); and the type, mode and CAMEO code that
follow. An empty type says that the phrase names no event ("meet a deadline"). The most specific rows that match win.

``event_counts.csv`` holds, for each row, how often it matched the training articles and how often an annotator marked
an event of its type there; ``training/events`` writes it. A row without counts is judged by its type's mean. It and the
tables of weights come once for each of the events' networks, whose proposals and scores they weigh.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, cast

from onrecord.ontology.plover import crosswalk, types
from onrecord.ontology.tables import read

if TYPE_CHECKING:
    from onrecord.records import EventType, NetworkSize


class LexiconRow(NamedTuple):
    """One line of ``event_lexicon.csv``; empty cells mean no constraint, no event (type), the default (mode, cameo)."""

    lemma: str
    pos: str
    particle: str
    object: str
    type: str
    mode: str
    cameo: str


class ClassRow(NamedTuple):
    """A word (lemma) and a class that it belongs to."""

    word_class: str
    word: str


class CountRow(NamedTuple):
    """How often a lexicon row (``key``) matched, and how often it named an event."""

    key: str
    matched: str
    events: str


class WeightRow(NamedTuple):
    """One weight of the event filter."""

    feature: str
    weight: str


class SideWeightRow(NamedTuple):
    """One weight of the choice of an event's ``side`` (actor, recipient)."""

    side: str
    feature: str
    weight: str


class Entry(NamedTuple):
    """A lexicon row made ready: ``objects`` are the lemmas that satisfy its object constraint, empty for none."""

    key: str
    particle: str
    objects: frozenset[str]
    type: EventType | None
    mode: str | None
    cameo: str | None

    @property
    def specificity(self) -> int:
        """How much company the entry asks for: its object counts more than its particle."""
        return 2 * bool(self.objects) + bool(self.particle)


@cache
def word_classes() -> dict[str, frozenset[str]]:
    """The words (lemmas) of each class."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in read("event_word_classes.csv", ClassRow):
        found[row.word_class].add(row.word)
    return {name: frozenset(words) for name, words in found.items()}


@cache
def entries() -> dict[tuple[str, str], tuple[Entry, ...]]:
    """Lexicon entries by lemma and part of speech."""
    found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for row in read("event_lexicon.csv", LexiconRow):
        found[row.lemma, row.pos].append(_entry(row))
    return {key: tuple(rows) for key, rows in found.items()}


def _entry(row: LexiconRow) -> Entry:
    event_type = cast("EventType", row.type) if row.type else None
    cameo = row.cameo or (types()[event_type].cameo if event_type else "")
    mode = row.mode or (crosswalk()[cameo].mode if cameo else "")
    return Entry(key_of(row), row.particle, _objects(row.object), event_type, mode or None, cameo or None)


def _objects(constraint: str) -> frozenset[str]:
    if constraint.startswith("@"):
        return word_classes()[constraint[1:]]
    return frozenset({constraint} if constraint else ())


def key_of(row: LexiconRow) -> str:
    """A row's name, for people and ``Event.method``: ``call.VERB+for REQUEST``, ``test.NOUN{@weapon} MOBILIZE``."""
    particle = f"+{row.particle}" if row.particle else ""
    constraint = f"{{{row.object}}}" if row.object else ""
    return f"{row.lemma}.{row.pos}{particle}{constraint} {row.type or 'none'}"


def table_of(name: str, size: NetworkSize) -> str:
    """The file of a table that comes once for each network."""
    return f"{name}.csv" if size == "small" else f"{name}_{size}.csv"


@cache
def counts(size: NetworkSize) -> dict[str, tuple[int, int]]:
    """By row: how often it matched in training, and how often it named an event."""
    return {row.key: (int(row.matched), int(row.events)) for row in read(table_of("event_counts", size), CountRow)}


@cache
def weights(size: NetworkSize) -> dict[str, float]:
    """The weights of the event filter by feature."""
    return {row.feature: float(row.weight) for row in read(table_of("event_weights", size), WeightRow)}


@cache
def side_weights(size: NetworkSize) -> dict[str, dict[str, float]]:
    """The weights of the choice of sides: by side, by feature."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for row in read(table_of("event_side_weights", size), SideWeightRow):
        found[row.side][row.feature] = float(row.weight)
    return found
