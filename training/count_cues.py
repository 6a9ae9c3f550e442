"""Counts how often each cue word, in each frame, is an attribution: writes ``cues.csv`` and ``cue_frames.csv``.

usage: python training/count_cues.py TRAIN.jsonl.gz

TRAIN is the training part of PolNeAR as JSON Lines (``id``, ``text``, ``attributions`` with ``source``, ``cue`` and
``content`` as lists of [start, end]). Only words and counts are written, no text. A candidate of the rules counts as an
attribution if an annotated cue covers its head, the contents share 0.4 of their tokens (IoU) and the sources agree.
Candidates inside an annotated content are left out, since PolNeAR annotates none there.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.coder.pipeline import Coder
from onrecord.coder.sections import find_paragraphs
from onrecord.coder.statements.quotes import find_quotations
from onrecord.coder.statements.rules import hear
from onrecord.coder.statements.selection import open_candidates, source_kind
from onrecord.ontology.cues import CueKey, CueRow, FrameRow, is_listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

    from onrecord.coder.statements.frames import Candidate
    from onrecord.coder.statements.tree import Range, Tree

DATA = Path(__file__).parents[1] / "src" / "onrecord" / "ontology" / "data"
SAME_CONTENT = 0.4
SAME_SOURCE = 0.5
MIN_ATTRIBUTED = 2
MIN_SEEN = 4
"""A word is written down from two attributions on, or from four sightings in a frame that often attributes."""

USEFUL_FRAME = 0.12
RARE = {"yes": 12, "no": 3}
"""What is assumed of a word never seen is counted over words seen at most so often: listed ones are few, so more."""

Tokens = frozenset[int]
Kind = tuple[CueKey, str]


@dataclass(slots=True)
class Counts:
    """Sightings and attributions by cue and kind of source."""

    seen: Counter[Kind] = field(default_factory=Counter)
    attributed: Counter[Kind] = field(default_factory=Counter)

    def words(self) -> Iterator[CueRow]:
        """Rows of ``cues.csv``."""
        seen, attributed, useful = _by_word(self.seen), _by_word(self.attributed), self._useful_frames()
        for key in sorted(seen):
            often = seen[key] >= MIN_SEEN and (key.pos, key.frame) in useful
            if _is_word(key) and (attributed[key] >= MIN_ATTRIBUTED or often):
                yield CueRow(*key, str(attributed[key]), str(seen[key]))

    def frames(self) -> Iterator[FrameRow]:
        """Rows of ``cue_frames.csv``."""
        total = _by_word(self.seen)
        seen: Counter[tuple[str, str, str, str]] = Counter()
        attributed: Counter[tuple[str, str, str, str]] = Counter()
        for (key, kind), number in self.seen.items():
            listed = "yes" if is_listed(key) else "no"
            if total[key] <= RARE[listed]:
                seen[key.pos, key.frame, kind, listed] += number
                attributed[key.pos, key.frame, kind, listed] += self.attributed[key, kind]
        for place in sorted(seen):
            yield FrameRow(*place, str(attributed[place]), str(seen[place]))

    def _useful_frames(self) -> set[tuple[str, str]]:
        """Frames that often attribute with some kind of source."""
        seen: Counter[tuple[str, str, str]] = Counter()
        attributed: Counter[tuple[str, str, str]] = Counter()
        for (key, kind), number in self.seen.items():
            seen[key.pos, key.frame, kind] += number
            attributed[key.pos, key.frame, kind] += self.attributed[key, kind]
        shares = {place: attributed[place] / number for place, number in seen.items()}
        return {(pos, frame) for (pos, frame, _), share in shares.items() if share >= USEFUL_FRAME}


def count(rows: Iterable[dict[str, Any]], nlp: Language) -> Counts:
    """Counts the candidates of annotated articles."""
    counts = Counts()
    for row in rows:
        doc = nlp(row["text"])
        gold = [_Gold.read(doc, attribution) for attribution in row["attributions"] if attribution.get("content")]
        inside = frozenset[int]().union(*(attribution.content for attribution in gold))
        heard = hear(doc, find_quotations(doc.text, tuple(find_paragraphs(doc.text))))
        for candidate in open_candidates(heard.tree, heard.taken):
            attributes = any(_agrees(heard.tree, candidate, attribution) for attribution in gold)
            if attributes or candidate.head.i not in inside:
                place = (candidate.key, source_kind(candidate.source))
                counts.seen[place] += 1
                counts.attributed[place] += attributes
    return counts


@dataclass(frozen=True, slots=True)
class _Gold:
    source: Tokens
    cue: Tokens
    content: Tokens

    @classmethod
    def read(cls, doc: Doc, attribution: dict[str, Any]) -> _Gold:
        return cls(*(_words(doc, attribution.get(role)) for role in ("source", "cue", "content")))


def _words(doc: Doc, spans: list[list[int]] | None) -> Tokens:
    cut = (doc.char_span(start, end, alignment_mode="expand") for start, end in spans or ())
    return frozenset(token.i for span in cut if span is not None for token in span if not token.is_punct)


def _agrees(tree: Tree, candidate: Candidate, gold: _Gold) -> bool:
    if candidate.head.i not in gold.cue:
        return False
    content = _tokens(tree, candidate.content)
    source = _tokens(tree, (tree.phrase(candidate.source),)) if candidate.source is not None else frozenset()
    return _overlap(content, gold.content) >= SAME_CONTENT and _same_source(source, gold.source)


def _tokens(tree: Tree, parts: Iterable[Range]) -> Tokens:
    return frozenset(i for part in parts for i in range(*part) if not tree.doc[i].is_punct)


def _same_source(found: Tokens, gold: Tokens) -> bool:
    if not found or not gold:
        return not found and not gold
    return _overlap(found, gold) >= SAME_SOURCE or found <= gold or gold <= found


def _overlap(left: Tokens, right: Tokens) -> float:
    return len(left & right) / len(left | right) if left | right else 0.0


def _by_word(counts: Counter[Kind]) -> Counter[CueKey]:
    words: Counter[CueKey] = Counter()
    for (key, _), number in counts.items():
        words[key] += number
    return words


def _is_word(key: CueKey) -> bool:
    letters = (key.word + key.particle).replace("-", "").replace(" ", "")
    return letters.isalpha()


def _write(file: str, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with (DATA / file).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main() -> None:
    """Counts and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    arguments = parser.parse_args()
    nlp = Coder.load().nlp
    later = [name for name in nlp.pipe_names if name.startswith("onrecord_") and name != "onrecord_sections"]
    with nlp.select_pipes(disable=later), gzip.open(arguments.train, "rt", encoding="utf-8") as lines:
        counts = count((json.loads(line) for line in lines), nlp)
    _write("cues.csv", CueRow._fields, counts.words())
    _write("cue_frames.csv", FrameRow._fields, counts.frames())


if __name__ == "__main__":
    main()
