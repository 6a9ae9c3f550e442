"""From annotated articles to what the network learns from: labels of tokens, cut into stretches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.coder import layers
from onrecord.coder.encoder import Window
from onrecord.coder.events.denoted import NOBODY
from onrecord.coder.events.inputs import TYPE_NUMBER, EventInput
from onrecord.coder.events.network import ROLES
from onrecord.coder.events.stretches import STRETCHES
from onrecord.coder.events.told import Told
from onrecord.records import Document, Metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

    from onrecord.coder.encoder import EncoderInput
    from onrecord.coder.events.stretches import Arrays, Stretching
    from onrecord.coder.pipeline import Coder
    from training.events.annotation import Annotated

    Ints = NDArray[np.int64]

IGNORED = -100
"""Label of what the loss does not count (PyTorch's default)."""

NONE = len(TYPE_NUMBER)
"""Label of a token that names no event."""

NEITHER = -1.0
"""In ``wanted``: a word that could stand for the side as well as the annotated one, or for nobody."""

NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
WITHIN_NOUNS = frozenset({"compound", "poss", "amod", "nmod"})


@dataclass(frozen=True, slots=True)
class Labelled:
    """An event: its type's number, the indices of its trigger's tokens and head, and the head word of each mention."""

    type: int
    trigger: range
    head: int
    sides: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of an encoder's reading: what it read, and its vectors (tokens, 2 × 384) in 16 bits."""

    input: EncoderInput
    vectors: NDArray[np.float16]

    def states(self, stretch: Window) -> NDArray[np.float32]:
        """The vectors of a stretch, as a reading gives them."""
        return self.vectors[stretch.first : stretch.end].astype(np.float32)


@dataclass(frozen=True, slots=True)
class Article:
    """One article; ``own`` if it was annotated for this project."""

    id: str
    own: bool
    reading: Kept
    input: EventInput
    blank: NDArray[np.bool_]
    events: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A stretch: ``given`` is what the network reads; ``types`` has a label a token; ``wanted`` (events, 2, tokens)
    says for the trigger ``asking`` of each event which words name its sides: 1, 0, or ``NEITHER``.
    """

    given: Arrays
    own: bool
    types: Ints
    asking: Ints
    wanted: NDArray[np.float32]

    @property
    def length(self) -> int:
        """Tokens or word pieces, whatever the network reads."""
        return len(self.given["features"])


def parsed(coder: Coder, annotated: Annotated) -> Doc:
    """The parsed document, with what the coder's steps found."""
    return coder.parse(Document(Metadata(id=annotated.id, published=annotated.published), annotated.text))


def article(doc: Doc, annotated: Annotated) -> Article:
    """A parsed article with its labels."""
    made = EventInput.of(doc, Told(layers.STATEMENTS.get(doc)))
    reading = layers.READING.get(doc)
    kept = Kept(reading.input, reading.states(Window(0, len(doc))).astype(np.float16))
    blank = np.array([token.is_space for token in doc], dtype=np.bool_)
    events = tuple(found for event in annotated.events if (found := _labelled(doc, event)) is not None)
    return Article(annotated.id, annotated.own, kept, made, blank, events)


def _labelled(doc: Doc, event: Mapping[str, Any]) -> Labelled | None:
    trigger = span_of(doc, event["trigger"])
    if trigger is None:
        return None
    sides = tuple(tuple(_mentions(doc, event.get(role, ()))) for role in ROLES)
    return Labelled(TYPE_NUMBER[event["type"]], range(trigger.start, trigger.end), head_word(trigger).i, sides)


def span_of(doc: Doc, offsets: Sequence[int]) -> DocSpan | None:
    """The tokens that a pair of character offsets touches."""
    found = doc.char_span(offsets[0], offsets[1], alignment_mode="expand")
    return found if found is not None and len(found) else None


def head_word(phrase: DocSpan) -> Token:
    """The word that stands for a phrase: its root, or its first noun where the parser takes another for the root."""
    root = phrase.root
    if root.pos_ in NOUNS or len(phrase) == 1:
        return root
    nouns = [token for token in phrase if token.pos_ in NOUNS]
    if root.pos_ in {"VERB", "AUX"} and not nouns:
        return root
    content = [token for token in phrase if token.pos_ in {"VERB", "ADJ"}]
    return next((token for token in nouns if token.dep_ not in WITHIN_NOUNS), (nouns or content or [root])[0])


def _mentions(doc: Doc, mentions: Iterable[Mapping[str, Any]]) -> Iterator[int]:
    for mention in mentions:
        phrase = span_of(doc, mention["span"]) if mention.get("span") else None
        if phrase is not None:
            yield head_word(phrase).i


def examples(found: Article, stretches: Stretching = STRETCHES["small"]) -> Iterator[Example]:
    """The article's stretches, as a network takes them, with their labels."""
    types = _types(found)
    for window, given in stretches(found.reading, found.input):
        events = [event for event in found.events if window.first <= event.head < window.end]
        wanted = [_wanted(found, event, window) for event in events]
        yield Example(
            given,
            found.own,
            types[window.first : window.end],
            np.array([event.head - window.first for event in events], dtype=np.int64),
            np.array(wanted, dtype=np.float32).reshape(len(events), len(ROLES), window.end - window.first),
        )


def _types(found: Article) -> Ints:
    """A label a token: at the head of a trigger its type; its other words are not asked about."""
    types = np.full(len(found.blank), NONE, dtype=np.int64)
    types[found.blank] = IGNORED
    for event in found.events:
        types[event.trigger.start : event.trigger.stop] = IGNORED
    for event in found.events:
        types[event.head] = event.type
    return types


def _wanted(found: Article, event: Labelled, window: Window) -> NDArray[np.float32]:
    """Which words name each side: the annotated ones; other mentions of the same actors are not asked about."""
    known = found.input.denoted[window.first : window.end]
    naming = np.array([whom.state != NOBODY for whom in known])
    rows = []
    for heads in event.sides:
        meant = {key for head in heads for key in found.input.denoted[head].keys}
        row = np.where(naming, 0.0, NEITHER)
        row[[place for place, whom in enumerate(known) if not meant.isdisjoint(whom.keys)]] = NEITHER
        row[[head - window.first for head in heads if window.first <= head < window.end]] = 1.0
        rows.append(row)
    return np.stack(rows)
