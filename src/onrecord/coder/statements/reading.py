"""From attributions to statements: kind, speaker, act, addressee, occasion, chain, date.

Knows nothing of how the attributions were found, so that another finder can take the encoder's place.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.coder import layers, syntax
from onrecord.coder.dating import date_span
from onrecord.coder.statements.acts import speech_act
from onrecord.coder.statements.carriers import credit_at, is_carrier, phrase_of
from onrecord.coder.statements.circumstances import addressee, occasion
from onrecord.ontology.actors import thing_nouns
from onrecord.ontology.cues import occasion_nouns
from onrecord.records import Span, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

    from onrecord.coder.quotes import Quotation
    from onrecord.coder.statements.attribution import Attribution
    from onrecord.records import DateSource, Spans, StatementKind

QUOTING = frozenset({"quote", "cite"})
"""Verbs that pass another's words on: "he was quoted by IRNA as saying"."""

MAX_CHAIN = 4
"""Carriers between a speaker and the reader; news chains are one or two long."""


@dataclass(frozen=True, slots=True)
class _Read:
    """An attribution with what its tokens tell."""

    attribution: Attribution
    cue: tuple[Token, ...]
    content: tuple[Token, ...]
    source: DocSpan | None


def read_statements(
    doc: Doc, attributions: Sequence[Attribution], quotations: Sequence[Quotation]
) -> tuple[Statement, ...]:
    """The statements of a document, in order of their content; ids are "s1", "s2", ..."""
    marks = _Marks(layers.text_of(doc), quotations)
    ordered = sorted(attributions, key=lambda attribution: (attribution.content[0].start, -attribution.content[-1].end))
    statements: list[Statement] = []
    for attribution in ordered:
        read = _tokens(doc, attribution)
        if read.content:
            statements.append(_statement(f"s{len(statements) + 1}", read, marks.kind(attribution.content)))
    _voice(doc, statements, quotations)
    return tuple(_chained(doc, _on_one_occasion(doc, statements)))


def _voice(doc: Doc, statements: Sequence[Statement], quotations: Sequence[Quotation]) -> None:
    """Tells the actors whose words the quotations are, so that "I" and "we" in them denote the speakers."""
    index = layers.ACTORS.get(doc)
    quoted = sorted(part for quotation in quotations for part in quotation.parts)
    starts = [part.start for part in quoted]
    for statement in statements:
        for span in statement.content_span if statement.source is not None and statement.kind != "indirect" else ():
            first, last = max(0, bisect_right(starts, span.start) - 1), bisect_right(starts, span.end - 1)
            own = [part for part in quoted[first:last] if part.overlaps(span)]
            index.attribute(own, statement.source or "")


def _tokens(doc: Doc, attribution: Attribution) -> _Read:
    source = _cut(doc, attribution.source[0]) if attribution.source else None
    return _Read(attribution, _all(doc, attribution.cue), _all(doc, attribution.content), source)


def _all(doc: Doc, spans: Spans | None) -> tuple[Token, ...]:
    return tuple(token for span in spans or () for token in _cut(doc, span) or ())


def _cut(doc: Doc, span: Span) -> DocSpan | None:
    return doc.char_span(span.start, span.end, alignment_mode="expand")


def _statement(name: str, read: _Read, kind: StatementKind) -> Statement:
    head = _head(read.cue)
    when, dated_by = _date(read)
    source = _source(read.source)
    return Statement(
        id=name,
        source=source,
        source_span=read.attribution.source,
        cue_span=read.attribution.cue,
        content_span=read.attribution.content,
        kind=kind,
        act=speech_act(read.cue, read.content, kind),
        addressee=addressee(head, read.content) if head is not None else None,
        via=tuple(actor for actor in _passed_on(head) or _credited(read.content[-1]) if actor != source),
        occasion=_occasion(head, read.attribution.content),
        date=when,
        within=None,
        dated_by=dated_by,
        method=read.attribution.method,
    )


def _head(cue: Sequence[Token]) -> Token | None:
    """The cue's last verb; failing that its last word."""
    return next((token for token in reversed(cue) if token.pos_ == "VERB"), cue[-1] if cue else None)


def _source(phrase: DocSpan | None) -> str | None:
    """The actor that a source phrase denotes, a relative pronoun standing for its antecedent."""
    if phrase is None:
        return None
    index = layers.ACTORS.get(phrase.doc)
    root = phrase.root
    meant = syntax.antecedent(root)
    if meant.i != root.i:
        known = index.ids(meant)
        return known[0] if known else index.source(phrase.doc[meant.i : meant.i + 1])
    return index.source(phrase) or _author(root)


def _author(thing: Token) -> str | None:
    """Whose words a text is: "the EU statement", "their letter", "a summary published by the ministry"."""
    if thing.lemma_.lower() not in thing_nouns() or thing.lemma_.lower() not in occasion_nouns():
        return None
    made = (agent for clause in syntax.children(thing, "acl") for agent in syntax.children(clause, "agent"))
    by = [phrase for agent in made for phrase in syntax.children(agent, "pobj")]
    owners = [
        *syntax.children(thing, "poss"),
        *syntax.prepositional(thing, "by"),
        *by,
        *syntax.children(thing, "compound"),
    ]
    index = layers.ACTORS.get(thing.doc)
    return next((found[0] for owner in owners if (found := index.ids(owner))), None)


def _occasion(head: Token | None, content: Spans) -> Span | None:
    found = occasion(head) if head is not None else None
    return None if found is None or any(found.overlaps(part) for part in content) else found


def _on_one_occasion(doc: Doc, statements: Sequence[Statement]) -> list[Statement]:
    """Words quoted right after others of the same speaker's, in their paragraph or the next, were said there too.

    Not where a time stands between: then the report has gone on to another day.
    """
    paragraphs = [paragraph.start for paragraph in layers.PARAGRAPHS.get(doc)]
    times = sorted(time.span.start for time in layers.TIMES.get(doc))
    done: list[Statement] = []
    for statement in statements:
        before = done[-1] if done else None
        if before is not None and before.occasion is not None and statement.occasion is None:
            end, start = before.content_span[-1].end, (statement.cue_span or statement.content_span)[-1].end
            at_once = bisect_right(paragraphs, start) - bisect_right(paragraphs, end - 1) <= 1
            if at_once and _is_by_same(before, statement) and bisect_right(times, end) == bisect_right(times, start):
                statement = replace(statement, occasion=before.occasion)
        done.append(statement)
    return done


def _is_by_same(before: Statement, statement: Statement) -> bool:
    return statement.kind == "direct" and statement.source is not None and statement.source == before.source


def _date(read: _Read) -> tuple[str | None, DateSource | None]:
    doc = read.content[0].doc
    anchor = (read.attribution.cue or read.attribution.content)[0]
    date, dated_by = date_span(doc, anchor, layers.TIMES.get(doc), layers.META.get(doc))
    section = layers.section_at(doc, anchor.start)
    history = section is not None and section.role == "context"
    return (None, None) if history and dated_by == "document" else (date, dated_by)


def _passed_on(head: Token | None) -> tuple[str, ...]:
    """The outlet of "Reuters reported that he said", "IRNA quoted him as saying", "he was quoted by IRNA as saying"."""
    if head is None:
        return ()
    if head.dep_ == "pcomp" and head.head.head.lemma_.lower() in QUOTING:
        verb = head.head.head
        carriers = _agents(verb) or _carrying_subjects(verb)
    elif head.dep_ == "ccomp" and head.head.i < head.i:
        carriers = _carrying_subjects(head.head)
    else:
        return ()
    index = layers.ACTORS.get(head.doc)
    return tuple(actor for carrier in carriers for actor in index.ids(carrier)[:1])


def _agents(verb: Token) -> list[Token]:
    return [inner for agent in syntax.children(verb, "agent") for inner in syntax.children(agent, "pobj")]


def _carrying_subjects(verb: Token) -> list[Token]:
    return [subject for subject in syntax.children(verb, "nsubj") if is_carrier(phrase_of(subject))]


def _credited(last: Token) -> tuple[str, ...]:
    """The outlet credited right after the content: "..., as reported by IRNA"."""
    outlet = credit_at(last.doc, last.i + 1, last.sent.end)
    return () if outlet is None else layers.ACTORS.get(last.doc).ids(outlet)[:1]


def _chained(doc: Doc, statements: Sequence[Statement]) -> list[Statement]:
    """Puts each statement within the one whose content holds it, and its carriers in the chain."""
    done: list[Statement] = []
    open_: list[Statement] = []
    for statement in statements:
        while open_ and open_[-1].content_span[-1].end < statement.content_span[-1].end:
            open_.pop()
        outer = open_[-1] if open_ and _holds(open_[-1], statement) else None
        if outer is not None:
            chain = tuple(dict.fromkeys((*statement.via, *_carriers(doc, outer))))
            statement = replace(statement, within=outer.id, via=chain[:MAX_CHAIN])
        done.append(statement)
        open_.append(statement)
    return done


def _holds(outer: Statement, inner: Statement) -> bool:
    place = (inner.cue_span or inner.content_span)[0]
    return any(part.contains(place) for part in outer.content_span)


def _carriers(doc: Doc, outer: Statement) -> tuple[str, ...]:
    phrase = _cut(doc, outer.source_span[0]) if outer.source_span else None
    if outer.source is None or phrase is None or not is_carrier(phrase):
        return outer.via
    return (outer.source, *outer.via)


class _Marks:
    """Tells direct, mixed and indirect contents apart by the quotation marks in and around them."""

    def __init__(self, text: str, quotations: Sequence[Quotation]) -> None:
        self._text = text
        self._parts = sorted(part for quotation in quotations for part in quotation.parts)
        self._starts = [part.start for part in self._parts]

    def kind(self, content: Spans) -> StatementKind:
        """Direct if nothing but quotations has words in it, indirect if no quotation does."""
        quoted = plain = False
        for span in content:
            at = span.start
            for part in self._inside(span):
                quoted = True
                plain = plain or self._has_words(at, part.start)
                at = max(at, part.end)
            plain = plain or self._has_words(at, span.end)
        if not quoted:
            return "indirect"
        return "mixed" if plain else "direct"

    def _inside(self, span: Span) -> list[Span]:
        first = max(0, bisect_right(self._starts, span.start) - 1)
        last = bisect_right(self._starts, span.end - 1)
        return [part for part in self._parts[first:last] if part.overlaps(span)]

    def _has_words(self, start: int, end: int) -> bool:
        return any(character.isalnum() for character in self._text[start:end])
