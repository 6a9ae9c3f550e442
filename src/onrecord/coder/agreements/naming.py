"""Where the proper name of an agreement starts and ends, and the acronym that is introduced for it."""

from __future__ import annotations

import calendar
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

_JOINERS = frozenset({"on", "of", "for", "the", "to", "and"})
_ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Z0-9]*s?")
_DATES = frozenset({*calendar.day_name, *calendar.month_name} - {""})
"""Capitalised words after a name that tell when: "suspended the Algiers Accord on Monday"."""

YEAR = re.compile(r"(?:19|20)\d\d")


def proper_name(before: DocSpan, noun: DocSpan, right: int, *, known: bool) -> DocSpan | None:
    """The capitalised run around the noun, if the noun itself is part of a name."""
    if known:
        return noun
    if not all(token.text[0].isupper() for token in noun if token.pos_ in {"NOUN", "PROPN"}):
        return None
    start = noun.start
    while start > before.start and _may_be_named(noun.doc[start - 1]):
        start -= 1
    piece = noun.doc[start:right]
    return piece if any(token.text[0].isupper() for token in piece if token not in noun) else None


def _may_be_named(token: Token) -> bool:
    return token.text[0].isupper() or token.text == "-" or YEAR.fullmatch(token.text) is not None


def proper_end(noun: DocSpan) -> int:
    """Where a name ends that goes on after its noun: "Treaty on the Non-Proliferation of Nuclear Weapons"."""
    doc, end, at = noun.doc, noun.end, noun.end
    if not noun[-1].text[0].isupper() or at >= len(doc) or doc[at].lower_ not in {"on", "of", "for"}:
        return end
    while at < noun.sent.end:
        token = doc[at]
        if token.text in _DATES:
            break
        if token.text[0].isupper() or token.text == "-":
            end = at + 1
        elif token.lower_ not in _JOINERS:
            break
        at += 1
    return end


def introduced_acronym(doc: Doc, end: int) -> str | None:
    """The acronym in brackets right after a name."""
    if end + 2 < len(doc) and doc[end].text == "(" and doc[end + 2].text == ")":
        found = _ACRONYM.fullmatch(doc[end + 1].text)
        return found.group() if found else None
    return None
