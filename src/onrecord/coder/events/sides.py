"""Who acts on whom, weighed: the network's pointers, the parse, and who speaks, together.

For each event every actor that the report names near it is weighed for either side by a logistic regression over named
observations (``event_side_weights.csv``). The rules of :mod:`arguments` are among them, so that what syntax settles
stays settled, and what only the story tells ("froze negotiations", "the talks") finds its side too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from onrecord.coder import layers
from onrecord.coder.events.arguments import Arguments
from onrecord.coder.events.denoted import KINDS, NOBODY, PLACE, country_of, key_of
from onrecord.coder.events.network import ROLES
from onrecord.ontology.event_lexicon import side_weights
from onrecord.ontology.logistic import probability

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray
    from spacy.tokens import Doc, Token

    from onrecord.coder.encoder import Window
    from onrecord.coder.events.candidates import Candidate
    from onrecord.coder.events.reading import EventReading
    from onrecord.coder.events.told import Told
    from onrecord.coder.lookup import ActorLookup

LIKELY = 0.4
"""Probability from which everybody takes part on a side."""

LIKELIEST = 0.2
"""Probability from which the likeliest one does where nobody reaches ``LIKELY``. Both lower (0.3, 0.15) would get 0.616
of the pairs of 120 training articles right instead of 0.586, with more bystanders among them."""

HOPELESS = -5.0
"""Logit below which nobody is weighed whom neither rules nor statements name."""

LEAST, MOST = -4, 1
"""Bounds of half a logit: the network points with a probability below 0.001, or above 0.9."""

REACH = 3
"""Steps along the parse in which trigger and mention may meet."""


class Mention(NamedTuple):
    """The word that names an actor best: its token and the network's logit."""

    token: int
    logit: float


class SideChooser:
    """Chooses the sides of one document's events."""

    def __init__(self, doc: Doc, reading: EventReading, told: Told) -> None:
        self._doc = doc
        self._index: ActorLookup = layers.ACTORS.get(doc)
        self._reading = reading
        self._told = told
        self._named = _named(reading)
        self._by_window: dict[Window, dict[str, list[int]]] = {}

    def choose(self, candidate: Candidate) -> Arguments:
        """Both sides of an event."""
        acting, met = (
            {key: probability(side_weights()[role], given) for key, given in weighed.items()}
            for role, weighed in zip(ROLES, self.weigh(candidate), strict=True)
        )
        actors = _chosen(acting, met)
        recipients = [key for key in _chosen(met, acting) if key not in actors]
        return Arguments(tuple(map(self._id, actors)), tuple(map(self._id, recipients)))

    def weigh(self, candidate: Candidate) -> tuple[dict[str, dict[str, float]], ...]:
        """For each side, in the order of ``ROLES``, the features of each actor near a candidate."""
        window, logits = self._reading.sides(candidate.trigger.token.i)
        near, speakers = self._near(window), self._speakers(candidate)
        rules = [frozenset(map(self._key, ids)) for ids in (candidate.arguments.actors, candidate.arguments.recipients)]
        weighed = []
        for mine, theirs, own in zip(rules, rules[::-1], logits, strict=True):
            found = {key: _best_mention(tokens, window.first, own) for key, tokens in near.items()}
            kept = mine | theirs | speakers.keys()
            best = {key: mention for key, mention in found.items() if mention.logit > HOPELESS or key in kept}
            highest = max((mention.logit for mention in best.values()), default=0.0)
            homes = frozenset(map(self.country, theirs)) - {None}
            scene = _Scene(candidate, best, highest, mine, theirs, homes, speakers)
            weighed.append({key: dict(self._features(scene, key)) for key in best})
        return tuple(weighed)

    def country(self, key: str) -> str | None:
        """The country of an actor near a candidate."""
        return country_of(key) or self._index.actor(key).country

    def _near(self, window: Window) -> dict[str, list[int]]:
        """The tokens of a stretch that name each actor; looked up once, since a stretch has many events."""
        if window not in self._by_window:
            cut = (
                (key, tokens[bisect_left(tokens, window.first) : bisect_left(tokens, window.end)])
                for key, tokens in self._named.items()
            )
            self._by_window[window] = {key: tokens for key, tokens in cut if tokens}
        return self._by_window[window]

    def _id(self, key: str) -> str:
        country = country_of(key)
        return self._index.government(country) if country else key

    def _key(self, actor_id: str) -> str:
        return key_of(self._index.actor(actor_id))

    def _speakers(self, candidate: Candidate) -> dict[str, str]:
        """Who says it, and to whom: of the statement that tells the event, and of the one whose cue it is."""
        found: dict[str, str] = {}
        telling, cued = self._told.telling(candidate.trigger.start), self._told.cued(candidate.trigger)
        for name, statement in (("told", telling), ("cue", cued)):
            if statement is not None:
                if statement.addressee is not None:
                    found[self._key(statement.addressee)] = f"{name}:addressee"
                if statement.source is not None:
                    found[self._key(statement.source)] = f"{name}:source"
        return found

    def _features(self, scene: _Scene, key: str) -> Iterator[tuple[str, float]]:
        mention = scene.best[key]
        whom = self._reading.input.denoted[mention.token]
        event_type = scene.candidate.trigger.type
        yield "bias", 1.0
        yield "logit below best", mention.logit - scene.highest
        pointed, rule = scene.pointed(key), scene.rule(key)
        kind = f"kind={'place' if whom.kind == PLACE else KINDS[whom.kind - 1]}"
        state = f"state={whom.state}"
        way = f"path={path(self._doc, scene.candidate.trigger.token, mention.token)}"
        away = f"sentences away={self._away(scene.candidate, mention.token)}"
        by_type = [pointed, rule, f"{rule}&{pointed}", kind, way]
        by_type += [scene.speakers[key]] if key in scene.speakers else []
        by_type += ["compatriot"] if self.country(key) in scene.homes else []
        for name in by_type:
            yield name, 1.0
            yield f"{name}&{event_type}", 1.0
        yield f"type={event_type}", 1.0
        yield state, 1.0
        yield away, 1.0
        yield f"times={min(len(self._named[key]), 4)}", 1.0
        for one, other in ((away, pointed), (state, pointed), (way, rule), (way, kind)):
            yield f"{one}&{other}", 1.0

    def _away(self, candidate: Candidate, token: int) -> str:
        numbers = self._reading.input.sentences
        away = int(numbers[token] - numbers[candidate.trigger.token.i])
        if away == 0:
            return "0, before" if token < candidate.trigger.token.i else "0, after"
        return str(max(-3, min(3, away)))


@dataclass(frozen=True, slots=True)
class _Scene:
    """One side of one candidate: everybody's best mention, whom the rules put here and there, the countries of those
    there, and who speaks.
    """

    candidate: Candidate
    best: Mapping[str, Mention]
    highest: float
    mine: frozenset[str]
    theirs: frozenset[str]
    homes: frozenset[str | None]
    speakers: Mapping[str, str]

    def pointed(self, key: str) -> str:
        """How surely the network points at an actor, and whether at none more."""
        logit = self.best[key].logit
        return f"pointed={max(LEAST, min(MOST, int(logit // 2)))}{' best' if logit >= self.highest else ''}"

    def rule(self, key: str) -> str:
        """Whether the rules put an actor here or there, or somebody else here, or nobody."""
        return (
            f"rule={'mine' if key in self.mine else 'other' if key in self.theirs else 'else' if self.mine else 'none'}"
        )


def path(doc: Doc, trigger: Token, mention: int) -> str:
    """The dependency labels between a mention and the trigger or a word above it; "far" where they do not meet soon."""
    labels: list[str] = []
    above = _chain(trigger)
    current = doc[mention]
    for _ in range(REACH):
        if current.i in above:
            return f"{above[current.i]}:{'<'.join(labels)}"
        labels.append(current.dep_)
        if current.head.i == current.i:
            break
        current = current.head
    return f"{above[current.i]}:{'<'.join(labels)}" if current.i in above else "far"


def _chain(trigger: Token) -> dict[int, int]:
    found = {trigger.i: 0}
    current = trigger
    for step in range(1, REACH):
        current = current.head
        found.setdefault(current.i, step)
    return found


def _best_mention(tokens: Sequence[int], first: int, logits: NDArray[np.float32]) -> Mention:
    """The token that the network points at most; ``logits`` are of a stretch that starts at token ``first``."""
    token = max(tokens, key=lambda token: float(logits[token - first]))
    return Mention(token, float(logits[token - first]))


def _named(reading: EventReading) -> dict[str, list[int]]:
    """The tokens that name each actor."""
    found: dict[str, list[int]] = defaultdict(list)
    for token, whom in enumerate(reading.input.denoted):
        if whom.state != NOBODY:
            for key in dict.fromkeys(whom.keys):
                found[key].append(token)
    return found


def _chosen(mine: Mapping[str, float], theirs: Mapping[str, float]) -> list[str]:
    """Whoever is likely on this side and not likelier on the other; the likeliest if none is."""
    own = {key: value for key, value in mine.items() if value >= theirs.get(key, 0.0)}
    found = [key for key, value in own.items() if value >= LIKELY]
    if found or not own:
        return found
    best = max(own, key=lambda key: own[key])
    return [best] if own[best] >= LIKELIEST else []
