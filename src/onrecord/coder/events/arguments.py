"""Who acts on whom: actors and recipients of a trigger, read off the parse.

Candidate phrases come in ranks; the first rank that denotes an actor fills the role. Prepositions that mark a role are
data (``plover_roles.csv``), ordered by type.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from onrecord.coder import layers, syntax
from onrecord.ontology.actors import countries
from onrecord.ontology.event_lexicon import word_classes
from onrecord.ontology.plover import role_prepositions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Token

    from onrecord.coder.events.told import Told
    from onrecord.coder.events.triggers import Trigger
    from onrecord.coder.lookup import ActorLookup
    from onrecord.records import EventType

RECIPROCAL: frozenset[EventType] = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""Types that bind their sides alike: "talks between A and B" has both as actors."""

CLAUSE_RECIPIENT: frozenset[EventType] = frozenset(
    {"REQUEST", "THREATEN", "ACCUSE", "REJECT", "SUPPORT", "AGREE", "CONCEDE"}
)
"""Types whose recipient may be the subject or object of the clause that says what is wanted, threatened or refused."""

DEEDS: frozenset[EventType] = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "SANCTION", "AID", "RETREAT"})
"""Types whose nouns take no doer from just any verb above them."""

PLACED: frozenset[EventType] = frozenset({"CONSULT", "ASSAULT", "RETREAT", "MOBILIZE", "COERCE", "AID"})
"""Types whose recipient may be told by the place alone: whoever governs or lives there."""

JUDGING: frozenset[EventType] = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
"""Types that meet whoever is behind a thing, before those whom the thing is about: "condemned the attack by A on B"."""

MOVING: frozenset[EventType] = frozenset({"MOBILIZE", "RETREAT", "AID"})
"""Types whose object may be what is sent or withdrawn."""

LEAVING: frozenset[EventType] = frozenset({"SANCTION", "RETREAT"})
"""Types whose object may be the actor's own side: "withdrew the country from the pact", "pulled the army out"."""

OWNING = ("by", "from", "of", "against", "on", "between", "to", "with", "in")

Sides = tuple[tuple[str, ...], tuple[str, ...]]
"""Actor ids and recipient ids."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """Actor ids of both sides, without repetition; none stands on both.

    ``settled`` are the roles in which the construction leaves no doubt ("blamed the attack on X").
    """

    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    settled: frozenset[str] = frozenset()


class ArgumentFinder:
    """Fills the roles of triggers of one document."""

    def __init__(self, doc: Doc, told: Told) -> None:
        self._index: ActorLookup = layers.ACTORS.get(doc)
        self._told = told
        self._known: dict[int, tuple[str, ...]] = {}
        self._governments = {
            actor.country: actor.id
            for actor in self._index.records()
            if actor.name == countries().get(actor.country or "")
        }

    def find(self, trigger: Trigger) -> Arguments:
        """Actors and recipients of a trigger."""
        actors, recipients = self._sides(trigger)
        recipients = tuple(key for key in recipients if key not in actors)
        blamed = _blamed(trigger.token)
        found = self.first([blamed])
        if found and trigger.token.pos_ == "VERB":
            return Arguments(actors, found, settled=frozenset({"recipient"}))
        if found:
            return Arguments(found, self._victims(trigger, found, blamed), settled=frozenset({"actor"}))
        return Arguments(actors, recipients)

    def _victims(self, trigger: Trigger, doers: tuple[str, ...], blamed: Sequence[Token]) -> tuple[str, ...]:
        """Whom a deed that is blamed on somebody met: "blamed the killing of X on Y"."""
        met = [phrase for phrase in _marked(trigger, "recipient", [trigger.token]) if phrase not in blamed]
        return self._other([syntax.prepositional(trigger.token, "of"), met], doers)

    def ids(self, phrase: Token) -> tuple[str, ...]:
        """The actors that the phrase headed by a token denotes, coordinated ones included."""
        if phrase.i not in self._known:
            found = [key for head in syntax.coordinated(phrase) for key in self._index.ids(head)]
            self._known[phrase.i] = tuple(dict.fromkeys(found))
        return self._known[phrase.i]

    def speaker(self, token: Token) -> tuple[str, ...]:
        """Who says what a token is part of: its statement's source, or the subject of the verb of saying."""
        statement = self._told.telling(token.idx)
        if statement is not None and statement.source is not None:
            return (statement.source,)
        return self.first([_said_by(token)])

    def first(self, ranks: Iterable[Iterable[Token]]) -> tuple[str, ...]:
        """The actors of the first rank of phrases that has any."""
        for rank in ranks:
            found = [key for phrase in rank for key in self.ids(phrase)]
            if found:
                return tuple(dict.fromkeys(found))
        return ()

    def _sides(self, trigger: Trigger) -> Sides:
        token = trigger.token
        if token.pos_ == "AUX" or token.dep_ in {"aux", "auxpass"}:
            return self.speaker(token), self.first([syntax.subjects(token.head if token.dep_ == "aux" else token)])
        if token.pos_ in {"NOUN", "PROPN"}:
            return self._of_noun(trigger)
        if token.pos_ == "ADJ":
            return self._of_adjective(trigger)
        return self._of_verb(trigger)

    def _of_verb(self, trigger: Trigger) -> Sides:
        verb = trigger.token
        doers, patients = syntax.doers(verb), _met(trigger, syntax.patients(verb))
        actors = self.first([doers]) or self._first_person(doers) or self._owners(doers)
        marked = _marked(trigger, "recipient", [verb] if trigger.type in JUDGING else [verb, *patients])
        own = self._and_home(actors) if trigger.type in LEAVING else actors
        recipients = self._other([patients, marked], own)
        if not (trigger.type == "ACCUSE" and patients):  # whom "accused X of attacks on Y" accuses is X, known or not
            recipients = recipients or self._from_clause(trigger, actors)
        return actors, recipients or self._owners([*patients, *marked], own) or self._hosts(trigger, [verb], actors)

    def _first_person(self, doers: Iterable[Token]) -> tuple[str, ...]:
        """Who "I" and "we" are: whoever says so."""
        return next((self.speaker(doer) for doer in doers if doer.lower_ in {"i", "we"}), ())

    def _hosts(self, trigger: Trigger, tokens: Iterable[Token], taken: tuple[str, ...]) -> tuple[str, ...]:
        """The government of the country where an act takes place, if that tells whom it meets (a visit, a raid)."""
        if trigger.type not in PLACED or (trigger.type == "CONSULT" and trigger.mode != "visit"):
            return ()
        for phrase in _marked(trigger, "recipient", tokens):
            place = self._index.place(phrase)
            found = self._governments.get(place[1] or "") if place is not None else None
            if found is not None and found not in taken:
                return (found,)
        return ()

    def _of_adjective(self, trigger: Trigger) -> Sides:
        token = trigger.token
        holders = syntax.subjects(token.head) if token.dep_ in {"acomp", "oprd", "conj"} else syntax.subjects(token)
        if token.dep_ == "amod":
            holders = [token.head]
        actors = self.first([holders])
        ranks = [_marked(trigger, "recipient", [token])]
        return actors, self._other(ranks, actors) or self._from_clause(trigger, actors)

    def _of_noun(self, trigger: Trigger) -> Sides:
        noun = trigger.token
        host, receives = _host(noun, trigger.type)
        between = self.first([_between(noun, host)])
        if len(between) > 1:
            return between, ()
        if noun.lemma_.lower() in word_classes()["patient_noun"]:
            return self._of_undergone(trigger, host)
        doing = [syntax.children(noun, "poss"), _marked(trigger, "actor", [noun]), _names(noun)]
        hosts = syntax.doers(host) if host is not None else []
        if receives:
            actors = self.first(doing)
            return actors, self._other([hosts], actors)
        actors = self.first([hosts, *doing] if host is not None and _is_light(host) else [*doing, hosts])
        met = _marked(trigger, "recipient", [noun, *([host] if host is not None and _is_light(host) else [])])
        recipients = self._other([_struck(trigger), met, _names(noun)], actors) or self._from_clause(trigger, actors)
        places = [noun] if host is None else [noun, host]
        return actors, recipients or self._owners(met, actors) or self._hosts(trigger, places, actors)

    def _of_undergone(self, trigger: Trigger, host: Token | None) -> Sides:
        """Nouns whose owner or "of" names the one acted on: "the killing of X by Y", "X's arrest"."""
        noun = trigger.token
        hosts = syntax.doers(host) if host is not None and _is_light(host) else []
        owned = syntax.children(noun, "poss")
        of = syntax.prepositional(noun, "of") or syntax.of_after_date(noun)
        actors = self.first([_marked(trigger, "actor", [noun]), owned if of else [], hosts, _names(noun)])
        met = [of, owned, _marked(trigger, "recipient", [noun])]
        return actors, self._other(met, actors) or self._hosts(trigger, [noun], actors)

    def _other(self, ranks: Iterable[Iterable[Token]], taken: tuple[str, ...]) -> tuple[str, ...]:
        """The actors of the first rank that has any beside those taken already."""
        for rank in ranks:
            found = [key for phrase in rank for key in self.ids(phrase) if key not in taken]
            if found:
                return tuple(dict.fromkeys(found))
        return ()

    def _and_home(self, actors: tuple[str, ...]) -> tuple[str, ...]:
        """The actors and their own governments: whom they act for, not whom they act on."""
        homes = (self._governments.get(self._index.actor(key).country or "") for key in actors)
        return tuple(dict.fromkeys((*actors, *filter(None, homes))))

    def _from_clause(self, trigger: Trigger, taken: tuple[str, ...]) -> tuple[str, ...]:
        if trigger.type not in CLAUSE_RECIPIENT:
            return ()
        taken = taken if trigger.type == "REQUEST" else self._and_home(taken)
        for clause in syntax.complements(trigger.token):
            own = [child for child in clause.children if child.dep_ in syntax.SUBJECTS]
            patients = syntax.patients(clause)
            ranks = [own, patients, _marked(trigger, "recipient", [clause, *patients])]
            found = self._other(ranks, taken) or self._owners(patients, taken)
            if found:
                return found
        return ()

    def _owners(self, things: Iterable[Token], taken: tuple[str, ...] = (), depth: int = 2) -> tuple[str, ...]:
        """Whose a thing is: "its proposal", "the Iranian plan", "a demand by Washington", "imports from Iran"."""
        for thing in things:
            within = syntax.prepositional(thing, *OWNING)
            clauses = syntax.children(thing, "acl")
            ranks = [
                syntax.children(thing, "poss"),
                syntax.prepositional(thing, "by", "between"),
                syntax.prepositional(thing, "from", "of"),
                _names(thing),
                within,
                [phrase for clause in clauses for phrase in (*syntax.doers(clause), *_between(clause, None))],
            ]
            found = self._other(ranks, taken) or (self._owners(within, taken, depth - 1) if depth else ())
            if found:
                return found
        return ()


def _marked(trigger: Trigger, role: str, tokens: Iterable[Token]) -> list[Token]:
    prepositions = role_prepositions().get((trigger.type, role), ())
    return [phrase for token in tokens for phrase in syntax.prepositional(token, *prepositions)]


def _met(trigger: Trigger, patients: list[Token]) -> list[Token]:
    """The objects that an act is done to: not the troops, aid or arms that it is done with."""
    if trigger.type not in MOVING:
        return patients
    means = _means(trigger.mode == "release")
    return [phrase for phrase in patients if phrase.lemma_.lower() not in means]


@cache
def _means(release: bool) -> frozenset[str]:
    """What is sent, given or withdrawn; soldiers that are released are those it is done to."""
    classes = word_classes()
    means = classes["force"] | classes["peacekeepers"] | classes["aid"] | classes["weapon"] | classes["money"]
    return means - classes["captive"] if release else means


def _names(noun: Token) -> list[Token]:
    """What stands before a noun: "the US visit", "Israeli raids"."""
    return [child for child in noun.children if child.dep_ in {"compound", "amod", "nmod"}]


def _struck(trigger: Trigger) -> list[Token]:
    """Whom an attack that is the subject of its clause hits: "an air strike killed X"."""
    noun = trigger.token
    hits = trigger.type == "ASSAULT" and noun.dep_ == "nsubj" and noun.head.pos_ == "VERB"
    return syntax.patients(noun.head) if hits else []


def _blamed(token: Token) -> list[Token]:
    """On whom a deed is blamed, asked of the deed or of the verb: "blamed the attack on X", "an attack blamed on X".

    The parse hangs the "on" on either.
    """
    if token.pos_ == "VERB":
        pairs = [(token, deed) for deed in syntax.patients(token)]
    else:
        heads = [token.head] if token.dep_ in {"dobj", "nsubjpass"} else syntax.children(token, "relcl", "acl")
        pairs = [(verb, token) for verb in heads]
    blaming = [pair for pair in pairs if syntax.lemma(pair[0]) in word_classes()["blame"]]
    return [phrase for pair in blaming for holder in pair for phrase in syntax.prepositional(holder, "on")]


def _between(noun: Token, host: Token | None) -> list[Token]:
    """Both sides of "talks between A and B", also where they stand behind the verb ("talks were held between ...")."""
    verb = noun.head if noun.dep_ in syntax.SUBJECTS else host
    holders = [noun] if verb is None else [noun, verb]
    return [phrase for holder in holders for phrase in syntax.prepositional(holder, "between", "among")]


def _host(noun: Token, event_type: EventType) -> tuple[Token | None, bool]:
    """The verb whose subject takes part in what a noun names, and whether at the receiving end ("drew criticism").

    For meetings and words any verb will do ("arrived for talks with"); for deeds only one that says no more than that
    they were done ("carried out attacks"), since "condemned the attacks" names no attacker.
    """
    verb = syntax.host_verb(noun)
    if verb is None:
        return None, False
    direct = noun.dep_ == "dobj" or (noun.dep_ == "pobj" and noun.head.head.i == verb.i)
    receives = direct and verb.lemma_.lower() in word_classes()["receiving_verb"]
    if receives and event_type not in RECIPROCAL:
        return verb, True
    return (verb, False) if event_type not in DEEDS or (direct and _is_light(verb)) else (None, False)


def _is_light(verb: Token) -> bool:
    return verb.lemma_.lower() in word_classes()["light_verb"]


def _said_by(token: Token) -> Iterator[Token]:
    """Subjects of the verb of saying above a token."""
    current = token
    for _ in range(syntax.MAX_STEPS):
        if current.dep_ == "ROOT":
            return
        if current.dep_ in {"ccomp", "parataxis"} and current.head.pos_ == "VERB":
            yield from syntax.subjects(current.head)
            return
        current = current.head
