"""The date of an event or a statement: from the expression that governs it, else the document's where that is news.

Syntax decides: an expression belongs to the words above it in the parse, from the noun that it stands in up to the
first verb, and an event takes it from there on its own way up. What a clause has that begins with "after" or "because",
or a relative clause, does not date the clause outside, and nothing inside quotation marks dates what is outside.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from onrecord.coder.times.calendar import certain_prefix, moved
from onrecord.coder.times.grammar import looks_ahead, tells_past

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

    from onrecord.records import DateSource, Metadata, Span, Time

_MAX_STEPS = 12
"""Steps up a parse that are followed; real chains are shorter, and a broken parse must not make this slow."""

_OWN_TIME = frozenset("after before since until till if because as although though while unless once".split())
_BEFORE_NOUN = frozenset({"compound", "nmod", "nummod", "poss", "amod"})
_REPORTED = ("DATE", "TIME")


class _Attached(NamedTuple):
    """An expression with the tokens that it belongs to, nearest first."""

    time: Time
    tokens: range
    hosts: tuple[int, ...]


def date_span(
    doc: Doc, span: Span, times: Sequence[Time], meta: Metadata
) -> tuple[str | None, DateSource | None]:
    """The date of the event trigger or statement cue at ``span``, and what it was taken from.

    Args:
        doc: the parsed document.
        span: the trigger or cue.
        times: the document's expressions in text order (:func:`onrecord.coder.times.find_times`).
        meta: the document's metadata; its date is what undated news is dated with.

    Returns:
        An ISO prefix as precise as the expression is for certain, or None, and ``expression`` or ``document``.
    """
    trigger = doc.char_span(span.start, span.end, alignment_mode="expand")
    if trigger is None or not len(trigger):
        return None, None
    root = trigger.root
    governing = _governing(root, _attached(root, times), meta.date)
    if governing is not None and governing.value != "PRESENT_REF":
        value = certain_prefix(governing.value)
        return value, ("expression" if value else None)
    if shifted := _counted_from(root, times, meta):
        return shifted, "expression"
    return (meta.date, "document") if meta.date and _is_news(root) else (None, None)


def _attached(root: Token, times: Sequence[Time]) -> list[_Attached]:
    """The dates of the trigger's sentence that can date it, each with what it belongs to."""
    quoted = _quoted_tokens(root.sent)
    outside = root.i not in quoted
    found = [_attach(root.doc, time) for time in _in_sentence(root, times) if time.type in _REPORTED]
    return [one for one in found if one and not (outside and one.tokens.start in quoted)]


def _in_sentence(root: Token, times: Sequence[Time]) -> Iterator[Time]:
    start, end = root.sent.start_char, root.sent.end_char
    for i in range(bisect_left(times, start, key=lambda time: time.span.start), len(times)):
        if times[i].span.start >= end:
            return
        yield times[i]


def _quoted_tokens(sentence: DocSpan) -> frozenset[int]:
    """Indices of the sentence's tokens inside quotation marks; its paragraph tells whether it begins inside."""
    text = sentence.doc.text
    paragraph = text.rfind("\n", 0, sentence.start_char) + 1
    inside = text.count('"', paragraph, sentence.start_char) % 2 == 1
    inside = inside or text.count("“", paragraph, sentence.start_char) > text.count("”", paragraph, sentence.start_char)
    quoted = set()
    for token in sentence:
        if token.text in ('"', "“", "”", "``", "''"):
            inside = {"“": True, "``": True, "”": False, "''": False}.get(token.text, not inside)
        elif inside:
            quoted.add(token.i)
    return frozenset(quoted)


def _attach(doc: Doc, time: Time) -> _Attached | None:
    tokens = doc.char_span(time.span.start, time.span.end, alignment_mode="expand")
    if tokens is None or not len(tokens):
        return None
    return _Attached(time, range(tokens.start, tokens.end), tuple(_hosts(tokens.root)))


def _hosts(token: Token) -> Iterator[int]:
    """What an expression belongs to: the nouns that it stands in and the verb above them, or only the noun it precedes."""
    if token.dep_ in _BEFORE_NOUN and token.head.i > token.i and token.head.pos_ in ("NOUN", "PROPN"):
        yield token.head.i
        return
    for _ in range(_MAX_STEPS):
        if token.head.i == token.i:
            return
        token = token.head
        if token.pos_ != "ADP":
            yield token.i
        if token.pos_ in ("VERB", "AUX"):
            yield from _beyond_verb(token)
            return


def _beyond_verb(verb: Token) -> Iterator[int]:
    """The noun that a clause describes ("talks scheduled for May"), the verb above an infinitive ("met on Monday to press")."""
    if verb.dep_ in ("acl", "relcl") or (_is_infinitive(verb) and verb.dep_ in ("xcomp", "advcl")):
        yield verb.head.i


def _is_infinitive(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def _governing(root: Token, attached: Sequence[_Attached], today: str | None) -> Time | None:
    """The expression met first on the way up from the trigger; a past event is not dated after the document."""
    possible = [one for one in attached if _possible(root, one.time, today)]
    node: Token | None = root
    for _ in range(_MAX_STEPS):
        if node is None:
            return None
        for word in (node, *_later_conjuncts(node)):
            if found := _nearest(word, possible):
                return found
        node = _above(node)
    return None


def _nearest(word: Token, attached: Sequence[_Attached]) -> Time | None:
    """The expression that belongs to the word most closely; one with a date goes before one without."""
    ranked = [
        (certain_prefix(one.time.value) is None, one.hosts.index(word.i), abs(one.tokens.start - word.i), n)
        for n, one in enumerate(attached)
        if word.i in one.hosts
    ]
    within = [one.time for one in attached if word.dep_ in ("relcl", "acl", "advcl") and word.head.i in one.tokens]
    return attached[min(ranked)[-1]].time if ranked else within[0] if within else None


def _later_conjuncts(node: Token) -> Iterator[Token]:
    """Verbs joined to this one that share its subject: "resigned and surrendered in March"."""
    for child in node.children:
        if child.dep_ == "conj" and child.pos_ == node.pos_ and not any(c.dep_.startswith("nsubj") for c in child.children):
            yield child


def _above(node: Token) -> Token | None:
    """The word whose time the node shares, or None where the node's clause has a time of its own."""
    if node.head.i == node.i or node.dep_ in ("relcl", "parataxis") or (node.dep_ == "acl" and node.tag_ == "VBN"):
        return None
    if node.dep_ == "advcl" and any(c.dep_ in ("mark", "advmod") and c.lower_ in _OWN_TIME for c in node.children):
        return None
    return node.head


def _possible(root: Token, time: Time, today: str | None) -> bool:
    value = certain_prefix(time.value)
    if value is None or today is None or not tells_past(root) or looks_ahead(root):
        return True
    tomorrow = moved(today, "D", 1) if len(today) == len("2025-03-08") else today
    return value <= (tomorrow or today)[: len(value)]


def _counted_from(root: Token, times: Sequence[Time], meta: Metadata) -> str | None:
    return None


def _is_news(root: Token) -> bool:
    return True
