"""Documents whose actors, statements and events a test writes by hand, over a real parse."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from onrecord.coder import layers
from onrecord.records import Actor, Document, Event, Metadata, Span, Statement

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

    from onrecord.coder.actors import ActorIndex
    from onrecord.coder.pipeline import Coder
    from onrecord.records import EventType, Factuality, SpeechAct

BY_HAND = ("onrecord_actors", "onrecord_statements", "onrecord_events")
LATER = ("onrecord_agreements", "onrecord_accounts", "onrecord_positions")


@dataclass
class HandMadeActors:
    """Denotes by head word: each actor is listed with the words that stand for it."""

    words: dict[str, Actor] = field(default_factory=dict)

    def ids(self, phrase: DocSpan | Token) -> tuple[str, ...]:
        head = cast("Token", phrase.root if hasattr(phrase, "root") else phrase)
        actor = self.words.get(head.lower_)
        return (actor.id,) if actor else ()

    def actor(self, actor_id: str) -> Actor:
        return next(actor for actor in self.records() if actor.id == actor_id)

    def records(self, needed: frozenset[str] | None = None) -> tuple[Actor, ...]:
        return tuple({actor.id: actor for actor in self.words.values()}.values())


def government(key: str, country: str) -> Actor:
    return Actor(key, key.title(), "government", country, "GOV", (), (Span(0, 1),))


def person(key: str, country: str | None = None) -> Actor:
    return Actor(key, key.title(), "person", country, None, (), (Span(0, 1),))


ARDANIA, BELMARK, CORVIA = government("ardania", "AAA"), government("belmark", "BBB"), government("corvia", "CCC")
OSTREN, VALE = person("ostren", "AAA"), person("vale", "BBB")
WORDS = {
    "ardania": ARDANIA, "ardanian": ARDANIA, "belmark": BELMARK, "belmarkian": BELMARK, "corvia": CORVIA,
    "ostren": OSTREN, "vale": VALE,
}  # fmt: skip


def parse(coder: Coder, text: str, published: str | None = "2025-03-08", **words: Actor) -> Doc:
    """The text parsed and dated, with the three invented states and their leaders as actors."""
    doc = coder.nlp.make_doc(text)
    layers.META.set(doc, Document(Metadata("hand-made", published=published), text).meta)
    for name, pipe in coder.nlp.pipeline:
        if name not in BY_HAND + LATER:
            doc = pipe(doc)
    layers.ACTORS.set(doc, cast("ActorIndex", HandMadeActors({**WORDS, **words})))
    layers.STATEMENTS.set(doc, ())
    layers.EVENTS.set(doc, ())
    return doc


def span(doc: Doc, words: str) -> Span:
    start = doc.text.index(words)
    return Span(start, start + len(words))


def statement(
    doc: Doc, key: str, source: Actor, cue: str, content: str, act: SpeechAct = "says", **more: Any
) -> Statement:
    fields: dict[str, Any] = {
        "source_span": None, "kind": "indirect", "addressee": None, "via": (), "occasion": None, "date": None,
        "within": None, **more,
    }  # fmt: skip
    return Statement(
        id=key, source=source.id, cue_span=(span(doc, cue),), content_span=(span(doc, content),), act=act, **fields
    )


def event(
    doc: Doc,
    key: str,
    kind: EventType,
    trigger: str,
    actors: tuple[Actor, ...] = (),
    recipients: tuple[Actor, ...] = (),
    factuality: Factuality = "CT+",
    **more: Any,
) -> Event:
    place = span(doc, trigger)
    sentence = next(s for s in doc.sents if s.start_char <= place.start < s.end_char)
    fields: dict[str, Any] = {
        "mode": None, "contexts": (), "cameo": None, "date": None, "location": None, "according_to": None,
        "condition": None, "quad": "verbal conflict", "confidence": 0.9, **more,
    }  # fmt: skip
    return Event(
        id=key,
        type=kind,
        actors=tuple(actor.id for actor in actors),
        recipients=tuple(actor.id for actor in recipients),
        trigger=place,
        sentence=Span(sentence.start_char, sentence.end_char),
        factuality=factuality,
        **fields,
    )


def record(doc: Doc, *records: Statement | Event) -> Doc:
    """Writes the records into their layers."""
    layers.STATEMENTS.set(doc, tuple(one for one in records if isinstance(one, Statement)))
    layers.EVENTS.set(doc, tuple(one for one in records if isinstance(one, Event)))
    return doc
