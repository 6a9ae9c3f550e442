"""Candidate triggers: which words of a document may name an event, and of which type.

:class:`TriggerFinder` is the seam for learned taggers. What ships is :class:`LexiconFinder`: the transparent lexicon
matched against lemma, part of speech, particles and objects.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from onrecord.coder import syntax
from onrecord.ontology.event_lexicon import Entry, entries
from onrecord.ontology.plover import types

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token

    from onrecord.records import EventType

POS = {"PROPN": "NOUN"}
"""Parts of speech that count as another: title-case nouns in headlines and names of meetings."""

NOMINAL_OBJECTS = ("compound", "amod", "nmod", "nummod")


COOPERATIVE: frozenset[EventType] = frozenset({"AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "CONSULT"})
"""Types whose negation in the present or future refuses."""

WORDS_ONLY: frozenset[EventType] = frozenset({"AGREE", "SUPPORT", "CONCEDE"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "longer"})
PAST = frozenset({"did", "has", "have", "had"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or phrase that may name an event.

    ``token`` is its head, ``start`` and ``end`` character offsets of the whole. ``finder`` and ``method`` name what
    found it (the lexicon and an entry's key, a model and its label); ``confidence`` is the finder's own probability,
    None where it leaves that to the filter. ``uttered`` says that the act consists in the very words that would
    otherwise deny or demand a deed ("will never accept", "must withdraw"): they make it a fact.
    """

    token: Token
    start: int
    end: int
    type: EventType
    mode: str | None
    cameo: str | None
    method: str
    confidence: float | None = None
    uttered: bool = False
    finder: str = "lexicon"


class TriggerFinder(Protocol):
    """Proposes triggers; several for one token if its type is open."""

    def find(self, sentences: Iterable[DocSpan]) -> Iterator[Trigger]:
        """Triggers of the sentences, in the order of the text."""
        ...


class LexiconFinder:
    """Finds triggers by the event lexicon, and what somebody will not do as a refusal."""

    def find(self, sentences: Iterable[DocSpan]) -> Iterator[Trigger]:
        """Triggers of the sentences, in the order of the text."""
        for sentence in sentences:
            for token in sentence:
                for entry in matching(token):
                    if entry.type is not None:
                        yield from _readings(token, entry, entry.type)


def matching(token: Token) -> list[Entry]:
    """The most specific lexicon entries that a token satisfies, one for each type."""
    known = _entries_of(token)
    if not known:
        return []
    company = _Company(token)
    fitting = [entry for entry in known if company.satisfies(entry)]
    best = max((entry.specificity for entry in fitting), default=0)
    top = [entry for entry in fitting if entry.specificity == best]
    return [] if any(entry.type is None for entry in top) else top


def _entries_of(token: Token) -> tuple[Entry, ...]:
    pos = POS.get(token.pos_, token.pos_)
    if pos not in {"VERB", "NOUN", "ADJ", "AUX"}:
        return ()
    lexicon = entries()
    for lemma in (syntax.lemma(token), *_stems(token.lower_, pos)):
        if found := lexicon.get((lemma, pos)):
            return found
    return ()


def _stems(word: str, pos: str) -> tuple[str, ...]:
    """What a word's lemma may be where the lemmatiser went wrong ("hoped" as "hop", "threated", "talks" as a name)."""
    if pos == "NOUN":
        return (word, word[:-1]) if word.endswith("s") else (word,)
    for ending in ("ing", "ed", "s", "d"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            stem = word[: -len(ending)]
            return (stem, stem + "e")
    return ()


class _Company:
    """The particles and objects around a token, looked up only when an entry asks."""

    def __init__(self, token: Token) -> None:
        self._token = token
        self._particles: frozenset[str] | None = None
        self._objects: frozenset[str] | None = None

    def satisfies(self, entry: Entry) -> bool:
        if entry.particle and entry.particle not in self.particles:
            return False
        return not entry.objects or not entry.objects.isdisjoint(self.objects)

    @property
    def particles(self) -> frozenset[str]:
        if self._particles is None:
            found = {child.lower_ for child in self._token.children if child.dep_ in {"prt", "prep", "advmod", "agent"}}
            if any(_is_infinitive(child) for child in self._token.children):
                found.add("to")
            self._particles = frozenset(found)
        return self._particles

    @property
    def objects(self) -> frozenset[str]:
        if self._objects is None:
            heads = (
                _objects_of_noun(self._token)
                if self._token.pos_ in {"NOUN", "PROPN"}
                else _objects_of_verb(self._token)
            )
            self._objects = frozenset(word for head in heads for word in (head.lemma_.lower(), head.lower_))
        return self._objects


def _is_infinitive(clause: Token) -> bool:
    return clause.dep_ in {"xcomp", "ccomp", "acl", "advcl"} and any(
        child.dep_ == "aux" and child.lower_ == "to" for child in clause.children
    )


def _objects_of_verb(verb: Token) -> Iterator[Token]:
    phrases = [*syntax.patients(verb), *syntax.children(verb, "oprd", "attr", "acomp", "npadvmod")]
    for child in verb.children:
        if child.dep_ in {"prep", "agent"}:
            phrases += syntax.children(child, "pobj")
    for phrase in phrases:
        for head in syntax.coordinated(phrase):
            yield head
            yield from syntax.children(head, "compound")


def _objects_of_noun(noun: Token) -> Iterator[Token]:
    for child in noun.children:
        if child.dep_ in NOMINAL_OBJECTS:
            yield child
        elif child.dep_ == "prep" and child.lower_ in {"of", "on", "for", "to", "from"}:
            for phrase in syntax.children(child, "pobj"):
                yield from syntax.coordinated(phrase)


def _readings(token: Token, entry: Entry, event_type: EventType) -> Iterator[Trigger]:
    """The act that the entry names; "will never accept", "does not recognise" refuse it.

    For agreement, support and concession the refusal takes the act's place; other deeds that are only not done
    ("will not visit") stay a reading beside it, and the filter chooses.
    """
    if _is_inverted(token):
        return
    plain = _trigger(token, entry, event_type)
    refused = token.pos_ == "VERB" and event_type in COOPERATIVE and _is_refused(token)
    if refused:
        yield _refusal(plain)
    if not refused or event_type not in WORDS_ONLY:
        yield plain


def _is_inverted(token: Token) -> bool:
    """Whether a modal opens a condition, which demands nothing: "Should they fail, ..."."""
    opens = token.i == 0 or token.nbor(-1).text in {",", ";"} or token.is_sent_start
    return bool(token.pos_ == "AUX" and token.lower_ == "should" and opens and token.sent[-1].text != "?")


def _is_refused(verb: Token) -> bool:
    words = {child.lower_ for child in verb.children if child.dep_ in {"aux", "neg", "advmod"}}
    return bool(words & NEGATIONS) and not words & PAST


def _refusal(plain: Trigger) -> Trigger:
    cameo = types()["REJECT"].cameo
    method = f"refusal of {plain.type} REJECT"
    return replace(plain, type="REJECT", mode=None, cameo=cameo, method=method, uttered=True)


def _trigger(token: Token, entry: Entry, event_type: EventType) -> Trigger:
    words = [token]
    if entry.particle and entry.particle != "to":
        words += [child for child in token.children if child.lower_ == entry.particle and 0 < child.i - token.i <= 2][
            :1
        ]
    first, last = words[0], words[-1]
    modal = token.pos_ == "AUX"
    return Trigger(
        token, first.idx, last.idx + len(last), event_type, entry.mode, entry.cameo, entry.key, uttered=modal
    )
