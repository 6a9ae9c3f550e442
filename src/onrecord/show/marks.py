"""Overlapping spans as a flat run of segments: what a page needs to mark a text.

Statements nest, triggers stand inside contents, and HTML elements may not overlap; so the text is cut at every span's
edge, and each piece knows all marks that cover it.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onrecord.show.naming import Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.records import CodedDocument, Event, Span, Statement

MarkKind = Literal["content", "source", "cue", "trigger", "time", "aside", "heading"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One span to be shown, what it is, and a line that explains it; ``owner`` is a statement's or event's id."""

    span: Span
    kind: MarkKind
    note: str
    owner: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text and every mark that covers it, outermost first; ``anchors`` are ids that start here."""

    text: str
    marks: tuple[Mark, ...]
    anchors: tuple[str, ...]

    @property
    def classes(self) -> str:
        """CSS classes, without repeats."""
        return " ".join(dict.fromkeys(part for mark in self.marks for part in (mark.kind, mark.style) if part))

    @property
    def note(self) -> str:
        """All explanations, one a line."""
        return "\n".join(dict.fromkeys(mark.note for mark in self.marks if mark.note))


def segments(text: str, marks: Sequence[Mark]) -> Iterator[Segment]:
    """Cuts a text at the edges of its marks. Linear in text and marks for marks that do not all overlap."""
    opening: dict[int, list[Mark]] = {}
    for mark in marks:
        opening.setdefault(mark.span.start, []).append(mark)
    edges = sorted({0, len(text), *opening, *(mark.span.end for mark in marks)})
    active: list[Mark] = []
    anchored: set[str] = set()
    for start, end in itertools.pairwise(edges):
        active = [mark for mark in active if mark.span.end > start] + opening.get(start, [])
        anchors = tuple(dict.fromkeys(m.owner for m in opening.get(start, []) if m.owner and m.owner not in anchored))
        anchored.update(anchors)
        yield Segment(text[start:end], tuple(active), anchors)


def marks_of(coded: CodedDocument) -> list[Mark]:
    """Every mark of a coded document, wider ones first where two start together."""
    names = Names.of(coded)
    found = [*_layout(coded), *_times(coded)]
    for statement in coded.statements:
        found += _statement(statement, names)
    found += [_event(event, names) for event in coded.events]
    return sorted(found, key=lambda mark: (mark.span.start, -mark.span.end))


def _layout(coded: CodedDocument) -> Iterator[Mark]:
    for section in coded.sections:
        if section.heading:
            yield Mark(section.heading, "heading", f"section: {section.role.replace('_', ' ')}")
        if section.role in {"credit", "revision_note"}:
            yield Mark(section.span, "aside", f"{section.role.replace('_', ' ')}: no sentence of the report")


def _times(coded: CodedDocument) -> Iterator[Mark]:
    for time in coded.times:
        yield Mark(time.span, "time", f"{time.type}: {time.value or 'cannot be told'}")


def _statement(statement: Statement, names: Names) -> Iterator[Mark]:
    who = names.actor(statement.source) if statement.source else names.words(statement.source_span) or "nobody named"
    label = f"{statement.id}: {who} · {statement.act.replace('_', ' ')} · {statement.kind}"
    roles: tuple[tuple[MarkKind, Iterable[Span]], ...] = (
        ("content", statement.content_span),
        ("source", statement.source_span or ()),
        ("cue", statement.cue_span or ()),
    )
    for kind, spans in roles:
        yield from (Mark(span, kind, f"{kind} of {label}", statement.id, statement.kind) for span in spans)


def _event(event: Event, names: Names) -> Mark:
    parts = (event.id, event.type, f"{names.several(event.actors)} → {names.several(event.recipients)}")
    facts = (event.factuality, event.date or "no date", f"confidence {event.confidence:.2f}", event.method)
    note = ": ".join(parts[:2]) + f" · {parts[2]} · " + " · ".join(fact for fact in facts if fact)
    return Mark(event.trigger, "trigger", note, event.id, event.quad.replace(" ", "-"))
