"""Did it happen? FactBank factuality of an event, relative to who tells it.

Starts from "certain" (CT+) at the trigger and climbs the parse through the predicates that the event is a complement
of. Each auxiliary, modifier or governor on the way may weaken the certainty (CT > PR > PS > U) or turn the polarity.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from onrecord.coder import syntax
from onrecord.ontology.event_lexicon import word_classes
from onrecord.ontology.factuality_cues import Certainty, Cue, auxiliaries, governors, modifiers
from onrecord.records import Factuality, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

ORDER: tuple[Certainty, ...] = ("CT", "PR", "PS", "U")
CONDITIONS = frozenset({"if", "unless", "provided", "providing", "lest"})
CONCESSIONS = frozenset({"even", "as"})
"""Words before "if" that make it no condition."""

COMPLEMENTS = frozenset({"xcomp", "ccomp", "acl", "relcl", "pcomp"})
NOMINAL = frozenset({"dobj", "pobj", "nsubj", "nsubjpass", "attr", "conj", "appos", "compound"})
MODIFIERS = frozenset({"advmod", "amod", "det", "preconj", "npadvmod"})
OCCASIONS = frozenset({"at", "during", "after", "since", "amid", "following"})
"""Prepositions before what took place whatever was done there: "failed to agree at talks in Paris"."""
NONE = frozenset({"no", "neither"})
"""Determiners of a subject that deny what its verb says."""
NOBODY = frozenset({"nothing", "nobody", "none", "neither", "no-one"})
"""Subjects that do."""

FUTURE = Cue("PR", negates=False)
UNKNOWN = Cue("U", negates=False)
NEGATION = Cue("CT", negates=True)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A FactBank value, and the clause that the event depends on, if one is given."""

    value: Factuality
    condition: Span | None = None


def judge(trigger: Token) -> Judgement:
    """The factuality of the event that a token names, and its condition."""
    certainty, negative = 0, False
    for cue in _cues(trigger):
        certainty = max(certainty, ORDER.index(cue.certainty))
        negative ^= cue.negates
    return Judgement(_value(ORDER[certainty], negative), condition_of(trigger))


def _value(certainty: Certainty, negative: bool) -> Factuality:
    return "Uu" if certainty == "U" else cast("Factuality", certainty + ("-" if negative else "+"))


def _cues(trigger: Token) -> Iterator[Cue]:
    """Every cue on the way from the trigger to the top of its clause."""
    current, bare = trigger, False
    yield from _own_cues(current, trigger)
    for _ in range(syntax.MAX_STEPS):
        step = _step(current, trigger)
        if step is None:
            break
        above, own = step
        cue = _governing(above, current)
        bare = bare or _is_occasion(current)
        found = [*([cue] if cue is not None else []), *(_own_cues(above, current) if own else [])]
        yield from (one for one in found if not (bare and one.negates))
        current = above
    yield from _clause_cues(trigger)


def _own_cues(token: Token, below: Token) -> Iterator[Cue]:
    """Auxiliaries, negation and modifiers of one word; those of the verb before it if it shares them.

    ``below`` is the word from which it was reached: its "no" ("no talks were held") has been told already.
    """
    if token.dep_ == "aux":
        return
    for child in token.children:
        word = child.lower_
        if child.dep_ == "neg" or _is_over(child) or _is_nor(child, token):
            yield NEGATION
        elif child.dep_ == "aux" and word in auxiliaries():
            yield auxiliaries()[word]
        elif child.dep_ in MODIFIERS and word in modifiers():
            yield modifiers()[word]
        elif child.dep_ in syntax.SUBJECTS and child != below and _denies(child):
            yield NEGATION
    if token.dep_ in {"ROOT", "advcl"} and token.pos_ == "VERB" and _is_infinitive(token):
        yield FUTURE
    if _is_joined_by_nor(token):
        yield NEGATION
    if token.dep_ == "conj" and token.pos_ == "VERB" and token.head.pos_ == "VERB" and _shares_auxiliary(token):
        yield from (cue for cue in _own_cues(token.head, token) if not cue.negates)


def _is_over(adverb: Token) -> bool:
    """The "longer" of "no longer accuses"."""
    return adverb.lower_ == "longer" and any(child.lower_ == "no" for child in adverb.children)


def _is_nor(word: Token, verb: Token) -> bool:
    """The "nor" before a clause of its own: "Nor did it call for talks"."""
    return word.lower_ == "nor" and word.i < verb.i


def _is_joined_by_nor(verb: Token) -> bool:
    """Whether "nor" is the last conjunction before a coordinated verb: "did not sign, nor did it reject"."""
    joining = [child.lower_ for child in verb.head.children if child.dep_ == "cc" and child.i < verb.i]
    return verb.dep_ == "conj" and joining[-1:] == ["nor"]


def _is_occasion(noun: Token) -> bool:
    """Whether what is told of took place on the occasion that a noun names, which it does not deny with itself.

    "Failed to agree at talks", and what has a doer of its own: "did not take part in the US-led invasion", but not "did
    not take part in the talks", where the event is that they talk.
    """
    if noun.dep_ != "pobj":
        return False
    has_doer = any(child.dep_ == "poss" or child.lower_ == "led" for child in noun.children)
    return noun.head.lower_ in OCCASIONS or (noun.head.lower_ == "in" and has_doer)


def _denies(subject: Token) -> bool:
    return subject.lower_ in NOBODY or any(inner.lower_ in NONE for inner in subject.children)


def _is_infinitive(verb: Token) -> bool:
    """A verb with "to": a purpose, a complement, or a headline's future ("Minister to visit Paris")."""
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def _shares_auxiliary(verb: Token) -> bool:
    """Whether a coordinated verb shares the first one's: "will meet and discuss", not "will meet and said"."""
    return verb.tag_ == "VB" and not any(child.dep_ in {"aux", "nsubj"} for child in verb.children)


def _step(token: Token, trigger: Token) -> tuple[Token, bool] | None:
    """The word above that may bear on the event, and whether its own auxiliaries do; None where nothing does."""
    if token.dep_ == "ROOT":
        return None
    above = syntax.governor(token)
    if above is None:
        return None
    if token.pos_ in {"NOUN", "PROPN"} and token.dep_ in NOMINAL:
        return _nominal_step(token, above, trigger)
    if token.dep_ in {"acl", "relcl"} and not _is_infinitive(token):  # the parser calls "moves to arm" either
        return None
    if token.dep_ in COMPLEMENTS or token.dep_ in {"acomp", "attr"}:
        infinitive = token.dep_ != "ccomp"
        cue = governors().get(_key(above))
        return (above, infinitive) if infinitive or (cue is not None and cue.complement != "noun") else None
    if token.dep_ == "conj" and token.tag_ in {"VB", "VBG"} and above.pos_ == "VERB":
        return above, False
    return None


def _nominal_step(token: Token, above: Token, trigger: Token) -> tuple[Token, bool] | None:
    """From an event noun to its verb or the noun that it complements ("plans for talks", "held talks")."""
    hosts = word_classes()
    light = above.lemma_.lower() in hosts["light_verb"] or above.lemma_.lower() in hosts["event_host"]
    if above.pos_ in syntax.VERBAL and (light or above.lemma_ == "be"):
        return above, True
    cue = governors().get(_key(above))
    if cue is not None and _takes(cue, token) and token.dep_ != "compound":
        return above, True
    return (above, False) if token.dep_ == "conj" and above.pos_ == trigger.pos_ else None


def _key(token: Token) -> tuple[str, str]:
    return syntax.lemma(token), "NOUN" if token.pos_ == "PROPN" else token.pos_


def _governing(above: Token, below: Token) -> Cue | None:
    cue = governors().get(_key(above))
    if above.lemma_ == "be" and below.dep_ == "xcomp" and _is_infinitive(below):
        return FUTURE
    if above.lemma_ == "go" and not (above.tag_ == "VBG" and below.dep_ == "xcomp"):
        return None
    if below.dep_ in syntax.SUBJECTS and above.pos_ == "VERB" and not syntax.is_passive(above):
        return None
    if above.lemma_ == "announce" and below.lemma_.lower() in word_classes()["deal"]:
        return None  # an agreement that is announced is made; a visit or talks are to come
    return cue if cue is not None and _takes(cue, below) else None


def _takes(cue: Cue, complement: Token) -> bool:
    """Whether a cue bears on a complement of this kind."""
    if complement.pos_ not in {"NOUN", "PROPN"}:
        return cue.complement != "noun"
    return cue.complement in {"any", "noun"} or (cue.complement == "indefinite" and _is_indefinite_object(complement))


def _is_indefinite_object(noun: Token) -> bool:
    """An object that names no act told of elsewhere: "averted an attack", but not "to prevent the attacks that ..."."""
    return noun.pos_ == "NOUN" and noun.dep_ in {"dobj", "nsubjpass"} and not syntax.is_definite(noun)


def _clause_cues(trigger: Token) -> Iterator[Cue]:
    """What surrounds the clause: a question, an "if", "without"."""
    if _in_condition(trigger):
        yield UNKNOWN
    if trigger.sent[-1].text == "?" and trigger.pos_ in syntax.VERBAL:
        yield UNKNOWN
    if trigger.dep_ in {"pobj", "pcomp"} and trigger.head.lower_ == "without":
        yield NEGATION


def _marker(clause: Token) -> Token | None:
    """The conjunction that makes a clause a condition."""
    for child in clause.children:
        if child.dep_ == "mark" and child.lower_ in CONDITIONS:
            before = child.nbor(-1).lower_ if child.i > 0 else ""
            return None if before in CONCESSIONS else child
    return None


def _in_condition(trigger: Token) -> bool:
    """Whether the event stands inside an if-clause, or after "whether"."""
    current = trigger
    for _ in range(syntax.MAX_STEPS):
        if current.pos_ in syntax.VERBAL and (_marker(current) or _is_asked(current)):
            return True
        if current.dep_ in {"ROOT", "relcl"} or (current.dep_ == "ccomp" and current is not trigger):
            return False
        current = current.head
    return False


def _is_asked(clause: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ == "whether" for child in clause.children)


def condition_of(trigger: Token) -> Span | None:
    """The condition of the event, or of what it threatens or promises, as a span to the end of the if-clause."""
    verb = trigger if trigger.pos_ in syntax.VERBAL else syntax.host_verb(trigger)
    for _ in range(syntax.MAX_STEPS):
        if verb is None:
            return None
        meant = syntax.children(verb, "xcomp", "ccomp") if verb is trigger else []
        clause = next((found for holder in (verb, *meant) if (found := _condition(holder)) is not None), None)
        if clause is not None:
            first, last = clause.left_edge, clause.right_edge
            return Span(first.idx, last.idx + len(last))
        verb = verb.head if verb.dep_ in {"xcomp", "aux", "ccomp"} and verb.head.pos_ in syntax.VERBAL else None
    return None


def _condition(verb: Token) -> Token | None:
    """The if-clause of a verb."""
    return next((child for child in verb.children if child.dep_ == "advcl" and _marker(child) is not None), None)
