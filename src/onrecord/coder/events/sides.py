"""Who acts on whom, weighed: the network's pointers, the parse, and who speaks, together.

For each event everybody that the report names near it is an option for either side, and so is that nobody stands there;
the share of each comes from named observations (``event_side_weights.csv``). The rules of :mod:`arguments` are among
them, so that what syntax settles stays settled, and what only the story tells ("froze negotiations", "the talks") finds
its side too. Who stands where is decided for both sides together (:mod:`deciding`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from onrecord.coder import layers, syntax
from onrecord.coder.events.arguments import RECIPROCAL, Arguments
from onrecord.coder.events.deciding import NO_ONE, decide
from onrecord.coder.events.denoted import KINDS, NOBODY, PLACE, country_of, key_of
from onrecord.coder.events.network import ROLES
from onrecord.ontology.event_lexicon import side_weights
from onrecord.ontology.logistic import shares

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray
    from spacy.tokens import Doc, Token

    from onrecord.coder.encoder import Window
    from onrecord.coder.events.candidates import Candidate
    from onrecord.coder.events.reading import EventReading
    from onrecord.coder.events.told import Told
    from onrecord.coder.lookup import ActorLookup
    from onrecord.records import Sector

HOPELESS = -5.0
"""Logit below which nobody is weighed whom neither rules nor statements name."""

LEAST, MOST = -4, 1
"""Bounds of half a logit: the network points with a probability below 0.001, or above 0.9."""

FAINT = -8.0
"""The lowest logit that is told apart from lower ones."""

PARTNER = 0.2
"""Share of both sides together from which somebody takes part whom syntax has across in an act of two sides. With 0.1
three in ten of those added are wrong, with this one in four."""

REACH = 3
"""Steps along the parse in which trigger and mention may meet."""

FAR = "far"
"""Where they do not."""


class Mention(NamedTuple):
    """The word that names an actor best: its token and the network's logit."""

    token: int
    logit: float


class Known(NamedTuple):
    """What is known of an actor: its country, its sector, and whether it has a name of its own, which a description
    ("local police") begins in lower case.
    """

    country: str | None
    sector: Sector | None
    named: bool


class SideChooser:
    """Chooses the sides of one document's events."""

    def __init__(self, doc: Doc, reading: EventReading, told: Told) -> None:
        self._doc = doc
        self._index: ActorLookup = layers.ACTORS.get(doc)
        self._reading = reading
        self._told = told
        self._named = _named(reading)
        self._by_window: dict[Window, dict[str, list[int]]] = {}
        self._known: dict[str, Known] = {}

    def choose(self, candidate: Candidate, barred: frozenset[str] = frozenset()) -> Arguments:
        """Both sides of an event; those of ``barred`` (actor ids) do not act."""
        acting, met = (
            self._settled(candidate, role) or shares(side_weights(self._reading.size)[role], weighed)
            for role, weighed in zip(ROLES, self.weigh(candidate), strict=True)
        )
        excluded = frozenset(map(self._key, barred))
        acting = {key: share for key, share in acting.items() if key not in excluded}
        countries = {key: self.known(key).country for key in {*acting, *met} - {NO_ONE}}
        actors, recipients = decide(acting, met, countries)
        alone = self._without_bystanders(candidate, actors)
        doing = self._with_joined(alone, candidate.arguments.actors, {*recipients, *excluded})
        meeting = self._with_joined(recipients, candidate.arguments.recipients, doing)
        meeting = meeting or self._partners(candidate, doing, acting, met)
        return Arguments(tuple(map(self._id, doing)), tuple(map(self._id, meeting)))

    def _settled(self, candidate: Candidate, role: str) -> dict[str, float]:
        """The shares of a side that syntax settles; none where it does not."""
        found = candidate.arguments
        if role not in found.settled:
            return {}
        return dict.fromkeys(map(self._key, found.actors if role == "actor" else found.recipients), 1.0)

    def _without_bystanders(self, candidate: Candidate, actors: Sequence[str]) -> Sequence[str]:
        """Those of the chosen actors that syntax names, where it names one of them and the act is one side's.

        Who else is likely is then mostly who tells of it, or is told of beside: "the United States warned officials who
        jail protesters". On 341 annotated articles actors are right in 0.711 of the events found (0.708), 15 fewer are
        wrong; wire dev is as before.
        """
        settled = frozenset(map(self._key, candidate.arguments.actors))
        if candidate.trigger.type in RECIPROCAL or settled.isdisjoint(actors):
            return actors
        return [actor for actor in actors if actor in settled]

    def _with_joined(self, chosen: Sequence[str], joined: Sequence[str], others: Collection[str]) -> Sequence[str]:
        """Those chosen for a side and all whom syntax joins with one of them there: "signed by Ethiopia and Eritrea".

        ``others`` stand across or are barred; their compatriots are not joined either ("Japan suggested the two sides
        meet"). Of 102 actors that this adds to annotated events, 86 are right.
        """
        named = tuple(dict.fromkeys(map(self._key, joined)))
        if set(chosen).isdisjoint(named):
            return chosen
        homes = {self.known(key).country for key in others} - {None}
        beside = (key for key in named if key not in {*chosen, *others} and self.known(key).country not in homes)
        return (*chosen, *beside)

    def _partners(
        self, candidate: Candidate, doing: Sequence[str], acting: Mapping[str, float], met: Mapping[str, float]
    ) -> tuple[str, ...]:
        """Whom syntax has across in an act of two sides: "with" them, or likely on either side if one party acts.

        Annotated are both as actors or one on each side, so that the shares of the other are split. Of 54 whom the
        second adds in the annotated articles, by both networks, 41 are right; of those "with" whom somebody agrees or
        meets 147 of 167.
        """
        if candidate.trigger.type not in RECIPROCAL:
            return ()
        named = dict.fromkeys(map(self._key, candidate.arguments.recipients))
        beside = [key for key in named if key not in doing]
        together = self._named_with(candidate.trigger.token)
        least = PARTNER if len(doing) == 1 else 1.0
        return tuple(key for key in beside if key in together or acting.get(key, 0.0) + met.get(key, 0.0) >= least)

    def _named_with(self, trigger: Token) -> frozenset[str]:
        """Those "with" whom it is done, by the trigger or its object: "agreed with Chad", "signed a deal with Chad"."""
        holders = (trigger, *syntax.patients(trigger))
        phrases = (phrase for holder in holders for phrase in syntax.prepositional(holder, "with"))
        return frozenset(self._key(actor) for phrase in phrases for actor in self._index.ids(phrase))

    def weigh(self, candidate: Candidate) -> tuple[dict[str, dict[str, float]], ...]:
        """For each side, in the order of ``ROLES``, the features of each actor near a candidate and of ``NO_ONE``."""
        window, logits = self._reading.sides(candidate.trigger.token.i)
        near, speakers = self._near(window), self._speakers(candidate)
        named = [{key: _best_mention(tokens, window.first, own) for key, tokens in near.items()} for own in logits]
        rules = [frozenset(map(self._key, ids)) for ids in (candidate.arguments.actors, candidate.arguments.recipients)]
        countries = Counter(self.known(key).country for key in near)
        weighed = []
        for mine, theirs, own, across in zip(rules, rules[::-1], named, named[::-1], strict=True):
            kept = mine | theirs | speakers.keys()
            best = {key: mention for key, mention in own.items() if mention.logit > HOPELESS or key in kept}
            highest = max((mention.logit for mention in best.values()), default=FAINT)
            facing = self._country_of(max(across, key=lambda key: across[key].logit, default=None))
            homes = frozenset(self._country_of(key) for key in theirs) - {None}
            scene = _Scene(candidate, near, best, highest, mine, theirs, homes, speakers, facing, countries)
            options = {key: dict(self._features(scene, key)) for key in best}
            weighed.append({**options, NO_ONE: dict(_of_no_one(scene))})
        return tuple(weighed)

    def known(self, key: str) -> Known:
        """What is known of an actor near a candidate; looked up once, since a report has many events."""
        if key not in self._known:
            self._known[key] = self._look_up(key)
        return self._known[key]

    def _look_up(self, key: str) -> Known:
        country = country_of(key)
        if country is not None:
            return Known(country, "GOV", named=True)
        actor = self._index.actor(key)
        return Known(actor.country, actor.sector, named=not actor.name[:1].islower())

    def _country_of(self, key: str | None) -> str | None:
        return self.known(key).country if key is not None else None

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
        yield "logit below best", mention.logit - scene.highest
        pointed, rule = scene.pointed(key), scene.rule(key)
        kind = f"kind={'place' if whom.kind == PLACE else KINDS[whom.kind - 1]}"
        state = f"state={whom.state}"
        way = f"path={path(self._doc, scene.candidate.trigger.token, mention.token)}"
        nearest = f"nearest={self._nearest(scene, key)}"
        away = f"sentences away={self._away(scene.candidate, mention.token)}"
        by_type = [pointed, rule, f"{rule}&{pointed}", kind, way, nearest, *self._of_whom(scene, key)]
        by_type += [scene.speakers[key]] if key in scene.speakers else []
        for name in by_type:
            yield name, 1.0
            yield f"{name}&{event_type}", 1.0
        for name in (f"type={event_type}", state, away, f"times={min(len(self._named[key]), 4)}"):
            yield name, 1.0
        for one, other in ((away, pointed), (state, pointed), (way, rule), (way, kind), (nearest, pointed)):
            yield f"{one}&{other}", 1.0

    def _of_whom(self, scene: _Scene, key: str) -> Iterator[str]:
        """What an actor is, and beside whom: of the same country as those across, or as others near the event."""
        known = self.known(key)
        yield f"sector={known.sector}"
        yield "named" if known.named else "described"
        if known.country is None:
            return
        yield "faces its own" if known.country == scene.facing else "faces others"
        yield f"compatriots={min(scene.countries[known.country] - 1, 2)}"
        if known.country in scene.homes:
            yield "compatriot"

    def _nearest(self, scene: _Scene, key: str) -> str:
        """The shortest path to the trigger from a mention in its sentence, "away" if there is none."""
        trigger, numbers = scene.candidate.trigger.token, self._reading.input.sentences
        beside = [token for token in scene.near[key] if numbers[token] == numbers[trigger.i]]
        ways = [path(self._doc, trigger, token) for token in beside]
        return min((way for way in ways if way != FAR), key=_steps, default=FAR if beside else "away")

    def _away(self, candidate: Candidate, token: int) -> str:
        numbers = self._reading.input.sentences
        away = int(numbers[token] - numbers[candidate.trigger.token.i])
        if away == 0:
            return "0, before" if token < candidate.trigger.token.i else "0, after"
        return str(max(-3, min(3, away)))


@dataclass(frozen=True, slots=True)
class _Scene:
    """One side of one candidate: where everybody near is named, and best, whom the rules put here and there, the
    countries of those there, who speaks, the country that the network sees across, and how many are of each country.
    """

    candidate: Candidate
    near: Mapping[str, Sequence[int]]
    best: Mapping[str, Mention]
    highest: float
    mine: frozenset[str]
    theirs: frozenset[str]
    homes: frozenset[str | None]
    speakers: Mapping[str, str]
    facing: str | None
    countries: Mapping[str | None, int]

    def pointed(self, key: str) -> str:
        """How surely the network points at an actor, and whether at none more."""
        logit = self.best[key].logit
        return f"pointed={_halves(logit)}{' best' if logit >= self.highest else ''}"

    def rule(self, key: str) -> str:
        """Whether the rules put an actor here or there, or somebody else here, or nobody."""
        return (
            f"rule={'mine' if key in self.mine else 'other' if key in self.theirs else 'else' if self.mine else 'none'}"
        )


def _of_no_one(scene: _Scene) -> Iterator[tuple[str, float]]:
    """What is observed for that nobody stands on a side."""
    trigger = scene.candidate.trigger
    by_type = [
        "nobody",
        f"nobody, rule={'else' if scene.mine else 'none'}",
        f"nobody, pointed={_halves(scene.highest)}",
        f"nobody, word={trigger.token.pos_}",
    ]
    for name in by_type:
        yield name, 1.0
        yield f"{name}&{trigger.type}", 1.0
    yield f"nobody, tag={trigger.token.tag_}", 1.0
    yield f"nobody, near={min(len(scene.best), 6)}", 1.0
    yield f"nobody, factuality={scene.candidate.judgement.value}", 1.0
    yield "nobody, logit", max(FAINT, scene.highest)


def _halves(logit: float) -> int:
    return max(LEAST, min(MOST, int(logit // 2)))


def _steps(way: str) -> tuple[int, str]:
    """How long a path is; the path itself, so that of two of one length always the same comes first."""
    above, _, below = way.partition(":")
    return int(above) + below.count("<"), way


def path(doc: Doc, trigger: Token, mention: int) -> str:
    """The dependency labels between a mention and the trigger or a word above it, or ``FAR``."""
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
    return f"{above[current.i]}:{'<'.join(labels)}" if current.i in above else FAR


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
