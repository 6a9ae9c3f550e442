"""Attribution by rules: quoted speech first, then predicates that the cue lexicon weighs, the outermost winning.

PolNeAR annotates no attribution inside another's content, so a candidate inside what is already attributed is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.coder import layers
from onrecord.coder.sections import find_paragraphs
from onrecord.coder.statements.adverbials import adverbial_candidates
from onrecord.coder.statements.attribution import Attribution
from onrecord.coder.statements.candidates import PREDICATES, Candidate, noun_candidates, predicate_candidates
from onrecord.coder.statements.contents import Fitter, merge, trim
from onrecord.coder.statements.continuation import continue_speech
from onrecord.coder.statements.headlines import find_labelled
from onrecord.coder.statements.passages import Passage, TokenMap, find_passages
from onrecord.coder.statements.speech import Speech, find_speech
from onrecord.coder.statements.tree import Range, Tree
from onrecord.ontology.cues import cue_lexicon
from onrecord.records import Span, Spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from onrecord.coder.statements.quotes import Quotations

MIN_SHARE = 0.3

MIN_SPEECH_WORDS = 8
"""From this length on a quotation is somebody's speech, in which nothing more is looked for: of 19,868 cues of the
PolNeAR training part 33 stand inside a quotation."""

_HUMAN_PRONOUNS = frozenset({"he", "she", "they", "we", "i", "who", "you", "him", "her", "them", "his", "their", "my", "our"})
_THING_PRONOUNS = frozenset({"it", "that", "this", "which", "there", "what", "these", "those"})


def find_attributions(doc: Doc, quotations: Quotations) -> tuple[Attribution, ...]:
    """The attributions of a parsed document, in order of their content."""
    reading = read_speech(doc, quotations)
    found = [_from_speech(reading.tree, speech) for speech in reading.speeches]
    found.extend(reading.labelled)
    fitter = Fitter(reading.tree.text, [passage.quotation for passage in reading.passages])
    made = (_from_candidate(reading.tree, fitter, candidate) for candidate in _chosen(reading.tree, reading.taken))
    found.extend(attribution for attribution in made if attribution is not None)
    found.sort(key=lambda a: a.content[0])
    return tuple(continue_speech(found, reading.silent, reading.paragraphs))


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of a document before its predicates are weighed; ``taken`` marks the tokens already attributed."""

    tree: Tree
    passages: tuple[Passage, ...]
    speeches: list[Speech]
    silent: list[Passage]
    paragraphs: tuple[Span, ...]
    labelled: tuple[Attribution, ...]
    taken: bytearray


def read_speech(doc: Doc, quotations: Quotations) -> Reading:
    """Quoted speech and labelled lines."""
    tree, tokens = Tree(doc), TokenMap(doc)
    paragraphs = tuple(find_paragraphs(tree.text))
    outer = [quotation for quotation in quotations.outer if not quotation.single]
    passages = tuple(find_passages(doc, outer, paragraphs, tokens))
    taken = bytearray(len(doc))
    labelled = tuple(find_labelled(tree, tokens, paragraphs))
    for line in labelled:
        _mark(taken, tokens.range(line.content[0].start, line.content[0].end))
    speeches, silent = find_speech(tree, [p for p in passages if not taken[p.tokens.first]])
    for speech in speeches:
        for part in (*speech.content, *([speech.cue] if speech.cue else [])):
            _mark(taken, part)
    for passage in passages:
        if passage.words >= MIN_SPEECH_WORDS:
            _mark(taken, passage.tokens)
    return Reading(tree, passages, speeches, silent, paragraphs, labelled, taken)


def _mark(taken: bytearray, part: Range) -> None:
    taken[part.first : part.end] = b"\x01" * (part.end - part.first)


def open_candidates(tree: Tree, taken: bytearray) -> Iterator[Candidate]:
    """Candidates whose head lies in nothing taken, in text order of report sentences."""
    for sentence in layers.report_sentences(tree.doc):
        for token in sentence:
            if taken[token.i]:
                continue
            yield from adverbial_candidates(tree, token)
            if token.pos_ in PREDICATES:
                yield from predicate_candidates(tree, token)
            elif token.pos_ in {"NOUN", "PROPN"}:
                yield from noun_candidates(tree, token)


def share(candidate: Candidate) -> float:
    return cue_lexicon().share(candidate.key, source_kind(candidate.source))


def _chosen(tree: Tree, taken: bytearray) -> list[Candidate]:
    """The likeliest frame of each head, the outermost of those that nest."""
    best: dict[int, tuple[float, Candidate]] = {}
    for candidate in open_candidates(tree, taken):
        value = share(candidate)
        if value >= MIN_SHARE and value > best.get(candidate.head.i, (0.0, candidate))[0]:
            best[candidate.head.i] = (value, candidate)
    chosen: list[Candidate] = []
    order = sorted((c for _, c in best.values()), key=lambda c: (_depth(c.head), c.head.i))
    inside = bytearray(taken)
    for candidate in order:
        if inside[candidate.head.i]:
            continue
        chosen.append(candidate)
        for part in candidate.content:
            _mark(inside, part)
    return chosen


def _depth(token: Token) -> int:
    depth = 0
    while token.head.i != token.i and depth < 40:
        token, depth = token.head, depth + 1
    return depth


def source_kind(source: Token | None) -> str:
    if source is None:
        return "none"
    word = source.lower_
    if word in _THING_PRONOUNS:
        return "none"
    if word in _HUMAN_PRONOUNS or source.ent_type_ or source.pos_ == "PROPN":
        return "human"
    return "thing"


def _from_speech(tree: Tree, speech: Speech) -> Attribution:
    content = tuple(part for quoted in speech.quotations for part in quoted.parts)
    return Attribution(_spans(tree, speech.source), _spans(tree, speech.cue), content, speech.method)


def _from_candidate(tree: Tree, fitter: Fitter, candidate: Candidate) -> Attribution | None:
    source = tree.phrase(candidate.source) if candidate.source is not None else None
    if source is not None and source.holds(candidate.head.i):
        source = Range(source.first, candidate.cue.first) if source.first < candidate.cue.first else None
    content = merge(span for part in candidate.content for span in fitter.fit(_span(tree.doc, part)))
    if not content:
        return None
    return Attribution(_spans(tree, source), _spans(tree, candidate.cue), content, "/".join(candidate.key))


def _spans(tree: Tree, part: Range | None) -> Spans | None:
    if part is None or part.end <= part.first:
        return None
    found = trim(tree.text, _span(tree.doc, part))
    return None if found is None else (found,)


def _span(doc: Doc, part: Range) -> Span:
    last = doc[part.end - 1]
    return Span(doc[part.first].idx, last.idx + len(last))
