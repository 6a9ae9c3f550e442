"""The actors of one document, and which noun phrase denotes which of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.records import Actor, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan


class ActorIndex:
    """Answers "whom does this noun phrase denote?" and lists the actors that the document needs.

    Named actors are listed always; descriptive ones ("Iranian officials", "gunmen") once somebody has asked for them.
    """

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._ids: dict[str, str] = {}
        self._mentions: dict[str, list[Span]] = {}
        for entity in doc.ents:
            if entity.label_ in {"PERSON", "ORG", "GPE", "NORP"}:
                self._add(entity)

    def _add(self, span: DocSpan) -> str:
        key = self._ids.setdefault(span.text, f"a{len(self._ids) + 1}")
        self._mentions.setdefault(key, []).append(Span(span.start_char, span.end_char))
        return key

    def ids(self, phrase: DocSpan | Token) -> tuple[str, ...]:
        """Ids of the actors that a noun phrase (or the phrase that a token heads) denotes; none for a thing.

        A compound phrase ("Britain, France and Germany", "the two Koreas") gives several, a pronoun its antecedent.
        """
        text = phrase.text
        return (self._ids[text],) if text in self._ids else ()

    def source(self, phrase: DocSpan) -> str | None:
        """The one actor that a statement's source phrase denotes; a descriptive actor is made if need be."""
        found = self.ids(phrase)
        return found[0] if found else self._add(phrase)

    def actor(self, actor_id: str) -> Actor:
        """The actor as known now. Raises KeyError for an unknown id."""
        return next(actor for actor in self.records() if actor.id == actor_id)

    def records(self) -> tuple[Actor, ...]:
        """The actors that the coded document lists, in order of first mention."""
        return tuple(
            Actor(key, name, "person", None, None, (), tuple(self._mentions[key])) for name, key in self._ids.items()
        )


def find_actors(doc: Doc) -> ActorIndex:
    """Builds the index of a parsed document."""
    return ActorIndex(doc)
