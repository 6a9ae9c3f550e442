"""The actors of one document, and which noun phrase denotes which of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Span as DocSpan

from onrecord.coder.actors.heads import heads, inner_heads, partitive
from onrecord.coder.actors.known import ontology_actors
from onrecord.coder.actors.places import is_place, place_of
from onrecord.coder.actors.pronouns import FIRST_PLURAL, FIRST_SINGULAR, PRONOUN_TAGS
from onrecord.coder.actors.reading import Reader
from onrecord.ontology.actors import speaking_nouns, thing_nouns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

    from onrecord.coder.actors.drafts import Draft
    from onrecord.coder.actors.known import KnownActors
    from onrecord.records import Actor, Span


AGENTIVE = ("er", "or", "ist", "ian", "ant", "ent", "ee", "man", "woman", "people", "person")
"""Endings of nouns that name people by what they do; those without one are in ``speaking_nouns.csv``."""


def _may_speak(head: Token) -> bool:
    """Whether a noun that no table knows can be one that speaks: a name, or by its ending."""
    lemma = head.lemma_.lower()
    human = head.pos_ == "PROPN" or lemma in speaking_nouns() or lemma.endswith(AGENTIVE)
    return human and lemma not in thing_nouns()


class ActorIndex:
    """Answers "whom does this noun phrase denote?" and lists the actors that the document needs.

    Named actors are listed always; descriptive ones ("Iranian officials", "gunmen") once somebody has asked for them.
    """

    def __init__(self, doc: Doc, known: KnownActors) -> None:
        self._reader = Reader(doc, known)
        self._scene = self._reader.scene
        self._ids: dict[Draft, str] = {}
        self._drafts: dict[str, Draft] = {}
        self._speakers: dict[int, Draft] = {}
        for mention in sorted(self._scene.mentions, key=lambda mention: mention.start):
            for draft in mention.drafts if mention.is_acting else ():
                if draft.is_named:
                    self._list(draft)

    def ids(self, phrase: DocSpan | Token) -> tuple[str, ...]:
        """Ids of the actors that a noun phrase (or the phrase that a token heads) denotes; none for a thing or place.

        A compound phrase ("Britain, France and Germany", "the two Koreas") gives several, a pronoun its antecedent. A
        token gives the phrase that it heads with all that is joined to it; a member of a coordination other than the
        first gives itself alone. A country's adjective, asked for by itself, gives its government.
        """
        drafts = dict.fromkeys(draft for head in heads(phrase) for draft in self._denoted(head))
        if not drafts and isinstance(phrase, DocSpan):
            drafts = dict.fromkeys(next(filter(None, map(self._denoted, inner_heads(phrase))), ()))
        return tuple(self._list(draft) for draft in drafts)

    def source(self, phrase: DocSpan | Token) -> str | None:
        """The one actor that a statement's source phrase denotes; a descriptive actor is made if need be.

        None for a thing that carries words ("a poll", "the strategy") and for a pronoun that nothing explains.
        """
        found = self.ids(phrase)
        if found:
            return found[0]
        head = heads(phrase)[0]
        if not self._reader.scan.is_noun(head.i) or not _may_speak(head):
            return None
        return self._list(self._reader.descriptions.improvise(head.i))

    def place(self, phrase: DocSpan | Token) -> tuple[str, str | None] | None:
        """The place that a token or phrase names, as the text has it, and its country; None if it names none."""
        return place_of(self._scene, heads(phrase)[0].i)

    def adjective(self, word: Token) -> str | None:
        """The country whose adjective a word is ("Swiss") that denotes nobody and no place by itself; else None."""
        named = self._scene.named_at.get(word.i)
        if named is None or named.label != "country" or self._scene.denotes.get(word.i):
            return None
        country = None if is_place(self._reader.scan, named) else named.country()
        return country.id if country is not None else None

    def government(self, country: str) -> str:
        """The id of a country's government, made if nothing has named it. Raises KeyError for an unknown code."""
        return self._list(self._scene.cast.government(country))

    def attribute(self, spans: Iterable[Span], actor_id: str) -> None:
        """Says whose words stand in ``spans``, so that "I" and "we" in them denote the speaker or whom it speaks for.

        Raises:
            KeyError: for an unknown id.
        """
        speaker = self._drafts[actor_id]
        scan = self._reader.scan
        for span in spans:
            first, last = scan.tokens_of(span.start, span.end)
            for at in range(max(first, 0), last):
                if scan.lower[at] in FIRST_SINGULAR | FIRST_PLURAL and scan.tag[at] in PRONOUN_TAGS:
                    self._speakers[at] = speaker

    def actor(self, actor_id: str) -> Actor:
        """The actor as known now. Raises KeyError for an unknown id."""
        return self._drafts[actor_id].frozen(actor_id)

    def records(self, needed: frozenset[str] | None = None) -> tuple[Actor, ...]:
        """The actors that the coded document lists, in order of first mention.

        Descriptive ones that are not in ``needed`` were asked for and not used; None lists them all.
        """
        listed = ((i, d) for i, d in self._drafts.items() if d.is_named or needed is None or i in needed)
        actors = (draft.frozen(actor_id) for actor_id, draft in listed)
        return tuple(sorted(actors, key=lambda actor: (actor.mentions[:1], len(actor.id), actor.id)))

    def _list(self, draft: Draft) -> str:
        if draft not in self._ids:
            actor_id = f"a{len(self._ids) + 1}"
            self._ids[draft] = actor_id
            self._drafts[actor_id] = draft
        return self._ids[draft]

    def _denoted(self, head: Token) -> tuple[Draft, ...]:
        at = head.i
        named = self._scene.named_at.get(at)
        if named is not None and named.label in {"country", "place"} and is_place(self._reader.scan, named):
            return ()
        inner = partitive(head)
        if inner is not None and (found := self._denoted(inner)):
            return found
        if at in self._speakers:
            return self._speaking(at)
        found = self._scene.denotes.get(at, ())
        if found:
            return found
        if named is not None:
            return self._modifying(named.start)
        if head.tag_ in {"WP", "WDT", "WP$"}:
            return self._relative(head)
        return ()

    def _modifying(self, start: int) -> tuple[Draft, ...]:
        """A country's adjective or region asked for by itself."""
        named = self._scene.name_starts[start]
        country = named.country() if named.label == "country" else None
        if country is None:
            return ()
        government = self._scene.cast.government(country.id)
        government.mentions.add(self._reader.scan.span(named.start, named.end))
        return (government,)

    def _speaking(self, at: int) -> tuple[Draft, ...]:
        speaker = self._speakers[at]
        speaker.mentions.add(self._reader.scan.span(at, at + 1))
        return (speaker,)

    def _relative(self, pronoun: Token) -> tuple[Draft, ...]:
        """Whom "who" or "which" takes up: the noun that its clause modifies."""
        for verb in pronoun.ancestors:
            if verb.dep_ == "relcl":
                return self._denoted(verb.head) if verb.head.tag_ not in {"WP", "WDT", "WP$"} else ()
        return ()


def find_actors(doc: Doc, known: KnownActors | None = None) -> ActorIndex:
    """Builds the index of a parsed document; ``known`` are the actors known beforehand, None for the ontology's."""
    return ActorIndex(doc, known or ontology_actors())
