"""A document's text cut into pieces, each with what is marked there, as the document page shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.records import Span
from onrecord.show.marks import Mark, marks_of, segments

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.records import CodedDocument, Time

HERE = "here"
"""Owner of the marks that an address points out."""

_STRETCH = re.compile(r"(\d{1,9})-(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text. ``about`` is the id of the innermost record that it belongs to; ``anchors`` begin here."""

    text: str
    classes: str
    note: str
    about: str | None
    anchors: tuple[str, ...]


def stretches(asked: str, length: int) -> list[Span]:
    """The stretches that an address points out, ``100-160,200-210``; what is none in the text is left out."""
    found = (tuple(map(int, part.groups())) for part in map(_STRETCH.fullmatch, asked.split(",")) if part)
    return [Span(start, end) for start, end in found if start < end <= length]


def pieces(coded: CodedDocument, pointed_out: Sequence[Span] = ()) -> Iterator[Piece]:
    """The whole text, piece by piece."""
    times = {time.span: f"t{number}" for number, time in numbered_times(coded)}
    marks = [replace(mark, owner=times[mark.span]) if mark.kind == "time" else mark for mark in marks_of(coded)]
    marks += [Mark(span, "content", "", HERE) for span in pointed_out]
    marks.sort(key=lambda mark: (mark.span.start, -mark.span.end))
    for segment in segments(coded.text, marks):
        own = [mark for mark in segment.marks if mark.owner != HERE]
        classes = [part for mark in own for part in (mark.kind, mark.style) if part]
        classes += [HERE] if len(own) < len(segment.marks) else []
        yield Piece(
            text=segment.text,
            classes=" ".join(dict.fromkeys(classes)),
            note="\n".join(dict.fromkeys(mark.note for mark in own if mark.note)),
            about=next((mark.owner for mark in reversed(own) if mark.owner), None),
            anchors=segment.anchors,
        )


def numbered_times(coded: CodedDocument) -> list[tuple[int, Time]]:
    """The time expressions, numbered: a document gives them no ids."""
    return list(enumerate(coded.times, 1))
