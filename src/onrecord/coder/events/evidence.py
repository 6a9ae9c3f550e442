"""What speaks for and against a candidate being an event: named features for the filter.

Each is a yes/no observation with a readable name, except ``prior``: the log-odds, from ``event_counts.csv``, that the
lexicon entry names an event where it matches. Together with ``event_weights.csv`` they explain every confidence.
"""

from __future__ import annotations

from collections import defaultdict
from math import log
from typing import TYPE_CHECKING

from onrecord.coder import layers, syntax
from onrecord.ontology.event_lexicon import counts, word_classes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from onrecord.coder.events.candidates import Candidate
    from onrecord.records import Actor

SPEECH_ACTS = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
SMOOTHING = 3.0
"""How many matches the mean of all entries counts for, against an entry's own."""

MEAN = 0.18
"""Share of all candidates of the training articles that name an event."""

TOPIC_WORDS = 4
"""Words of sport or markets that make a document one of them."""

_NEAR = 3


def prior(seen: tuple[int, int], without: tuple[int, int] = (0, 0)) -> float:
    """Log-odds that an entry's match names an event, smoothed, from how often it matched and named one before.

    ``without`` leaves counts out (in training: the document's own).
    """
    matched, events = seen[0] - without[0], seen[1] - without[1]
    share = (events + SMOOTHING * MEAN) / (matched + SMOOTHING)
    return log(share / (1 - share))


class Scene:
    """The document around the candidates: its topic, its actors, which acts were mentioned before."""

    def __init__(self, doc: Doc, candidates: Sequence[Candidate]) -> None:
        self._index = layers.ACTORS.get(doc)
        self._actors: dict[str, Actor] = {}
        self._candidates = candidates
        self.topic = tuple(_topics(doc))
        self._by_type: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in candidates:
            self._by_type[candidate.trigger.type].append(candidate)
        self.governing = {candidate.trigger.token.i: candidate.trigger.type for candidate in candidates}

    def features(self, candidate: Candidate, earlier: Sequence[Candidate]) -> dict[str, float]:
        """The features of one candidate; ``earlier`` are the candidates before it in the text."""
        found = dict.fromkeys(self._names(candidate, earlier), 1.0)
        found["prior"] = prior(counts().get(candidate.trigger.method, (0, 0)))
        return found

    def _names(self, candidate: Candidate, earlier: Sequence[Candidate]) -> Iterator[str]:
        trigger = candidate.trigger
        yield "bias"
        yield f"type={trigger.type}"
        yield f"pos={trigger.token.pos_}"
        yield f"place={_bucket(candidate.place)}"
        yield from (f"topic={topic}" for topic in self.topic)
        yield from self._of_sides(candidate)
        yield from _of_factuality(candidate)
        yield from self._of_syntax(trigger.token, trigger.type)
        yield from _of_history(candidate, earlier)
        yield from self._of_rivals(candidate)

    def _of_sides(self, candidate: Candidate) -> Iterator[str]:
        kind, arguments = candidate.trigger.type, candidate.arguments
        sides = ("A" if arguments.actors else "-") + ("R" if arguments.recipients else "-")
        sides += "2" if len(arguments.actors) > 1 else ""
        yield f"sides={sides}"
        yield f"sides={sides}&type={kind}"
        for role, keys in (("actor", arguments.actors[:1]), ("recipient", arguments.recipients[:1])):
            for key in keys:
                actor = self._actor(key)
                yield f"{role}={actor.sector or actor.kind}"
                yield f"{role}:{'state' if actor.country else 'stateless'}"
        countries = {self._actor(key).country for key in candidate.sides} - {None}
        yield f"countries={min(len(countries), 2)}"
        yield f"countries={min(len(countries), 2)}&{'speech' if kind in SPEECH_ACTS else 'deed'}"

    def _actor(self, key: str) -> Actor:
        if key not in self._actors:
            self._actors[key] = self._index.actor(key)
        return self._actors[key]

    def _of_syntax(self, token: Token, kind: str) -> Iterator[str]:
        yield f"{token.pos_}/{token.dep_}"
        yield f"tag={token.tag_}"
        if token.pos_ in {"NOUN", "PROPN"}:
            yield from _of_noun(token)
        elif token.pos_ == "VERB":
            yield from _of_verb(token)
        above = syntax.governor(token)
        if above is not None and above.i in self.governing:
            yield f"under={self.governing[above.i]}"
            same = self.governing[above.i] == kind
            yield f"under:{'same' if same else 'other'}&{token.dep_}"
        elif above is not None and above.lemma_.lower() in {"say", "tell", "add", "report", "announce", "quote", "note"}:
            yield f"under:saying&{token.dep_}"

    def _of_rivals(self, candidate: Candidate) -> Iterator[str]:
        """Other mentions of the type that may be the clearer one."""
        kind, token = candidate.trigger.type, candidate.trigger.token
        mine = _strength(candidate)
        rivals = [other for other in self._by_type[kind] if other.trigger.token.i != token.i]
        near = [other for other in rivals if other.sentence.start == candidate.sentence.start]
        if near:
            best = max(_strength(other) for other in near)
            yield "sentence:stronger" if mine > best else "sentence:weaker" if mine < best else "sentence:even"
            if any(abs(other.trigger.token.i - token.i) <= _NEAR for other in near):
                yield "sentence:near"
        else:
            yield "sentence:alone"
        later = [other for other in rivals if other.trigger.start > candidate.trigger.start and other.place > candidate.place]
        alike = [other for other in later if other.trigger.token.lemma_ == token.lemma_]
        if alike:
            yield "after:lemma"
            yield f"after:lemma&{token.pos_}"
        if any(candidate.sides < other.sides and _strength(other) >= mine for other in later):
            yield "after:clearer"
        if any(candidate.sides and candidate.sides == other.sides for other in later):
            yield "after:sides"
        every = [other for other in rivals if other.trigger.token.lemma_ == token.lemma_]
        if every:
            most = max(len(other.sides) for other in every)
            yield "lemma:richest" if len(candidate.sides) > most else "lemma:poorer" if len(candidate.sides) < most else "lemma:even"


def _strength(candidate: Candidate) -> float:
    return prior(counts().get(candidate.trigger.method, (0, 0)))


def _bucket(place: int) -> str:
    return next((name for bound, name in ((1, "first"), (3, "top"), (8, "middle"), (16, "late")) if place < bound), "end")


def _topics(doc: Doc) -> Iterator[str]:
    words = [token.lemma_.lower() for token in doc if token.pos_ in {"NOUN", "PROPN", "VERB"}]
    for topic in ("sport", "market"):
        known = word_classes()[f"{topic}_word"]
        if sum(word in known for word in words) >= max(TOPIC_WORDS, len(words) // 40):
            yield topic


def _of_factuality(candidate: Candidate) -> Iterator[str]:
    kind = "speech" if candidate.trigger.type in SPEECH_ACTS else candidate.trigger.type
    yield f"fact={candidate.judgement.value}"
    yield f"fact={candidate.judgement.value}&{kind}"
    if candidate.judgement.condition:
        yield "conditional"


def _of_noun(noun: Token) -> Iterator[str]:
    determiner = next((child.lower_ for child in noun.children if child.dep_ == "det"), "")
    owned = any(child.dep_ == "poss" for child in noun.children)
    yield f"det={'poss' if owned else determiner or 'bare'}"
    yield f"number={noun.tag_}"
    host = syntax.host_verb(noun)
    if host is not None and noun.dep_ in {"dobj", "nsubjpass"}:
        yield "light" if host.lemma_.lower() in word_classes()["light_verb"] else "heavy"
    if noun.dep_ == "pobj":
        yield f"pobj={noun.head.lower_}"
    if any(child.dep_ in {"prep", "acl", "relcl"} for child in noun.children):
        yield "noun:extended"


def _of_verb(verb: Token) -> Iterator[str]:
    if syntax.is_passive(verb):
        yield "passive:agent" if syntax.children(verb, "agent") else "passive"
    if any(child.dep_ == "aux" and child.lower_ in {"had"} for child in verb.children):
        yield "pluperfect"
    if any(child.dep_ == "aux" and child.lower_ in {"has", "have"} for child in verb.children):
        yield "perfect"
    if any(child.dep_ == "ccomp" for child in verb.children):
        yield "has:ccomp"
    if any(child.dep_ == "dobj" for child in verb.children):
        yield "has:dobj"


def _of_history(candidate: Candidate, earlier: Sequence[Candidate]) -> Iterator[str]:
    """Whether the act, or one like it, was mentioned before."""
    same = [other for other in earlier if other.trigger.type == candidate.trigger.type]
    yield f"before={min(len(same), 3)}"
    lemma = candidate.trigger.token.lemma_
    alike = [other for other in same if other.trigger.token.lemma_ == lemma]
    pos = candidate.trigger.token.pos_
    yield f"before={min(len(same), 3)}&{pos}"
    if alike:
        yield "before:lemma"
        yield f"before:lemma&{pos}"
        yield f"before:lemma&{candidate.trigger.type}"
    if any(candidate.sides & other.sides for other in same):
        yield "before:shared"
    if any(candidate.sides and candidate.sides == other.sides for other in same):
        yield "before:sides"
    if any(candidate.sides <= other.sides for other in alike):
        yield "before:echo"
    if any(other.sentence.start == candidate.sentence.start for other in same):
        yield "before:sentence"
