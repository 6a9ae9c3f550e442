"""Contradictions without a word of denial: two sources, one predicate and its arguments, opposite polarity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.coder import layers
from onrecord.coder.accounts.wording import clause_span
from onrecord.coder.clauses import content_lemmas, tokens_in
from onrecord.coder.factuality import judge
from onrecord.coder.syntax import VERBAL
from onrecord.ontology import accounts as words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from onrecord.coder.accounts.sides import Side
    from onrecord.records import Factuality, Span, Statement

EMPTY = frozenset(
    {"be", "have", "do", "make", "say", "take", "get", "go", "come", "tell", "want", "know", "think", "see"}
)
"""Predicates that say too little to be matched by themselves."""

SHARED = 0.5
"""Share of the shorter clause's arguments that the longer must have."""

_ASSERTED: frozenset[Factuality] = frozenset({"CT+", "PR+"})
_DENIED: frozenset[Factuality] = frozenset({"CT-", "PR-"})


@dataclass(frozen=True, slots=True)
class Proposition:
    """What one source says of one matter. ``holders`` are actor ids; ``positive`` is its polarity."""

    head: Token
    predicate: str
    arguments: frozenset[str]
    positive: bool
    holders: frozenset[str]
    ids: tuple[str, ...]
    body: tuple[Span, ...]

    @property
    def lemmas(self) -> frozenset[str]:
        """Predicate and arguments."""
        return self.arguments | {self.predicate}


def find_contradictions(doc: Doc, claims: list[Side]) -> Iterator[tuple[Proposition, Proposition]]:
    """Pairs of propositions by different sources that cannot both hold, the affirming one first."""
    said = [*_stated(doc), *_claimed(claims)]
    for one, other in _comparable(said):
        if one.ids != other.ids and not one.holders & other.holders and (one.holders or other.holders):
            pair = _as_opposites(one, other) or _as_contraries(one, other) or _as_contraries(other, one)
            if pair is not None:
                yield pair


def _comparable(said: list[Proposition]) -> Iterator[tuple[Proposition, Proposition]]:
    """Pairs that have a key in common: found by table, as most of a long document's propositions have none."""
    by_key: dict[str, list[Proposition]] = {}
    for proposition in said:
        met: dict[int, Proposition] = {}
        for key in _keys(proposition):
            met.update((id(other), other) for other in by_key.get(key, ()))
            by_key.setdefault(key, []).append(proposition)
        yield from ((other, proposition) for other in met.values())


def _keys(proposition: Proposition) -> Iterator[str]:
    """The predicate's family, and the pairs of contraries that the proposition is on one side of."""
    predicate = proposition.predicate
    if predicate:
        related = [words.related_verbs("converse"), words.related_verbs("contrary")]
        yield from {predicate, *(verb for table in related for verb in table.get(predicate, ()))}
    for pair in words.contraries():
        if pair.charge in proposition.lemmas or pair.answer in proposition.lemmas:
            yield f"{pair.charge}/{pair.answer}"


def _as_opposites(one: Proposition, other: Proposition) -> tuple[Proposition, Proposition] | None:
    """One act affirmed and denied: by one verb, by the verbs for its two ends, or by a verb and its contrary."""
    if not one.predicate or not other.predicate or not _same_matter(one, other):
        return None
    same = one.predicate == other.predicate or other.predicate in words.related_verbs("converse").get(one.predicate, ())
    contrary = other.predicate in words.related_verbs("contrary").get(one.predicate, ())
    opposite = one.positive != other.positive
    if (same and opposite) or (contrary and not opposite):
        return (one, other) if one.positive >= other.positive else (other, one)
    return None


def _as_contraries(charge: Proposition, answer: Proposition) -> tuple[Proposition, Proposition] | None:
    """One thing said to be what it cannot be besides: "weapons", "solely peaceful"."""
    if not (charge.positive and answer.positive and charge.lemmas & answer.lemmas):
        return None
    for pair in words.contraries():
        here = pair.charge in charge.lemmas and pair.answer not in charge.lemmas
        there = pair.answer in answer.lemmas and pair.charge not in answer.lemmas
        if here and there:
            return charge, answer
    return None


def _same_matter(one: Proposition, other: Proposition) -> bool:
    shared = one.arguments & other.arguments
    shorter = min(len(one.arguments), len(other.arguments))
    return bool(shared) and len(shared) >= SHARED * shorter


def _stated(doc: Doc) -> Iterator[Proposition]:
    for statement in layers.STATEMENTS.get(doc):
        if statement.act not in {"asks", "demands", "promises", "threatens", "attitude", "no_comment"}:
            yield from _propositions(doc, statement)


def _propositions(doc: Doc, statement: Statement) -> Iterator[Proposition]:
    for part in statement.content_span:
        inside = tokens_in(doc, part)
        for token in inside:
            if token.pos_ in VERBAL and _is_main(token, inside):
                made = _proposition(token, frozenset({statement.source} - {None}), (statement.id,))  # type: ignore[arg-type]
                if made is not None:
                    yield made


def _is_main(token: Token, inside: list[Token]) -> bool:
    above = token.head
    if token.dep_ in {"aux", "auxpass"}:
        return False
    return token.dep_ == "ROOT" or above not in inside or (token.dep_ in {"conj", "ccomp"} and _is_main(above, inside))


def _proposition(head: Token, holders: frozenset[str], ids: tuple[str, ...]) -> Proposition | None:
    value = judge(head).value
    if value not in _ASSERTED | _DENIED:
        return None
    predicate, arguments = _parts(head)
    if not arguments:
        return None
    return Proposition(head, predicate, arguments, value in _ASSERTED, holders, ids, (clause_span(head),))


def _parts(head: Token) -> tuple[str, frozenset[str]]:
    """Predicate, empty if it says nothing, and argument lemmas; of "is a threat" the noun is the predicate."""
    lemma = head.lemma_.lower()
    named = [child for child in head.children if child.dep_ in {"attr", "acomp"}] if lemma == "be" else []
    predicate = named[0].lemma_.lower() if named else lemma
    arguments = content_lemmas(head.subtree) - {predicate}
    return ("" if predicate in EMPTY else predicate), arguments


def _claimed(claims: list[Side]) -> Iterator[Proposition]:
    """Accusations, which are events; a claim that is a statement is read as such."""
    for claim in claims:
        head = next((child for child in _below(claim.anchor) if child.pos_ in VERBAL), None)
        if head is not None and claim.ids and not _is_statement(claim):
            predicate, arguments = _parts(head)
            arguments = (arguments | claim.lemmas) - {predicate}
            yield Proposition(head, predicate, arguments, True, claim.holders, claim.ids, claim.body)


def _is_statement(claim: Side) -> bool:
    """Whether the claim is a statement already read as such."""
    statements = {statement.id for statement in layers.STATEMENTS.get(claim.anchor.doc)}
    return any(found in statements for found in claim.ids)


def _below(anchor: Token) -> Iterator[Token]:
    for child in anchor.children:
        if child.dep_ == "prep":
            yield from (below for below in child.children if below.dep_ == "pcomp")
