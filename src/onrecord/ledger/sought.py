"""What is like a text: told in the same words, of the same countries and people, acts of the same type.

The text is read by the coder as a report is, so that of what shares a word with "the Iranian president met his
Russian colleague" that comes first which tells of talks of Iran and Russia. That comes before vectors: on annotated
wire reports (``benchmarks/find_like.py``) mean vectors of the shipped encoder found less than half of what words alone
find, and a sentence network of its size, added to words, not more than types and actors do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.ledger.identity import name_words

if TYPE_CHECKING:
    from collections.abc import Collection

    from onrecord.records import CodedDocument

SAME_TYPE, SAME_ACTORS = 0.05, 0.1
"""What both add to the score of words, whose best is 1; the best of a few between 0.05 and 0.2 on the
benchmark's queries, of both its parts."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A text as the coder reads it; ``actors`` are by :func:`actor_key`."""

    text: str
    types: frozenset[str]
    actors: frozenset[str]

    @classmethod
    def of(cls, coded: CodedDocument) -> Sought:
        """What a coded text tells of."""
        named = (actor_key(actor.name, actor.country) for actor in coded.actors)
        return cls(coded.text, frozenset(event.type for event in coded.events), frozenset(named))

    def weigh(self, words: float, types: Collection[str], actors: Collection[str]) -> tuple[float, str]:
        """A record's score, and what it is made of; ``words`` is its share of the best score of words."""
        same_types, same_actors = self.types.intersection(types), self.actors.intersection(actors)
        of_types = SAME_TYPE if same_types else 0.0
        of_actors = SAME_ACTORS * len(same_actors) / (len(self.actors.union(actors)) or 1)
        parts = [f"words {words:.2f}"]
        if same_types:
            parts.append(f"type {', '.join(sorted(same_types))} {of_types:.2f}")
        if same_actors:
            parts.append(f"actors {', '.join(sorted(same_actors))} {of_actors:.2f}")
        return words + of_types + of_actors, "; ".join(parts)


def actor_key(name: str, country: str | None) -> str:
    """By what actors are taken for alike here: their country, else their name; who speaks for Iran matters less."""
    return country or name_words(name)
