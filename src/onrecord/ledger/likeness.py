"""How alike two mentions of events are: what is compared, and the probability that they tell of one event.

Cross-document event coreference by named observations, as the pairwise scorers that were measured on ECB+ (Cybulska
and Vossen 2014): type, sides, days, places, and the words of the sentence, which weigh by how rare they are. The
weights are learned from wire reports (``training/coreference``) and stand in a table that can be read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping  # noqa: TC003 - portraits are kept as JSON, whose decoder resolves types at run time
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from math import fsum, sqrt
from typing import TYPE_CHECKING

from onrecord.ledger.identity import words
from onrecord.ledger.revisions import DAY
from onrecord.ledger.told import FORESEEN, Told
from onrecord.ontology.actors import group_nouns, titles
from onrecord.ontology.coreference import rarity, stem, weights
from onrecord.ontology.event_lexicon import word_classes
from onrecord.ontology.logistic import probability
from onrecord.ontology.plover import quad

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.ledger.people import Resolved
    from onrecord.ledger.rows import SearchRow

TELLING_WORDS = 3
TELLING_NEAR = 2
"""The rarest words in common that count by themselves: of the sentence, of the words near the trigger."""

HIGHEST_RARITY = 6.0
"""About the rarity of a word that no list has; brings sums of rarities into the range of the other observations."""

NEAR = 6
"""Words on either side of the trigger that are compared by themselves: they say what, the matrix clause who told it."""

WORTH_COMPARING = 1 / 6
"""How telling the words in common must be: half of the candidates have less, and 2.6% of the pairs of one event."""

REMEMBERED = 100_000
"""Pairs whose likeness is kept in memory: those of a neighbourhood of four hundred mentions."""

ONE_DEATH = 0.9
"""The likeness of two mentions of the killing of one named person: nobody is killed twice, in whatever words it is told
(33 of 33 annotated pairs are one event, too few to learn a weight from).
"""

_DAYS = ((0, "the same"), (1, "one apart"), (3, "two or three apart"), (7, "up to a week apart"))
_AHEAD = ((4, "up to four"), (10, "up to ten"), (31, "up to a month"))
_REPORTS = ((0, "the same"), (1, "one apart"), (3, "two or three apart"), (10, "up to ten apart"))


@dataclass(frozen=True)
class Words:
    """Stems, each with a word that it is of."""

    spelled: Mapping[str, str]

    @staticmethod
    def of(text: Iterable[str]) -> Words:
        """From words."""
        return Words({stem(word): word for word in text})

    @cached_property
    def rarity(self) -> Mapping[str, float]:
        """How much each stem tells."""
        return {one: rarity(one) for one in self.spelled}

    @cached_property
    def total(self) -> float:
        """The sum of that."""
        return fsum(self.rarity.values())

    @cached_property
    def length(self) -> float:
        """The length of that as a vector."""
        return sqrt(fsum(value * value for value in self.rarity.values()))

    def shared(self, other: Words) -> dict[str, float]:
        """What both have, with its rarity."""
        return {one: self.rarity[one] for one in self.rarity.keys() & other.rarity.keys()}

    def cosine(self, other: Words, shared: Mapping[str, float]) -> float:
        """The cosine of the two vectors, 0 to 1, given what they share."""
        return fsum(value * value for value in shared.values()) / (self.length * other.length or 1.0)

    def held(self, stems: frozenset[str]) -> float:
        """The share of the rarity that stands among other stems, 0 to 1."""
        return fsum(map(self.rarity.__getitem__, self.rarity.keys() & stems)) / (self.total or 1.0)


@dataclass(frozen=True, slots=True, eq=True)
class Portrait:
    """What of a mention is compared. ``words`` are those of its sentence, ``near`` those around its trigger,
    ``context`` the stems of all that its document says and does; ``day`` and ``reported`` count days; ``killed`` are
    the people, by name, whom it kills.
    """

    told: Told
    day: int | None
    reported: int | None
    sides: tuple[frozenset[str], frozenset[str]]
    countries: frozenset[str]
    persons: frozenset[tuple[str, str]]
    killed: frozenset[tuple[str, str]]
    trigger: str
    words: Words
    near: Words
    context: frozenset[str]

    def __hash__(self) -> int:
        return hash(self.told.row.id)  # the rest would take as long as a comparison

    @property
    def stated(self) -> bool:
        """Whether the text gives the date with the event itself."""
        return self.told.row.dated_by == "expression"

    @property
    def everyone(self) -> frozenset[str]:
        """Countries of both sides, and those actors that have none."""
        return self.sides[0] | self.sides[1]


def portraits(told: Iterable[Told], bodies: Iterable[SearchRow], actors: Resolved) -> dict[str, Portrait]:
    """The portraits of mentions by mention id; ``bodies`` are the reduced words of the live documents' records."""
    sentences: dict[str, list[str]] = {}
    contexts: defaultdict[int, set[str]] = defaultdict(set)
    for row in bodies:
        body = row.body.split()
        contexts[row.version].update(map(stem, body))
        if row.kind == "event":
            sentences[row.record] = body
    frozen = {version: frozenset(stems) for version, stems in contexts.items()}
    return {one.row.id: _portrait(one, sentences[one.row.id], frozen[one.row.version], actors) for one in told}


def _portrait(told: Told, sentence: Sequence[str], context: frozenset[str], actors: Resolved) -> Portrait:
    trigger = words(told.row.trigger_text).split()
    return Portrait(
        told=told,
        day=_day(told.date),
        reported=_day(told.reported),
        sides=(actors.side(told.actors), actors.side(told.recipients)),
        countries=actors.countries(told.actors | told.recipients),
        persons=actors.persons(told.actors | told.recipients),
        killed=_killed(told, trigger, actors),
        trigger=stem(trigger[0]) if trigger else "",
        words=Words.of(sentence),
        near=Words.of(_around(sentence, trigger)),
        context=context,
    )


def _killed(told: Told, trigger: Sequence[str], actors: Resolved) -> frozenset[tuple[str, str]]:
    stems = set(map(stem, trigger))
    if told.type != "ASSAULT" or _stems("killing").isdisjoint(stems) or not _stems("attempt").isdisjoint(stems):
        return frozenset()
    found = actors.persons(told.recipients)
    return frozenset((state, name) for state, name in found if name not in group_nouns() and name not in titles())


@cache
def _stems(word_class: str) -> frozenset[str]:
    return frozenset(map(stem, word_classes()[word_class]))


def _around(sentence: Sequence[str], trigger: Sequence[str]) -> Sequence[str]:
    """The words near the trigger, which is looked for by its first word."""
    place = sentence.index(trigger[0]) if trigger and trigger[0] in sentence else 0
    return sentence[max(0, place - NEAR) : place + len(trigger) + NEAR]


def _day(value: str | None) -> int | None:
    try:
        return date.fromisoformat((value or "")[:DAY]).toordinal()
    except ValueError:
        return None


def likeness(one: Portrait, other: Portrait) -> float:
    """The probability that both tell of one event; 0 without looking further where no telling word is shared."""
    return _likeness(one, other) if one.told.row.id < other.told.row.id else _likeness(other, one)


# Whoever adds documents one by one compares the same neighbours again and again.
@lru_cache(maxsize=REMEMBERED)
def _likeness(one: Portrait, other: Portrait) -> float:
    if not one.killed.isdisjoint(other.killed):
        return ONE_DEATH
    if _rarest(one.words.shared(other.words), TELLING_WORDS) < WORTH_COMPARING:
        return 0.0
    return probability(weights(), dict(observations(one, other)))


def observations(one: Portrait, other: Portrait) -> Iterator[tuple[str, float]]:
    """What is observed of two mentions, by name: 1 for what is so, else a share from 0 to 1."""
    yield "bias", 1.0
    yield from _of_types(one.told, other.told)
    yield from _of_dates(one, other)
    yield from _of_sides(one, other)
    yield from _of_places(one.told, other.told)
    yield from _of_words(one, other)


def _of_types(one: Told, other: Told) -> Iterator[tuple[str, float]]:
    if one.type == other.type:
        yield "type: the same", 1.0
        yield f"type: both {one.type}", 1.0
    else:
        yield f"type: other, of {'the same' if quad(one.type) == quad(other.type) else 'another'} quad", 1.0
    if one.row.cameo is not None and one.row.cameo == other.row.cameo:
        yield "CAMEO code: the same", 1.0
    if one.mode and other.mode:
        yield f"mode: {'the same' if one.mode == other.mode else 'others'}", 1.0
    factualities = {one.row.factuality, other.row.factuality}
    if "CT+" in factualities and not factualities.isdisjoint(FORESEEN):
        yield "factuality: foreseen and done", 1.0
    if one.row.background or other.row.background:
        yield "background", 1.0
    if one.origin == other.origin:
        yield "documents: copies", 1.0


def _of_dates(one: Portrait, other: Portrait) -> Iterator[tuple[str, float]]:
    if one.day is not None and other.day is not None:
        apart = _apart(one.day, other.day, _DAYS)
        yield f"days: {apart}", 1.0
        if one.stated and other.stated:
            yield f"days: {apart if apart in {'the same', 'one apart'} else 'others'}, both stated", 1.0
    elif one.told.date and other.told.date:
        short, long = sorted((one.told.date, other.told.date), key=len)
        yield f"dates: {'one within the other' if long.startswith(short) else 'others'}", 1.0
    else:
        yield "dates: one unknown", 1.0
    for told, dated in ((one, other), (other, one)):
        if dated.stated and dated.day is not None and told.reported is not None and told.reported < dated.day - 1:
            ahead = _apart(told.reported, dated.day, _AHEAD)
            foreseen = "foreseen" if told.told.row.factuality in FORESEEN else "told"
            yield f"report before the stated day: {ahead}, {foreseen}", 1.0
    if one.reported is not None and other.reported is not None:
        reports = _apart(one.reported, other.reported, _REPORTS)
        yield f"reports: {reports}", 1.0
        if one.told.row.section == other.told.row.section == "lede":
            yield f"ledes of reports: {reports}", 1.0


def _apart(one: int, other: int, steps: Iterable[tuple[int, str]]) -> str:
    return next((name for most, name in steps if abs(one - other) <= most), "further apart")


def _of_sides(one: Portrait, other: Portrait) -> Iterator[tuple[str, float]]:
    for name, mine, theirs in zip(("actor", "recipient"), one.sides, other.sides, strict=True):
        if mine and theirs:
            yield f"{name}: {'apart' if mine.isdisjoint(theirs) else 'in common'}", 1.0
    if not (one.sides[0].isdisjoint(other.sides[1]) and one.sides[1].isdisjoint(other.sides[0])):
        yield "sides: turned round", 1.0
    yield "sides: share in common", _share(one.everyone, other.everyone)
    if one.everyone and other.everyone and one.everyone.isdisjoint(other.everyone):
        yield "sides: nothing in common", 1.0
    yield "countries: share in common", _share(one.countries, other.countries)
    if one.countries and one.countries == other.countries:
        yield "countries: the same", 1.0
    if not one.everyone or not other.everyone:
        yield "sides: one unknown", 1.0
    if not one.persons.isdisjoint(other.persons):
        yield "persons: in common", 1.0
    elif {country for country, _ in one.persons} & {country for country, _ in other.persons}:
        yield "persons: others of one country", 1.0


def _share(mine: frozenset[str], theirs: frozenset[str]) -> float:
    return len(mine & theirs) / max(1, len(mine | theirs))


def _of_places(one: Told, other: Told) -> Iterator[tuple[str, float]]:
    names = [(told.row.place_name or "").casefold() for told in (one, other)]
    if all(names):
        yield f"place: {'the same' if names[0] == names[1] else 'others'}", 1.0


def _of_words(one: Portrait, other: Portrait) -> Iterator[tuple[str, float]]:
    shared = one.words.shared(other.words)
    alike = one.words.cosine(other.words, shared)
    yield "words: cosine", alike
    yield "words: cosine, squared", alike * alike
    if one.told.type == other.told.type:
        yield "words: cosine, type the same", alike
    if one.trigger == other.trigger:
        yield "trigger: the same", 1.0
        yield "words: cosine, trigger the same", alike
    elif one.trigger in other.words.rarity or other.trigger in one.words.rarity:
        yield "trigger: in the other sentence", 1.0
    yield "words: the rarest in common", _rarest(shared, TELLING_WORDS)
    if any(word.isdigit() for word in shared):
        yield "words: a number in common", 1.0
    near = one.near.shared(other.near)
    yield "words near the trigger: cosine", one.near.cosine(other.near, near)
    named = {word: value for word, value in near.items() if word not in {one.trigger, other.trigger}}
    yield "words near the trigger: the rarest in common", _rarest(named, TELLING_NEAR)
    held = sorted((one.words.held(other.context), other.words.held(one.context)))
    yield "words: held by the other report, at least", held[0]
    yield "words: held by the other report, at most", held[1]


def _rarest(common: Mapping[str, float], count: int) -> float:
    return sum(sorted(common.values(), reverse=True)[:count]) / (count * HIGHEST_RARITY)


def telling_words(one: Portrait, other: Portrait) -> list[str]:
    """The words in common that say most, the rarest first."""
    shared = one.words.shared(other.words)
    return [one.words.spelled[word] for word in sorted(shared, key=lambda word: (-shared[word], word))[:TELLING_WORDS]]
