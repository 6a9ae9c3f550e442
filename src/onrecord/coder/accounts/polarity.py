"""Contradictions without a word of denial: two sources, one predicate and its arguments, opposite polarity."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from onrecord.coder import layers
from onrecord.coder.accounts.counts import find_recounts
from onrecord.coder.accounts.propositions import Proposition
from onrecord.coder.accounts.wording import clause_span, matters_of
from onrecord.coder.clauses import tokens_in
from onrecord.coder.factuality import judge
from onrecord.coder.syntax import MAX_STEPS, SUBJECTS, VERBAL, children
from onrecord.ontology import accounts as words
from onrecord.ontology.factuality_cues import governors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from onrecord.coder.accounts.sides import Side
    from onrecord.records import Factuality, Statement

EMPTY = frozenset(
    {"be", "have", "do", "make", "say", "take", "get", "go", "come", "tell", "want", "know", "think", "see"}
)
"""Predicates that say too little to be matched by themselves."""

MAX_MET = 100
"""Propositions of one key that a later one is compared with, the last ones: a report has fewer."""

SHARED = 0.5
"""Share of the shorter clause's arguments that the longer must have."""

_NO_REPORT = frozenset({"asks", "demands", "promises", "threatens", "attitude", "no_comment"})
"""Speech acts that do not say how things are."""

_IT = frozenset({"it", "this", "that", "they"})

_ASSERTED: frozenset[Factuality] = frozenset({"CT+", "PR+"})
_DENIED: frozenset[Factuality] = frozenset({"CT-", "PR-"})


def find_contradictions(doc: Doc, claims: list[Side]) -> Iterator[tuple[Proposition, Proposition]]:
    """Pairs of propositions by different sources that cannot both hold, the affirming one first."""
    said = [*_stated(doc), *_claimed(claims)]
    for one, other in _comparable(said):
        if _are_apart(doc, one, other):
            pair = _as_opposites(one, other) or _as_contraries(one, other) or _as_contraries(other, one)
            if pair is not None:
                yield pair
    yield from find_recounts(said, partial(_are_apart, doc))


def _are_apart(doc: Doc, one: Proposition, other: Proposition) -> bool:
    """Whether two sources speak: not one actor twice, nor two voices of one government."""
    if one.ids == other.ids or one.holders & other.holders or not (one.holders or other.holders):
        return False
    return not _governments(doc, one) & _governments(doc, other)


def _governments(doc: Doc, proposition: Proposition) -> set[str]:
    found = [layers.ACTORS.get(doc).actor(holder) for holder in proposition.holders]
    return {actor.country for actor in found if actor.country is not None and actor.sector in {"GOV", "MIL"}}


def _comparable(said: list[Proposition]) -> Iterator[tuple[Proposition, Proposition]]:
    """Pairs that have a key in common, those with most words in common first.

    They are found by table, as most of a long document's propositions have no key in common.
    """
    by_key: dict[str, list[Proposition]] = {}
    for proposition in said:
        met: dict[int, Proposition] = {}
        for key in _keys(proposition):
            met.update((id(other), other) for other in by_key.get(key, [])[-MAX_MET:])
            by_key.setdefault(key, []).append(proposition)
        closest = sorted(met.values(), key=lambda one: (-len(one.lemmas & proposition.lemmas), one.head.i))
        yield from ((other, proposition) for other in closest)


def _keys(proposition: Proposition) -> Iterator[str]:
    """The predicate's family, and the pairs of contraries that the proposition is on one side of."""
    predicate = proposition.predicate
    if predicate:
        related = [words.related_verbs("converse"), words.related_verbs("contrary")]
        yield from {words.matter_of(predicate), *(verb for table in related for verb in table.get(predicate, ()))}
        yield predicate
    for pair in words.contraries():
        if pair.charge in proposition.lemmas or pair.answer in proposition.lemmas:
            yield f"{pair.charge}/{pair.answer}"


def _as_opposites(one: Proposition, other: Proposition) -> tuple[Proposition, Proposition] | None:
    """One act affirmed and denied: by one verb, by the verbs for its two ends, or by a verb and its contrary."""
    if not one.predicate or not other.predicate or not _same_matter(one, other):
        return None
    converse = other.predicate in words.related_verbs("converse").get(one.predicate, ())
    same = converse or words.matter_of(one.predicate) == words.matter_of(other.predicate)
    contrary = other.predicate in words.related_verbs("contrary").get(one.predicate, ())
    opposite = one.positive != other.positive
    if (same and opposite) or (contrary and not opposite):
        return (one, other) if one.positive >= other.positive else (other, one)
    return None


def _as_contraries(charge: Proposition, answer: Proposition) -> tuple[Proposition, Proposition] | None:
    """One thing said to be what it cannot be besides: "weapons", "solely peaceful"."""
    if not (charge.positive and answer.positive and _is_one_thing(charge, answer)):
        return None
    for pair in words.contraries():
        here = pair.charge in charge.lemmas and pair.answer not in charge.lemmas
        there = pair.answer in answer.lemmas and pair.charge not in answer.lemmas
        if here and there:
            return charge, answer
    return None


def _is_one_thing(one: Proposition, other: Proposition) -> bool:
    """Whether two propositions share two words, or one speaks of "it" right after the other or right before."""
    pronoun = any(subject.lower_ in _IT for head in (one.head, other.head) for subject in children(head, *SUBJECTS))
    near = pronoun and 0 <= other.head.sent.start - one.head.sent.end <= 1
    return len(one.lemmas & other.lemmas) >= 2 or near or (pronoun and one.head.sent == other.head.sent)


def _same_matter(one: Proposition, other: Proposition) -> bool:
    shared = one.arguments & other.arguments
    shorter = min(len(one.arguments), len(other.arguments))
    return bool(shared) and len(shared) >= SHARED * shorter


def _stated(doc: Doc) -> Iterator[Proposition]:
    for statement in layers.STATEMENTS.get(doc):
        if statement.act not in _NO_REPORT or _is_firm(doc, statement):
            yield from _propositions(doc, statement)


def _is_firm(doc: Doc, statement: Statement) -> bool:
    """Whether it insists that something is so; that something be so is a demand, whose verb asserts nothing."""
    cues = (token for span in statement.cue_span or () for token in tokens_in(doc, span))
    return any(words.disclaimers("firm", token.lemma_.lower(), token.pos_) for token in cues)


def _propositions(doc: Doc, statement: Statement) -> Iterator[Proposition]:
    firm = _is_firm(doc, statement)
    for part in statement.content_span:
        inside = tokens_in(doc, part)
        for token in inside:
            if token.pos_ in VERBAL and _is_main(token, inside):
                made = _proposition(token, frozenset({statement.source} - {None}), (statement.id,), firm)  # type: ignore[arg-type]
                if made is not None:
                    yield made


def _is_main(token: Token, inside: list[Token]) -> bool:
    above = token.head
    if token.dep_ in {"aux", "auxpass"}:
        return False
    if token.dep_ == "ROOT" or not inside[0].i <= above.i <= inside[-1].i:
        return True
    return token.dep_ in {"conj", "ccomp"} and _is_main(above, inside)


def _proposition(head: Token, holders: frozenset[str], ids: tuple[str, ...], firm: bool) -> Proposition | None:
    act, reversed_ = _meant(head)
    value = _insisted(head) if firm else judge(head).value
    if value not in _ASSERTED | _DENIED:
        return None
    predicate, arguments = _parts(act)
    if not arguments:
        return None
    positive = (value in _ASSERTED) != (reversed_ or _is_past(head))
    return Proposition(head, predicate, arguments, positive, holders, ids, (clause_span(head),))


def _insisted(head: Token) -> Factuality:
    """What its speaker makes of a clause that is insisted on; the verb itself would leave it open."""
    return "CT-" if children(head, "neg") else "CT+"


def _meant(head: Token) -> tuple[Token, bool]:
    """The act that a verb is about, and whether it says that it was not done: "failed to cooperate"."""
    reversed_ = False
    for _ in range(MAX_STEPS):
        cue = governors().get((head.lemma_.lower(), "VERB"))
        acts = children(head, "xcomp")
        if cue is None or not cue.negates or not acts:
            break
        head, reversed_ = acts[0], not reversed_
    return head, reversed_


def _is_past(head: Token) -> bool:
    """Whether it holds "no longer"."""
    return any(child.lower_ == "longer" and child.nbor(-1).lower_ == "no" for child in children(head, "advmod"))


def _parts(head: Token) -> tuple[str, frozenset[str]]:
    """Predicate, empty if it says nothing, and argument lemmas; of "is a threat" the noun is the predicate."""
    lemma = head.lemma_.lower()
    named = [child for child in head.children if child.dep_ in {"attr", "acomp"}] if lemma == "be" else []
    predicate = named[0].lemma_.lower() if named else lemma
    arguments = matters_of(head.subtree) - {words.matter_of(predicate)}
    return ("" if predicate in EMPTY else predicate), arguments


def _claimed(claims: list[Side]) -> Iterator[Proposition]:
    """Accusations, which are events; a claim that is a statement is read as such."""
    for claim in claims:
        head = next((child for child in _below(claim.anchor) if child.pos_ in VERBAL), None)
        if head is not None and claim.ids:
            act, reversed_ = _meant(head)
            predicate, arguments = _parts(act)
            arguments = (arguments | claim.lemmas) - {words.matter_of(one) for one in (predicate, head.lemma_.lower())}
            yield Proposition(head, predicate, arguments, not reversed_, claim.holders, claim.ids, claim.body)


def _below(anchor: Token) -> Iterator[Token]:
    for child in anchor.children:
        if child.dep_ == "acl" and anchor.pos_ == "NOUN":
            yield child
        if child.dep_ == "prep":
            yield from (below for below in child.children if below.dep_ == "pcomp")
