"""The layout of a report: paragraphs, sections under any outlet's headings, photo credits, revision notes, dateline.

Works on the bare text, before any parse: what it finds keeps the parser from joining a heading with the sentence after
it. Heading words live in ``ontology/data/headings.csv``, credit marks in ``credit_marks.csv``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.coder.dates import find_dateline, find_revision_notes
from onrecord.ontology.layout import credit_pattern, heading_roles
from onrecord.records import Section, SectionRole, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_HEADING_WORDS = 10
MAX_CREDIT_WORDS = 14
MAX_INLINE_HEADING = 40
"""Characters before the colon of a heading that opens its own paragraph ("Why it matters: The talks ...")."""

_NAMES = r"[A-Z][\w.’'-]*(?: [A-Z&][\w.’'-]*){0,4}"
_PHOTOGRAPHER_AND_AGENCY = re.compile(rf"{_NAMES} ?/ ?{_NAMES}")
_BRACKETED = re.compile(r"[(\[]([^()\[\]\n]{2,40})[)\]]")
_VISIBLE = re.compile(r"\S")
_WORD = re.compile(r"\w[\w'’.-]*")
_FINAL = (".", "!", "”", '"', "’", "'", ")", ",", ";", "…", "-", "—")
_MARKUP = re.compile(r"^[#*_\s]+|[#*_:\s]+$")


@dataclass(frozen=True, slots=True)
class Layout:
    """A text cut up: its paragraphs, its sections, and the asides that are no sentences of the report.

    Asides are headings, photo credits, revision notes and the dateline, in order.
    """

    paragraphs: tuple[Span, ...]
    sections: tuple[Section, ...]
    asides: tuple[Span, ...]

    def sentence_starts(self, text: str) -> frozenset[int]:
        """Offsets at which a sentence must start: each paragraph, and what follows a heading or dateline inside one."""
        after_asides = (_VISIBLE.search(text, aside.end) for aside in self.asides)
        starts = {found.start() for found in after_asides if found}
        return frozenset(starts | {paragraph.start for paragraph in self.paragraphs})


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph and what it is; ``heading`` is the part of it that is a heading."""

    span: Span
    kind: SectionRole | None
    heading: Span | None = None


def find_sections(text: str) -> Layout:
    """Paragraphs, sections and asides of a text; the sections cover every paragraph, in order."""
    paragraphs = tuple(find_paragraphs(text))
    notes = find_revision_notes(text)
    blocks = _classify(text, paragraphs, notes)
    dateline = find_dateline(text)
    asides = [*_asides(blocks), *([dateline] if dateline else [])]
    return Layout(paragraphs, tuple(_sections(blocks)), tuple(sorted(asides)))


def find_paragraphs(text: str) -> Iterator[Span]:
    """Paragraphs as spans without surrounding white space: lines, or blocks of lines where lines are hard-wrapped."""
    separator = r"\n\s*\n" if _is_hard_wrapped(text) else r"[\n\r\u2028\u2029]+"
    start = 0
    for gap in re.finditer(separator, text):
        yield from _trimmed(text, start, gap.start())
        start = gap.end()
    yield from _trimmed(text, start, len(text))


def credited_agency(text: str) -> str | None:
    """The agency that the dateline credits: "Example Wire" for "OSLO, May 3 (Example Wire) -"."""
    dateline = find_dateline(text)
    named = _BRACKETED.search(dateline.of(text)) if dateline else None
    return named[1].strip() if named else None


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    chunk = text[start:end]
    body = chunk.strip()
    if body:
        first = start + len(chunk) - len(chunk.lstrip())
        yield Span(first, first + len(body))


def _is_hard_wrapped(text: str) -> bool:
    """Whether single line breaks fall inside sentences, as in mail and old wire copy of 60 to 80 columns."""
    broken = whole = 0
    for line, following in pairwise(text.splitlines()):
        if line.strip() and following.strip():
            ends_sentence = line.rstrip().endswith((*_FINAL, ":", "?")) or len(line) > 120
            whole += ends_sentence
            broken += not ends_sentence
    return broken >= 3 and broken > whole


def _classify(text: str, paragraphs: Sequence[Span], notes: Sequence[Span]) -> list[_Block]:
    blocks = []
    for number, paragraph in enumerate(paragraphs):
        line = paragraph.of(text)
        if any(note.overlaps(paragraph) for note in notes):
            blocks.append(_Block(paragraph, "revision_note"))
        elif _is_credit(line):
            blocks.append(_Block(paragraph, "credit"))
        else:
            blocks.append(_heading_block(line, paragraph, first=number == 0, last=number == len(paragraphs) - 1))
    return blocks


def _is_credit(line: str) -> bool:
    words = len(line.split())
    if words > MAX_CREDIT_WORDS or line.endswith((".", "!", "?")):
        return False
    return bool(credit_pattern().search(line) or _PHOTOGRAPHER_AND_AGENCY.fullmatch(line))


def _heading_block(line: str, span: Span, *, first: bool, last: bool) -> _Block:
    role = None if last else _heading_role(line)
    if role is not None:
        return _Block(span, role, span)
    if not first and not last and _looks_like_heading(line):
        return _Block(span, "body", span)
    prefix, colon, rest = line[: MAX_INLINE_HEADING + 1].partition(":")
    if colon and rest.strip() and (role := _exact_role(prefix)):
        return _Block(span, role, Span(span.start, span.start + len(prefix) + 1))
    return _Block(span, None)


def _looks_like_heading(line: str) -> bool:
    """A short line in title case or capitals without an end mark: a heading, if of no known kind."""
    words = _WORD.findall(line)
    if not 1 <= len(words) <= MAX_HEADING_WORDS or line.endswith(_FINAL) or '"' in line or "“" in line:
        return False
    long_words = [word for word in words if len(word) > 3]
    return bool(long_words) and all(word[0].isupper() for word in long_words)


def _heading_role(line: str) -> SectionRole | None:
    words = _WORD.findall(line)
    if not 1 <= len(words) <= MAX_HEADING_WORDS or line.rstrip().endswith((".", ",", ";", "”", '"')):
        return None
    return _exact_role(line) or (_partial_role(line) if _looks_like_heading(line.rstrip("?:")) else None)


def _normal(line: str) -> str:
    return " ".join(_WORD.findall(_MARKUP.sub("", line).lower().replace("’", "'")))


def _exact_role(line: str) -> SectionRole | None:
    return heading_roles().get(_normal(line))


def _partial_role(line: str) -> SectionRole | None:
    """The role of the longest known heading that stands inside the line as whole words."""
    padded = f" {_normal(line)} "
    inside = [(len(phrase), role) for phrase, role in heading_roles().items() if f" {phrase} " in padded]
    return max(inside)[1] if inside else None


def _sections(blocks: Sequence[_Block]) -> Iterator[Section]:
    """Joins blocks under one heading; credits and notes are sections of their own and end none."""
    current: list[_Block] = []
    role: SectionRole = "lede"
    structured = any(block.heading is not None for block in blocks)
    for block in blocks:
        if block.kind in {"credit", "revision_note"}:
            yield from _close(current, role)
            yield Section(block.kind, None, block.span)
            current = []
        elif block.heading is not None:
            yield from _close(current, role)
            current, role = [block], block.kind or "body"
        else:
            current.append(block)
            if not structured and role == "lede":
                yield from _close(current, role)
                current, role = [], "body"
    yield from _close(current, role)


def _close(blocks: Sequence[_Block], role: SectionRole) -> Iterator[Section]:
    if blocks:
        yield Section(role, blocks[0].heading, Span(blocks[0].span.start, blocks[-1].span.end))


def _asides(blocks: Sequence[_Block]) -> Iterator[Span]:
    for block in blocks:
        if block.kind in {"credit", "revision_note"}:
            yield block.span
        elif block.heading is not None:
            yield block.heading
