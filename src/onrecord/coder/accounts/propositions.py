"""What one source says of one matter, taken apart so that it can be compared with what others say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.ontology import accounts as words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.records import Spans


@dataclass(frozen=True, slots=True)
class Proposition:
    """What one source says of one matter. ``holders`` are actor ids; ``positive`` is its polarity."""

    head: Token
    predicate: str
    arguments: frozenset[str]
    positive: bool
    holders: frozenset[str]
    ids: tuple[str, ...]
    body: Spans

    @property
    def lemmas(self) -> frozenset[str]:
        """Predicate and arguments."""
        return self.arguments | {self.act}

    @property
    def act(self) -> str:
        """The word for the matter that the predicate names; empty if it says nothing."""
        return words.matter_of(self.predicate)
