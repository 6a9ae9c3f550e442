"""Which candidates are attributions: those that the lexicon finds likely, the outermost of those that nest.

PolNeAR annotates no attribution inside another's content. The record needs one kind of them all the same: the speech
that an outlet or agency passes on ("IRNA reported that Khamenei said ..."), so inside a carrier's content the clear
cases of speech are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder import layers
from onrecord.coder.statements.candidates import candidates_at
from onrecord.coder.statements.carriers import is_carrier
from onrecord.ontology.cues import cue_lexicon, speech_verbs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from onrecord.coder.statements.frames import Candidate
    from onrecord.coder.statements.tree import Range, Tree

MIN_SHARE = 0.3
"""Share from which a candidate counts; F1 on PolNeAR's dev part is level between 0.25 and 0.35."""

MIN_CARRIED_SHARE = 0.6
MAX_DEPTH = 40
"""Steps to the root that order candidates from the outside in; sentences are not deeper."""

_SPEECH_FRAMES = frozenset({"that", "clause", "wh", "parenthesis"})
_PERSONAL = frozenset({"he", "she", "they", "we", "i", "who", "you", "him", "her", "them", "his", "their", "my", "our"})
_IMPERSONAL = frozenset({"it", "that", "this", "which", "there", "what", "these", "those"})


def open_candidates(tree: Tree, taken: bytearray) -> Iterator[Candidate]:
    """Every candidate of the report's sentences whose head is not yet attributed."""
    for sentence in layers.report_sentences(tree.doc):
        for token in sentence:
            if not taken[token.i]:
                yield from candidates_at(tree, token)


def choose(tree: Tree, taken: bytearray) -> list[Candidate]:
    """The candidates that are attributions; ``taken`` marks tokens that belong to others and gains theirs."""
    likely = _likeliest(open_candidates(tree, taken))
    chosen = _outermost((candidate for _, candidate in likely), taken)
    carried = bytearray(len(taken))
    for candidate in chosen:
        if _is_carried(tree, candidate):
            mark(carried, candidate.content)
    inner = [c for share, c in likely if carried[c.head.i] and _is_speech(share, c)]
    return chosen + _outermost(inner, bytearray(len(taken)))


def mark(tokens: bytearray, parts: Iterable[Range]) -> None:
    """Marks the tokens of the parts."""
    for part in parts:
        tokens[part.first : part.end] = b"\x01" * (part.end - part.first)


def source_kind(source: Token | None) -> str:
    """What the frame counts are kept by: "human" for names and people, "thing" for other nouns, "none"."""
    if source is None or source.lower_ in _IMPERSONAL:
        return "none"
    named = bool(source.ent_type_) or source.pos_ == "PROPN"
    return "human" if named or source.lower_ in _PERSONAL else "thing"


def _likeliest(candidates: Iterable[Candidate]) -> list[tuple[float, Candidate]]:
    """The likeliest frame of each head, where it is likely enough."""
    lexicon = cue_lexicon()
    best: dict[int, tuple[float, Candidate]] = {}
    for candidate in candidates:
        share = lexicon.share(candidate.key, source_kind(candidate.source))
        known = best.get(candidate.head.i)
        if share >= MIN_SHARE and (known is None or share > known[0]):
            best[candidate.head.i] = (share, candidate)
    return list(best.values())


def _outermost(candidates: Iterable[Candidate], taken: bytearray) -> list[Candidate]:
    inside = bytearray(taken)
    chosen = []
    for candidate in sorted(candidates, key=lambda c: (_depth(c.head), c.head.i)):
        if not inside[candidate.head.i]:
            chosen.append(candidate)
            mark(inside, candidate.content)
    return chosen


def _depth(token: Token) -> int:
    depth = 0
    while token.head.i != token.i and depth < MAX_DEPTH:
        token, depth = token.head, depth + 1
    return depth


def _is_carried(tree: Tree, candidate: Candidate) -> bool:
    if candidate.source is None:
        return False
    phrase = tree.phrase(candidate.source)
    return is_carrier(tree.doc[phrase.first : phrase.end])


def _is_speech(share: float, candidate: Candidate) -> bool:
    speaks = candidate.key.word in speech_verbs() and candidate.key.frame in _SPEECH_FRAMES
    return speaks and share >= MIN_CARRIED_SHARE and candidate.source is not None
