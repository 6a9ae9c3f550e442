"""The date of an event or a statement: from the expression that governs it, else the document's where that is news.

First syntax (:mod:`onrecord.coder.times.attachment`), then the sentence before that a past one goes on to tell about,
then the document's date. Of the gold triggers' dates 0.86 come right on the training and 0.85 on the development data.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from onrecord.coder.layers import text_of
from onrecord.coder.times.attachment import MAX_STEPS, above, attached_times, governing, near
from onrecord.coder.times.calendar import certain_prefix, moved
from onrecord.coder.times.grammar import governing_verb, looks_ahead, tells_past

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from onrecord.records import DateSource, Metadata, Span, Time

LEDE = 600
"""Characters from the start within which the present perfect is news ("has rejected"), not history."""

_LENGTH = re.compile(r"P(\d{1,4})([DWMY])", re.ASCII)


def date_span(doc: Doc, span: Span, times: Sequence[Time], meta: Metadata) -> tuple[str | None, DateSource | None]:
    """The date of the event trigger or statement cue at ``span``, and what it was taken from.

    Args:
        doc: the parsed document.
        span: the trigger or cue.
        times: the document's expressions in text order (:func:`onrecord.coder.times.find_times`).
        meta: the document's metadata; its date is what undated news is dated with.

    Returns:
        An ISO prefix as precise as the expression is for certain, or None, and what it was taken from; ``context`` is
        an expression further up in the sentence or in the one before.
    """
    trigger = doc.char_span(span.start, span.end, alignment_mode="expand")
    if trigger is None or not len(trigger):
        return None, None
    root = trigger.root
    if counted := _counted_from(root, times, meta.date):
        return counted, "expression"
    attached = attached_times(root, times)
    found = governing(root, attached, meta.date)
    if found is not None and found.time.value != "PRESENT_REF":
        value = certain_prefix(found.time.value)
        return value, ("expression" if found.close else "context") if value else None
    if not attached and (told := _told_before(root, times, meta.date)):
        return told, "context"
    value = _news_date(root, meta.date)
    return value, ("document" if value else None)


def _counted_from(root: Token, times: Sequence[Time], today: str | None) -> str | None:
    """'five days after he was arrested': so long before what the outer clause tells, or before the document's day."""
    for time in near(root, times):
        length = _LENGTH.fullmatch(time.value or "") if time.type == "DURATION" else None
        link = _link_after(root.doc, time) if length else None
        if length is None or link is None or not _under(root, link):
            continue
        outer = link.head.head if link.dep_ == "mark" else link.head
        start = _date_before(root.doc, time, times) or _date_of(outer, times, today) or today
        count = int(length[1]) * (-1 if link.lower_ == "after" else 1)
        return certain_prefix(moved(start, length[2], count)) if start else None
    return None


def _date_before(doc: Doc, duration: Time, times: Sequence[Time]) -> str | None:
    """The date that a duration stands in apposition to: "in 2019, a year after he left"."""
    following = bisect_left(times, duration.span.start, key=lambda time: time.span.start)
    before = times[following - 1] if following else None
    if before is None or before.type != "DATE":
        return None
    apposed = text_of(doc)[before.span.end : duration.span.start].strip() == ","
    return certain_prefix(before.value or "") if apposed else None


def _date_of(word: Token, times: Sequence[Time], today: str | None) -> str | None:
    """The certain part of the date that governs a word."""
    found = governing(word, attached_times(word, times), today)
    return certain_prefix(found.time.value) if found else None


def _link_after(doc: Doc, time: Time) -> Token | None:
    """The "after" or "before" that follows a duration."""
    tokens = doc.char_span(time.span.start, time.span.end, alignment_mode="expand")
    at = tokens.end if tokens is not None else len(doc)
    if doc[at : at + 3].text == "to the day":
        at += 3
    if at >= len(doc):
        return None
    link = doc[at]
    return link if link.lower_ in ("after", "before") and link.dep_ in ("mark", "prep") else None


def _under(token: Token, link: Token) -> bool:
    """Whether a word stands in the clause or phrase that the link opens, not in a further clause of it."""
    top = link.head if link.dep_ == "mark" else link
    node: Token | None = token
    for _ in range(MAX_STEPS):
        if node is None or node.i == top.i:
            return node is not None
        node = node.head if node.head.i == top.i else above(node)
    return False


def _told_before(root: Token, times: Sequence[Time], today: str | None) -> str | None:
    """The date of the sentence before, which a past sentence without its own goes on to tell about."""
    sentence = root.sent
    if sentence.start == 0 or not tells_past(sentence.root):
        return None
    before = root.doc[sentence.start - 1].sent.root
    return _date_of(before, times, today) if tells_past(before) else None


def _news_date(root: Token, today: str | None) -> str | None:
    """The document's date where the clause reports news of that day.

    Not what is to come or had been, unless someone says so there. What "has been" counts as news only in the lede;
    later it is dated with the year (of such acts in the wire training data's gold, half have no date at all).
    """
    verb = root if root.pos_ in ("VERB", "AUX") else governing_verb(root)
    if verb is None or today is None:
        return today
    marks = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if not _is_reported(root) and ("had" in marks or looks_ahead(verb)):
        return None
    background = not marks.isdisjoint(("has", "have")) and root.sent.start_char > LEDE
    return today[:4] if background else today


def _is_reported(token: Token) -> bool:
    """Whether the word stands in what someone says, thinks or announces."""
    for _ in range(MAX_STEPS):
        if token.dep_ == "ccomp":
            return True
        token = token.head
    return False
