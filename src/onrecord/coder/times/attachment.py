"""What an expression belongs to in the parse, and which expression an event or a statement is governed by.

An expression belongs to the words above it, from the noun that it stands in up to the first verb; an event takes it
from there on its own way up. What a clause has that begins with "after" or "because", or a relative clause, does not
date the clause outside, and nothing inside quotation marks dates what is outside.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from onrecord.coder.times.calendar import certain_prefix, moved
from onrecord.coder.times.grammar import looks_ahead, tells_past
from onrecord.coder.times.vocabulary import cues

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

    from onrecord.records import Time

MAX_STEPS = 12
"""Steps up a parse that are followed; real chains are shorter, and a broken parse must not make this slow."""

_NEAR = 200
"""Tokens on either side in which an expression can govern a trigger; longer sentences are lists or no sentences."""

_QUOTED = "onrecord_quoted_tokens"
_MARKS = {'"': None, "“": True, "”": False, "``": True, "''": False}
"""Quotation marks: whether they open, or None where only their order tells."""

_BEFORE_NOUN = frozenset({"compound", "nmod", "nummod", "poss", "amod"})
_AT = frozenset({"at", "in", "during"})
_SAID = frozenset({"ccomp", "xcomp"})
_INSIDE_TELLS_OUTSIDE = frozenset({"since", "when"})
"""Clauses whose time is also their head's: "closed since it withdrew in May", "collapsed when in May it ended"."""


class Attached(NamedTuple):
    """An expression with the tokens that it belongs to, nearest first."""

    time: Time
    tokens: range
    hosts: tuple[int, ...]


def attached_times(root: Token, times: Sequence[Time]) -> list[Attached]:
    """The dates around the trigger that can date it, each with what it belongs to."""
    quoted = _quoted_tokens(root.doc)
    outside = root.i not in quoted
    found = [_attach(root.doc, time) for time in near(root, times) if _dates(time)]
    return [one for one in found if one and not (outside and one.tokens.start in quoted)]


def _dates(time: Time) -> bool:
    """Whether the expression can say when something was; "soon" and "the future" put nothing on the calendar."""
    return time.type in ("DATE", "TIME") and time.value != "FUTURE_REF"


def _window(root: Token) -> DocSpan:
    """The trigger's sentence, as far as it lies near the trigger."""
    sentence = root.sent
    return root.doc[max(sentence.start, root.i - _NEAR) : min(sentence.end, root.i + _NEAR)]


def near(root: Token, times: Sequence[Time]) -> Iterator[Time]:
    """The expressions in the trigger's sentence, as far as it lies near the trigger."""
    window = _window(root)
    for i in range(bisect_left(times, window.start_char, key=lambda time: time.span.start), len(times)):
        if times[i].span.start >= window.end_char:
            return
        yield times[i]


def _quoted_tokens(doc: Doc) -> frozenset[int]:
    """Indices of the tokens inside quotation marks, paragraph by paragraph; worked out once a document."""
    known: frozenset[int] | None = doc.user_data.get(_QUOTED)
    if known is None:
        known = doc.user_data[_QUOTED] = frozenset(_inside_marks(doc))
    return known


def _inside_marks(doc: Doc) -> Iterator[int]:
    inside = False
    for token in doc:
        if token.text in _MARKS:
            opens = _MARKS[token.text]
            inside = not inside if opens is None else opens
        elif "\n" in token.text:
            inside = False
        elif inside:
            yield token.i


def _attach(doc: Doc, time: Time) -> Attached | None:
    tokens = doc.char_span(time.span.start, time.span.end, alignment_mode="expand")
    if tokens is None or not len(tokens):
        return None
    return Attached(time, range(tokens.start, tokens.end), tuple(_hosts(tokens.root)))


def _hosts(token: Token) -> Iterator[int]:
    """The nouns that an expression stands in and the verb above them, or only the noun that it precedes."""
    if token.dep_ in _BEFORE_NOUN and token.head.i > token.i and token.head.pos_ in ("NOUN", "PROPN"):
        yield token.head.i
        yield from _beyond_noun(token.head)
        return
    for _ in range(MAX_STEPS):
        if token.head.i == token.i:
            return
        token = token.head
        if token.pos_ != "ADP":
            yield token.i
        if token.pos_ in ("VERB", "AUX"):
            yield from _beyond_verb(token)
            return


def _beyond_noun(noun: Token) -> Iterator[int]:
    """The verb of what was done there: "at Monday's talks they agreed", "in a statement issued on Monday they said"."""
    if noun.dep_ == "pobj" and noun.head.lower_ in _AT and noun.head.head.pos_ == "VERB":
        yield noun.head.head.i


def _beyond_verb(verb: Token) -> Iterator[int]:
    """The noun that a clause describes ("talks scheduled for May"), the verb above an infinitive or a since-clause."""
    if verb.dep_ in ("acl", "relcl"):
        yield verb.head.i
        if verb.dep_ == "acl":
            yield from _beyond_noun(verb.head)
    elif _shares_time_with_head(verb):
        yield verb.head.i


def _shares_time_with_head(verb: Token) -> bool:
    if verb.dep_ in ("xcomp", "advcl") and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children):
        return True
    return verb.dep_ == "advcl" and not _INSIDE_TELLS_OUTSIDE.isdisjoint(_openers(verb))


def _openers(verb: Token) -> Iterator[str]:
    """The conjunctions and adverbs of a clause."""
    return (child.lower_ for child in verb.children if child.dep_ in ("mark", "advmod"))


class Governing(NamedTuple):
    """The expression that dates a trigger, and whether it stands with it: with the word itself or the one above, unless
    the trigger is what that one says. 0.92 of such dates are right on the training data's triggers, of others 0.76.
    """

    time: Time
    close: bool


def governing(root: Token, attached: Sequence[Attached], today: str | None) -> Governing | None:
    """The expression met first on the way up from the trigger; a past event is not dated after the document."""
    possible = [one for one in attached if _possible(root, one.time, today)]
    node: Token | None = root
    for step in range(MAX_STEPS):
        if node is None:
            return None
        for word in (node, *_later_conjuncts(node)):
            if found := _nearest(word, possible):
                return Governing(found, step == 0 or (step == 1 and root.dep_ not in _SAID))
        node = above(node)
    return None


def _nearest(word: Token, attached: Sequence[Attached]) -> Time | None:
    """The expression that belongs to the word most closely; days go before times of day, dates before references."""
    ranked = sorted((one for one in attached if word.i in one.hosts), key=lambda one: _rank(one, word))
    if ranked:
        return ranked[0].time
    clause = word.dep_ in ("relcl", "acl", "advcl")  # "in 1974, when troops invaded" hangs on the year itself
    return next((one.time for one in attached if clause and word.head.i in one.tokens), None)


def _rank(one: Attached, word: Token) -> tuple[bool, bool, int, int]:
    undated = certain_prefix(one.time.value) is None
    return undated, one.time.type == "TIME", one.hosts.index(word.i), abs(one.tokens.start - word.i)


def _later_conjuncts(node: Token) -> Iterator[Token]:
    """Verbs joined to this one that share its subject: "resigned and surrendered in March"."""
    joined = (child for child in node.children if child.dep_ == "conj" and child.pos_ == node.pos_)
    return (word for word in joined if not any(child.dep_.startswith("nsubj") for child in word.children))


def above(node: Token) -> Token | None:
    """The word whose time the node shares, or None where the node's clause has a time of its own."""
    if node.head.i == node.i or node.dep_ in ("relcl", "parataxis") or (node.dep_ == "acl" and node.tag_ == "VBN"):
        return None
    if node.dep_ == "advcl" and not cues("own_time").isdisjoint(_openers(node)):
        return None
    return node.head


def _possible(root: Token, time: Time, today: str | None) -> bool:
    value = certain_prefix(time.value)
    if value is None or today is None or not tells_past(root) or looks_ahead(root):
        return True
    tomorrow = moved(today, "D", 1) if len(today) == len("2025-03-08") else today
    return value <= (tomorrow or today)[: len(value)]
