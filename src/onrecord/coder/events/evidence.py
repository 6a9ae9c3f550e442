"""What speaks for and against a candidate being an event: named features for the filter.

Each is a yes/no observation with a readable name, except ``prior``, the log-odds, from ``event_counts.csv``, that the
lexicon entry names an event where it matches, and what the network says (``learned``). Together with
``event_weights.csv`` they explain every confidence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder import layers, syntax
from onrecord.coder.events import learned
from onrecord.coder.events.mentions import Mentions
from onrecord.coder.events.priors import prior_of
from onrecord.ontology.event_lexicon import word_classes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from onrecord.coder.events.candidates import Candidate
    from onrecord.coder.events.reading import EventReading
    from onrecord.coder.events.told import Told
    from onrecord.records import Actor

SPEECH_ACTS = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


class Scene:
    """The document around the candidates: its topic, its actors, which acts were mentioned before."""

    def __init__(
        self, doc: Doc, candidates: Sequence[Candidate], told: Told, topics: Sequence[str], reading: EventReading
    ) -> None:
        self._index = layers.ACTORS.get(doc)
        self._actors: dict[str, Actor] = {}
        self._mentions = Mentions(candidates, reading.size)
        self._told = told
        self._topics = topics
        self._reading = reading
        self.governing = {candidate.trigger.token.i: candidate.trigger.type for candidate in candidates}

    def features(self, candidate: Candidate) -> dict[str, float]:
        """The features of one candidate."""
        found = dict.fromkeys(self._names(candidate), 1.0)
        found["prior"] = prior_of(candidate.trigger.method, self._reading.size)
        found.update(learned.features(candidate, self._reading))
        return found

    def _names(self, candidate: Candidate) -> Iterator[str]:
        trigger = candidate.trigger
        yield "bias"
        yield f"type={trigger.type}"
        yield f"pos={trigger.token.pos_}"
        yield f"place={_bucket(candidate.place)}"
        yield from (f"topic={topic}" for topic in self._topics)
        yield from self._of_sides(candidate)
        yield from _of_factuality(candidate)
        yield from self._of_syntax(trigger.token, trigger.type)
        yield from self._mentions.features(candidate)
        yield from self._told.features(trigger)

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
        yield from self._of_frame(token, kind)
        if above is not None and above.lemma_.lower() in {"say", "tell", "add", "report", "announce", "quote", "note"}:
            yield f"under:saying&{token.dep_}"

    def _of_frame(self, token: Token, kind: str) -> Iterator[str]:
        """The act that asks for, promises or refuses this one, however far above: "rejected a call for talks"."""
        frame = syntax.frame(token, self.governing)
        if frame is not None:
            above = self.governing[frame[0].i]
            group = kind if kind in {"CONSULT", "AGREE"} else "speech" if kind in SPEECH_ACTS else "deed"
            yield f"within={above}"
            yield f"within={above}&{group}"


def _bucket(place: int) -> str:
    return next(
        (name for bound, name in ((1, "first"), (3, "top"), (8, "middle"), (16, "late")) if place < bound), "end"
    )


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
    if any(child.dep_ == "aux" and child.lower_ == "had" for child in verb.children):
        yield "pluperfect"
    if any(child.dep_ == "aux" and child.lower_ in {"has", "have"} for child in verb.children):
        yield "perfect"
    if any(child.dep_ == "ccomp" for child in verb.children):
        yield "has:ccomp"
    if any(child.dep_ == "dobj" for child in verb.children):
        yield "has:dobj"
