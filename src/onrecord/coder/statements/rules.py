"""Attribution by rules: quoted speech and labelled lines, then what the cue lexicon finds among the predicates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.coder.sections import find_paragraphs
from onrecord.coder.statements.attribution import Attribution
from onrecord.coder.statements.carriers import without_credit
from onrecord.coder.statements.contents import Fitter, merge, trim
from onrecord.coder.statements.continuation import continue_speech
from onrecord.coder.statements.headlines import find_labelled, find_signed
from onrecord.coder.statements.passages import Passage, TokenMap, find_passages
from onrecord.coder.statements.selection import choose, mark
from onrecord.coder.statements.speech import Speech, find_speech
from onrecord.coder.statements.tree import Range, Tree
from onrecord.records import Span, Spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from onrecord.coder.statements.frames import Candidate
    from onrecord.coder.statements.quotes import Quotations

MIN_SPEECH_WORDS = 8
"""From this length on a quotation is somebody's speech, in which nothing more is looked for: of 19,868 cues of the
PolNeAR training part 33 stand inside a quotation."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What is known before predicates are weighed; ``taken`` marks the tokens that are already attributed."""

    tree: Tree
    paragraphs: tuple[Span, ...]
    passages: tuple[Passage, ...]
    labelled: tuple[Attribution, ...]
    speeches: list[Speech]
    silent: list[Passage]
    taken: bytearray


def find_attributions(doc: Doc, quotations: Quotations) -> tuple[Attribution, ...]:
    """The attributions of a parsed document, in order of their content."""
    heard = hear(doc, quotations)
    tree = heard.tree
    found = [*heard.labelled, *(_from_speech(tree, speech) for speech in heard.speeches)]
    fitter = Fitter(tree.text, [passage.quotation for passage in heard.passages])
    made = (_from_candidate(tree, fitter, candidate) for candidate in choose(tree, heard.taken))
    found.extend(attribution for attribution in made if attribution is not None)
    found.sort(key=lambda attribution: attribution.content[0])
    return tuple(continue_speech(found, heard.silent, heard.paragraphs))


def hear(doc: Doc, quotations: Quotations) -> Heard:
    """Quoted speech and labelled lines."""
    tree, tokens = Tree(doc), TokenMap(doc)
    paragraphs = tuple(find_paragraphs(tree.text))
    outer = [quotation for quotation in quotations.outer if not quotation.single]
    found = find_passages(doc, outer, paragraphs, tokens)
    passages = tuple(passage for passage in found if passage.tokens.first < passage.tokens.end)
    labelled = tuple(find_labelled(tree, tokens, paragraphs))
    taken = bytearray(len(doc))
    mark(taken, (tokens.range(*line.content[0]) for line in labelled))
    speeches, silent = find_speech(tree, [passage for passage in passages if not taken[passage.tokens.first]])
    signed, silent = find_signed(tree, tokens, paragraphs, silent)
    for speech in speeches:
        mark(taken, (*speech.content, *([speech.cue] if speech.cue else [])))
    mark(taken, (passage.tokens for passage in passages if passage.words >= MIN_SPEECH_WORDS))
    return Heard(tree, paragraphs, passages, (*labelled, *signed), speeches, silent, taken)


def _from_speech(tree: Tree, speech: Speech) -> Attribution:
    content = tuple(part for quotation in speech.quotations for part in quotation.parts)
    return Attribution(_spans(tree, speech.source), _spans(tree, speech.cue), content, speech.method)


def _from_candidate(tree: Tree, fitter: Fitter, candidate: Candidate) -> Attribution | None:
    content = merge(span for part in _said(tree, candidate) for span in fitter.fit(_span(tree, part)))
    if not content:
        return None
    source = _spans(tree, _source(tree, candidate))
    return Attribution(source, _spans(tree, candidate.cue), content, "/".join(filter(None, candidate.key)))


def _said(tree: Tree, candidate: Candidate) -> Iterator[Range]:
    """The content's parts, without the cue where it stands inside them and without a credit at their end."""
    cue = candidate.cue
    for part in candidate.content:
        whole = without_credit(tree.doc, part)
        if part.first <= cue.first and cue.end <= part.end:
            pieces: tuple[Range, ...] = (Range(whole.first, cue.first), Range(cue.end, whole.end))
        else:
            pieces = (whole,)
        for piece in pieces:
            kept = _without_conjunction(tree, piece)
            if kept.end > kept.first:
                yield kept


def _without_conjunction(tree: Tree, part: Range) -> Range:
    end = part.end
    while end > part.first and (tree.doc[end - 1].pos_ == "CCONJ" or tree.doc[end - 1].text == ","):
        end -= 1
    return Range(part.first, end)


def _source(tree: Tree, candidate: Candidate) -> Range | None:
    """The source's phrase, without the clause that attributes if that hangs on it ("the man who said")."""
    if candidate.source is None:
        return None
    phrase = tree.phrase(candidate.source)
    return Range(phrase.first, candidate.cue.first) if phrase.holds(candidate.head.i) else phrase


def _spans(tree: Tree, part: Range | None) -> Spans | None:
    if part is None or part.end <= part.first:
        return None
    whole = _span(tree, part)
    return (trim(tree.text, whole) or whole,)  # a colon or dash may itself be the cue


def _span(tree: Tree, part: Range) -> Span:
    last = tree.doc[part.end - 1]
    return Span(tree.doc[part.first].idx, last.idx + len(last))
