"""The weights by which the sides of an event are chosen: a choice among the actors near annotated events, and nobody.

An actor is right for a side if an annotated mention denotes it. One that shares its country with somebody annotated
there (a minister beside the government) counts for that country in part: the annotation names one of them, and could
have named the other. One that is annotated with a country which the coder does not know is not counted either way: it
is the right one, and leaves the country unsaid. A side whose annotated actors the coder has nowhere near is left out.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord.coder.events.deciding import NO_ONE
from onrecord.coder.events.network import ROLES
from onrecord.ontology.event_lexicon import table_of
from training.events.choices import Choice, fit
from training.events.corpus import head_word, span_of
from training.events.tables import write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Doc

    from onrecord.coder.events.candidates import Candidate
    from onrecord.coder.events.reading import EventReading
    from onrecord.coder.events.sides import SideChooser
    from onrecord.records import NetworkSize

PENALTY = 8.0
"""L2 penalty; 20 does as well on articles held back."""

ALIKE = 0.3
"""What a compatriot of an annotated actor counts. Not counted either way, a side's country is right in two events of a
hundred less; counted in full, the actor itself is chosen less often."""


@dataclass(frozen=True, slots=True)
class Example:
    """One side of an annotated event: who could stand there, and who does."""

    role: str
    choice: Choice


def examples(
    doc: Doc, reading: EventReading, chooser: SideChooser, pairs: Iterable[tuple[Candidate, Mapping[str, Any]]]
) -> Iterator[Example]:
    """Both sides of each candidate that is an annotated event."""
    for candidate, event in pairs:
        for role, weighed in zip(ROLES, chooser.weigh(candidate), strict=True):
            countries = {key: chooser.known(key).country for key in weighed if key != NO_ONE}
            wanted, unsaid = _judged(doc, reading, event[role], countries)
            options = [key for key in weighed if key not in unsaid]
            if wanted or not event[role]:
                places = {key: place for place, key in enumerate(options)}
                things = wanted or [{NO_ONE: 1.0}]
                numbered = [{places[key]: much for key, much in thing.items()} for thing in things]
                yield Example(role, Choice([weighed[key] for key in options], numbered))


def _judged(
    doc: Doc, reading: EventReading, mentions: Iterable[Mapping[str, Any]], countries: Mapping[str, str | None]
) -> tuple[list[dict[str, float]], set[str]]:
    """For each country annotated on a side, and each actor without one, the keys that count for it; and the keys of
    actors that are annotated with a country and have none here.
    """
    things: defaultdict[str, dict[str, float]] = defaultdict(dict)
    unsaid: set[str] = set()
    for mention in mentions:
        country = mention.get("country")
        span = span_of(doc, mention["span"]) if mention.get("span") else None
        meant = reading.input.denoted[head_word(span).i].keys if span is not None else ()
        for key, own in countries.items():
            if key in meant and (country is None or own == country):
                things[own or key][key] = 1.0
            elif country is not None and own == country:
                things[country].setdefault(key, ALIKE)
            elif own is None and key in meant:
                unsaid.add(key)
    return list(things.values()), unsaid - {key for thing in things.values() for key in thing}


def train(rows: Sequence[Example], size: NetworkSize) -> None:
    """Fits and writes the table that belongs to a network."""
    table = []
    for role in ROLES:
        weights = fit([row.choice for row in rows if row.role == role], PENALTY)
        table += [(role, name, weight) for name, weight in sorted(weights.items())]
    write(table_of("event_side_weights", size), ("side", "feature", "weight"), table)
