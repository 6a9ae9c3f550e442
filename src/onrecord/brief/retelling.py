"""A reported sentence told again so that it stands alone.

Its words stay as they are. What a reader of one sentence cannot know is filled in, in square brackets, as editors do:
the day for "on Tuesday", the name for a pronoun whose actor the sentence does not name. Nothing inside quotation marks
is touched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.brief.phrases import day, named
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.records import Actor, CodedDocument, Time

SUBJECT_PRONOUNS = frozenset({"he", "she", "they"})
POSSESSIVE_PRONOUNS = frozenset({"his", "her", "their"})
_SENTENCE_END = re.compile(r"(?<=[a-z0-9”\"’)])[.!?][\"”’)]*\s+(?=[A-Z“\"])|\n\s*")
_QUOTED = re.compile(r"“[^”\n]*(?:”|$)|\"[^\"\n]*(?:\"|$)")
_PREPOSITION = re.compile(
    r"\b(on|by|until|till|since|before|after|from|for|of|to|at|in|during|between|and|the|this|next|last|late|early)\s+$",
    re.IGNORECASE,
)
_CALENDAR = re.compile(r"\d{4}(-\d{2}){0,2}(?=$|T)")


@dataclass(frozen=True, slots=True)
class Retold:
    """A sentence that stands alone, the names and dates filled in, and the spans that those come from."""

    text: str
    names: tuple[str, ...]
    dates: tuple[str, ...]
    support: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Edit:
    span: Span
    text: str
    name: str | None = None
    date: str | None = None
    support: Span | None = None


def sentence_around(text: str, span: Span) -> Span:
    """The sentence that a span stands in, by its paragraph and end marks; abbreviations may cut it short."""
    first = max((mark.end() for mark in _SENTENCE_END.finditer(text, max(0, span.start - 2000), span.start)), default=0)
    after = _SENTENCE_END.search(text, span.end)
    stretch = text[first : after.end() if after else len(text)]
    start = first + len(stretch) - len(stretch.lstrip())
    return Span(start, start + max(1, len(stretch.strip())))


def retell(coded: CodedDocument, span: Span, *, named_already: str | None = None) -> Retold:
    """Tells the words under ``span`` again; ``support`` are spans elsewhere in the document that the edits rest on.

    ``named_already`` is the name of an actor that what goes before has named, so that its pronouns are left.
    """
    quoted = [Span(m.start() + span.start, m.end() + span.start) for m in _QUOTED.finditer(span.of(coded.text))]
    unnamed = [actor for actor in coded.actors if actor.name != named_already]
    edits = [*_time_edits(coded, span), *_pronoun_edits(coded, span, unnamed)]
    kept = [edit for edit in edits if not any(edit.span.overlaps(quotation) for quotation in quoted)]
    return Retold(
        text=_applied(coded.text, span, kept),
        names=tuple(edit.name for edit in kept if edit.name),
        dates=tuple(edit.date for edit in kept if edit.date),
        support=tuple(edit.support for edit in kept if edit.support),
    )


def _applied(text: str, span: Span, edits: Iterable[_Edit]) -> str:
    pieces, at = [], span.start
    for edit in sorted(edits, key=lambda edit: edit.span):
        if edit.span.start >= at:
            pieces += [text[at : edit.span.start], edit.text]
            at = edit.span.end
    pieces.append(text[at : span.end])
    return " ".join("".join(pieces).split())


def _time_edits(coded: CodedDocument, span: Span) -> Iterator[_Edit]:
    for time in coded.times:
        if span.contains(time.span) and time.type in {"DATE", "TIME"}:
            edit = _time_edit(coded, span, time)
            if edit is not None:
                yield edit


def _time_edit(coded: CodedDocument, span: Span, time: Time) -> _Edit | None:
    calendar = _CALENDAR.match(time.value or "")
    words = time.span.of(coded.text)
    after = coded.text[time.span.end : time.span.end + 2]
    if calendar is None or calendar.group()[:4] in words or after.startswith(("'", "’", "-")):
        return None
    iso = calendar.group()
    before = coded.text[span.start : time.span.start]
    filled = f"[{day(iso)}]"
    if not _PREPOSITION.search(before):
        filled = ("on " if len(iso) == 10 else "in ") + filled
    return _Edit(time.span, filled, date=iso)


def _pronoun_edits(coded: CodedDocument, span: Span, actors: Iterable[Actor]) -> Iterator[_Edit]:
    for actor in actors:
        inside = [mention for mention in actor.mentions if span.contains(mention)]
        if inside:
            edit = _pronoun_edit(coded, actor, inside[0])
            if edit is not None:
                yield edit


def _pronoun_edit(coded: CodedDocument, actor: Actor, mention: Span) -> _Edit | None:
    pronoun = mention.of(coded.text).lower()
    support = naming_mention(coded, actor, mention.start)
    if support is None or pronoun not in SUBJECT_PRONOUNS | POSSESSIVE_PRONOUNS:
        return None
    name = named(actor.name)
    return _Edit(
        mention, f"[{name}'s]" if pronoun in POSSESSIVE_PRONOUNS else f"[{name}]", name=actor.name, support=support
    )


def naming_mention(coded: CodedDocument, actor: Actor, before: int) -> Span | None:
    """The latest mention that names the actor and ends at or before that character."""
    earlier = [m for m in actor.mentions if m.end <= before and m.of(coded.text)[:1].isupper()]
    naming = [m for m in earlier if any(word in m.of(coded.text) for word in actor.name.split() if len(word) > 2)]
    return naming[-1] if naming else None
