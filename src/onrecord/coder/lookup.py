"""The question that every step after the actors asks: whom does this phrase denote?

The protocol stands apart from its implementation, so that layers and steps need not know how actors are found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token

    from onrecord.records import Actor, Span


class ActorLookup(Protocol):
    """The actors of one document, and which noun phrase denotes which of them. Ids stay stable once given."""

    def ids(self, phrase: DocSpan | Token) -> tuple[str, ...]:
        """Ids of the actors that a noun phrase (or the phrase that a token heads) denotes; none for a thing or place.

        A compound phrase ("Britain, France and Germany", "the two Koreas") gives several, a pronoun its antecedent.
        """

    def source(self, phrase: DocSpan | Token) -> str | None:
        """The one actor that a statement's source phrase denotes; a descriptive actor is made if need be."""

    def place(self, phrase: DocSpan | Token) -> tuple[str, str | None] | None:
        """The place that a token or phrase names, as the text has it, and its country; None if it names none."""

    def adjective(self, word: Token) -> str | None:
        """The country whose adjective a word is ("Swiss") that denotes nobody and no place by itself; else None."""

    def government(self, country: str) -> str:
        """The id of a country's government, made if nothing has named it. Raises KeyError for an unknown code."""

    def attribute(self, spans: Iterable[Span], actor_id: str) -> None:
        """Says whose words stand in ``spans``, so that "I" and "we" in them denote the speaker or their principal.

        Raises:
            KeyError: for an unknown id.
        """

    def actor(self, actor_id: str) -> Actor:
        """The actor as known now. Raises KeyError for an unknown id."""

    def records(self, needed: frozenset[str] | None = None) -> tuple[Actor, ...]:
        """The actors that the coded document lists, in order of first mention.

        Descriptive ones ("gunmen") only if they are in ``needed``; None lists them all.
        """
