"""What one version of a document has otherwise than another: statements, events, and the text by sentences.

Both versions are read as they were coded, so that superseded ones, of which the record keeps no live rows, can be
compared as well. Records are told to be the same by what they say, since ids hold within one version.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Generic, TypeVar

from onrecord.ledger.identity import name_words, words
from onrecord.ledger.views import FieldChange, RecordChange, SentenceChange, VersionDifference, quote
from onrecord.ledger.word_differences import word_changes
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from onrecord.ledger.rows import RecordKind
    from onrecord.ledger.views import Evidence
    from onrecord.records import CodedDocument, Event, Metadata, Spans, Statement

    Cite = Callable[[Spans], Evidence]
    Told = tuple[str | None, str, Evidence]
    """Who says or does it, what (speech act, event type), and where it stands."""

T = TypeVar("T", "Statement", "Event")

SAME_SENTENCE = 0.5
"""Share of words (difflib's ratio) from which on a sentence in another's place is that one changed."""

SAME_WORDS = 0.9
"""The same for statements of different sources: then the source is what changed."""

SAME_EVENT = 2
"""Points that two events of one type need to be one: a side, the trigger's word, the date, the sentence."""

_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|\n+")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b[A-Za-z]\.[A-Za-z]|\b(?:Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Prof|No|vs|Jan|Feb|Mar|Apr"
    r"|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))$"
)


@dataclass(frozen=True, slots=True)
class Version:
    """One version: its number, what was coded in it, and a maker of evidence from it."""

    number: int
    coded: CodedDocument
    cite: Cite


@dataclass(frozen=True, slots=True)
class _Pairs(Generic[T]):
    """Records of two versions: those that are one, and those that only one version has."""

    both: tuple[tuple[T, T], ...]
    withdrawn: tuple[T, ...]
    added: tuple[T, ...]


def difference(older: Version, newer: Version) -> VersionDifference:
    """What the newer version has otherwise."""
    return VersionDifference(
        document=newer.coded.document.id,
        older=older.number,
        newer=newer.number,
        fields=_metadata(older.coded.document, newer.coded.document),
        statements=tuple(_Statements(older, newer).changes()),
        events=tuple(_Events(older, newer).changes()),
        text=tuple(_sentence_changes(older, newer)),
    )


def _metadata(old: Metadata, new: Metadata) -> tuple[FieldChange, ...]:
    names = ("title", "author", "outlet", "published", "updated", "credited")
    return _changed((name, getattr(old, name), getattr(new, name)) for name in names)


def _changed(values: Iterable[tuple[str, str | None, str | None]]) -> tuple[FieldChange, ...]:
    return tuple(FieldChange(name, before, after) for name, before, after in values if before != after)


def _pair(old: Sequence[T], new: Sequence[T], score: Callable[[T, T], float]) -> _Pairs[T]:
    """Pairs each record with the one that is most like it, the surest first; 0 is no likeness."""
    scored = ((score(a, b), -i, -j) for i, a in enumerate(old) for j, b in enumerate(new))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted((entry for entry in scored if entry[0] > 0), reverse=True):
        if -i not in found and -j not in taken:
            found[-i] = -j
            taken.add(-j)
    return _Pairs(
        tuple((old[i], new[found[i]]) for i in sorted(found)),
        tuple(record for i, record in enumerate(old) if i not in found),
        tuple(record for j, record in enumerate(new) if j not in taken),
    )


def _record_changes(
    kind: RecordKind,
    versions: tuple[Version, Version],
    pairs: _Pairs[T],
    fields: Callable[[T, T], tuple[FieldChange, ...]],
    tell: Callable[[Version, T], Told],
) -> Iterator[RecordChange]:
    """Those changed, withdrawn and added, each in the order of its version."""
    older, newer = versions
    for old, new in pairs.both:
        if changed := fields(old, new):
            (_, _, before), (who, what, after) = tell(older, old), tell(newer, new)
            yield RecordChange(kind, "changed", who, what, before, after, changed)
    for old in pairs.withdrawn:
        who, what, before = tell(older, old)
        yield RecordChange(kind, "withdrawn", who, what, before, None)
    for new in pairs.added:
        who, what, after = tell(newer, new)
        yield RecordChange(kind, "added", who, what, None, after)


@dataclass(frozen=True, slots=True)
class _Statements:
    """Compares the statements of two versions."""

    older: Version
    newer: Version

    def changes(self) -> Iterator[RecordChange]:
        """What the later version has otherwise."""
        pairs = _pair(self.older.coded.statements, self.newer.coded.statements, self._score)
        return _record_changes("statement", (self.older, self.newer), pairs, self._fields, self._tell)

    @staticmethod
    def _tell(version: Version, statement: Statement) -> Told:
        return _speaker(version, statement), statement.act, version.cite(statement.content_span)

    def _fields(self, old: Statement, new: Statement) -> tuple[FieldChange, ...]:
        """What of it is otherwise; not a date that is only that of the version."""
        said = _said(self.older, old), _said(self.newer, new)
        told_by_day = old.dated_by == new.dated_by == "document"
        return _changed(
            [
                ("source", *_unless_same(_speaker(self.older, old), _speaker(self.newer, new))),
                ("kind", old.kind, new.kind),
                ("act", old.act, new.act),
                ("date", *((None, None) if told_by_day else (old.date, new.date))),
                ("words", *(said if words(said[0]) != words(said[1]) else (None, None))),
            ]
        )

    def _score(self, old: Statement, new: Statement) -> float:
        """How alike their words are, above all of one source: a revision mends words, and then who said them."""
        alike = _ratio(_said(self.older, old), _said(self.newer, new))
        same_source = _same(_speaker(self.older, old), _speaker(self.newer, new))
        if alike < (SAME_SENTENCE if same_source else SAME_WORDS):
            return 0.0
        return alike + same_source + ((old.within is None) == (new.within is None))


def _speaker(version: Version, statement: Statement) -> str | None:
    return version.coded.actor(statement.source).name if statement.source else None


def _said(version: Version, statement: Statement) -> str:
    return " ".join(quote(version.coded.text, statement.content_span).split())


@dataclass(frozen=True, slots=True)
class _Events:
    """Compares the events of two versions."""

    older: Version
    newer: Version

    def changes(self) -> Iterator[RecordChange]:
        """What the later version has otherwise."""
        pairs = _pair(self.older.coded.events, self.newer.coded.events, self._score)
        return _record_changes("event", (self.older, self.newer), pairs, self._fields, self._tell)

    @staticmethod
    def _tell(version: Version, event: Event) -> Told:
        return _names(version.coded, event.actors), event.type, version.cite((event.sentence,))

    def _fields(self, old: Event, new: Event) -> tuple[FieldChange, ...]:
        """What of it is otherwise; not a date that is only that of the version."""
        told_by_day = old.dated_by == new.dated_by == "document"
        return _changed(
            [
                ("factuality", old.factuality, new.factuality),
                ("mode", old.mode, new.mode),
                ("actors", *_unless_same(*self._sides(old.actors, new.actors))),
                ("recipients", *_unless_same(*self._sides(old.recipients, new.recipients))),
                ("date", *((None, None) if told_by_day else (old.date, new.date))),
                ("place", _place(old), _place(new)),
            ]
        )

    def _score(self, old: Event, new: Event) -> float:
        """How many things two events of one type share, and how alike their sentences are where that is enough."""
        if old.type != new.type:
            return 0.0
        before, after = old.sentence.of(self.older.coded.text), new.sentence.of(self.newer.coded.text)
        alike = _ratio(before, after)
        shared = (
            (bool(old.actors) and _same(*self._sides(old.actors, new.actors)))
            + (bool(old.recipients) and _same(*self._sides(old.recipients, new.recipients)))
            + (words(old.trigger.of(self.older.coded.text)) == words(new.trigger.of(self.newer.coded.text)))
            + (old.date is not None and old.date == new.date)
            + (alike >= SAME_SENTENCE)
        )
        return shared + alike if shared >= SAME_EVENT else 0.0

    def _sides(self, old: Sequence[str], new: Sequence[str]) -> tuple[str | None, str | None]:
        return _names(self.older.coded, old), _names(self.newer.coded, new)


def _place(event: Event) -> str | None:
    return event.location.name if event.location else None


def _names(coded: CodedDocument, actors: Iterable[str]) -> str | None:
    return ", ".join(coded.actor(actor).name for actor in actors) or None


def _same(one: str | None, other: str | None) -> bool:
    return (one is None) == (other is None) and name_words(one or "") == name_words(other or "")


def _unless_same(one: str | None, other: str | None) -> tuple[str | None, str | None]:
    return (None, None) if _same(one, other) else (one, other)


def _sentence_changes(older: Version, newer: Version) -> Iterator[SentenceChange]:
    """The text's sentences that differ, in the order of the texts."""
    old, new = sentences(older.coded.text), sentences(newer.coded.text)
    before, after = ([words(span.of(v.coded.text)) for span in s] for v, s in ((older, old), (newer, new)))
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from _replaced(older, old[a:b], newer, new[c:d])


def _replaced(older: Version, old: Sequence[Span], newer: Version, new: Sequence[Span]) -> Iterator[SentenceChange]:
    """A stretch in place of another: each new sentence with the next old one that it is like."""
    left = list(old)
    for span in new:
        told = span.of(newer.coded.text)
        like = next((o for o in left if _ratio(o.of(older.coded.text), told) >= SAME_SENTENCE), None)
        if like is None:
            yield SentenceChange("added", None, newer.cite((span,)))
            continue
        while left[0] != like:
            yield SentenceChange("withdrawn", older.cite((left.pop(0),)), None)
        before = left.pop(0).of(older.coded.text)
        yield SentenceChange("changed", older.cite((like,)), newer.cite((span,)), word_changes(before, told))
    for span in left:
        yield SentenceChange("withdrawn", older.cite((span,)), None)


def sentences(text: str) -> list[Span]:
    """The sentences of a text by their end marks: enough to show where two versions of it differ."""
    found: list[Span] = []
    start = 0
    for stop in _STOP.finditer(text):
        if stop[0].startswith(".") and _ABBREVIATION.search(text[max(0, stop.start() - 6) : stop.start()]):
            continue
        found.extend(_trimmed(text, start, stop.end()))
        start = stop.end()
    return [*found, *_trimmed(text, start, len(text))]


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretch without the space around it, if it has any word."""
    part = text[start:end]
    if words(part):
        yield Span(start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip())))


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, words(one).split(), words(other).split(), autojunk=False).ratio()
