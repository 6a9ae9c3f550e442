"""Contradictions without a word of denial: two sources, one predicate and its arguments, opposite polarity."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
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

EMPTY = frozenset({"be", "have", "do", "make", "say", "take", "get", "go", "come", "tell", "want", "know", "think", "see"})
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


def find_contradictions(doc: Doc, claims: list[Side]) -> Iterator[tuple[Proposition, Proposition]]:
    """Pairs of propositions by different sources that cannot both hold, the affirming one first."""
    said = [*_stated(doc), *_claimed(claims)]
    for one, other in combinations(said, 2):
        if one.ids != other.ids and not one.holders & other.holders and (one.holders or other.holders):
            if _contradict(one, other):
                yield (one, other) if one.positive >= other.positive else (other, one)


def _contradict(one: Proposition, other: Proposition) -> bool:
    opposite = one.positive != other.positive
    same = one.predicate == other.predicate or other.predicate in words.related_verbs("converse").get(one.predicate, ())
    contrary = other.predicate in words.related_verbs("contrary").get(one.predicate, ())
    if (same and opposite) or (contrary and not opposite):
        return _same_matter(one, other)
    return False


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
    if not predicate or not arguments:
        return None
    return Proposition(head, predicate, arguments, value in _ASSERTED, holders, ids, (clause_span(head),))


def _parts(head: Token) -> tuple[str, frozenset[str]]:
    """Predicate and argument lemmas; of "is a threat" the noun is the predicate."""
    lemma = head.lemma_.lower()
    named = [child for child in head.children if child.dep_ in {"attr", "acomp"}] if lemma == "be" else []
    predicate = named[0].lemma_.lower() if named else lemma
    arguments = content_lemmas(head.subtree) - {predicate}
    return ("", frozenset()) if predicate in EMPTY else (predicate, arguments)


def _claimed(claims: list[Side]) -> Iterator[Proposition]:
    for claim in claims:
        head = next((child for child in _below(claim.anchor) if child.pos_ in VERBAL), None)
        if head is not None and claim.ids and not layers_hold(claim):
            predicate, arguments = _parts(head)
            if predicate:
                yield Proposition(head, predicate, arguments | claim.lemmas - {predicate}, True, claim.holders, claim.ids, claim.body)


def layers_hold(claim: Side) -> bool:
    """Whether the claim is a statement already read as such."""
    statements = {statement.id for statement in layers.STATEMENTS.get(claim.anchor.doc)}
    return any(found in statements for found in claim.ids)


def _below(anchor: Token) -> Iterator[Token]:
    for child in anchor.children:
        if child.dep_ == "prep":
            yield from (below for below in child.children if below.dep_ == "pcomp")
