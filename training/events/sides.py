"""The weights by which the sides of an event are chosen: logistic regression over the actors near annotated events.

An actor is right for a side if an annotated mention denotes it. One that shares its country with somebody annotated
there (a minister beside the government) is not counted either way: the annotation names one of them, and could have
named the other; nor is a mention that the coder takes for somebody of another country than the annotation says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord.coder.events.network import ROLES
from training.events.corpus import head_word, span_of
from training.events.regression import fit
from training.events.tables import write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Doc

    from onrecord.coder.events.candidates import Candidate
    from onrecord.coder.events.reading import EventReading
    from onrecord.coder.events.sides import SideChooser

PENALTY = 8.0
"""L2 penalty: of 4 and 8 the better on articles held back, with observations crossed."""
FREE = ("bias",)


@dataclass(frozen=True, slots=True)
class Example:
    """An actor near an event, whether it stands on the side."""

    role: str
    features: dict[str, float]
    label: bool


def examples(
    doc: Doc, reading: EventReading, chooser: SideChooser, pairs: Iterable[tuple[Candidate, Mapping[str, Any]]]
) -> Iterator[Example]:
    """Everybody near each candidate that is an annotated event."""
    for candidate, event in pairs:
        for role, weighed in zip(ROLES, chooser.weigh(candidate), strict=True):
            states = {key: chooser.country(key) for key in weighed}
            right, alike = _judged(doc, reading, event[role], states)
            for key, features in weighed.items():
                if key in right or key not in alike:
                    yield Example(role, features, key in right)


def _judged(
    doc: Doc, reading: EventReading, mentions: Iterable[Mapping[str, Any]], states: Mapping[str, str | None]
) -> tuple[set[str], set[str]]:
    """The keys that are right for a side, and those of the same countries."""
    right: set[str] = set()
    alike: set[str] = set()
    for mention in mentions:
        country = mention.get("country")
        span = span_of(doc, mention["span"]) if mention.get("span") else None
        meant = reading.input.denoted[head_word(span).i].keys if span is not None else ()
        right |= {key for key in meant if country is None or states.get(key) == country}
        alike |= {key for key, state in states.items() if country is not None and state == country}
    return right, alike


def train(rows: Sequence[Example]) -> None:
    """Fits and writes the table."""
    table = []
    for role in ROLES:
        own = [row for row in rows if row.role == role]
        weights = fit([row.features for row in own], [row.label for row in own], PENALTY, FREE)
        table += [(role, name, weight) for name, weight in sorted(weights.items())]
    write("event_side_weights.csv", ("side", "feature", "weight"), table)
