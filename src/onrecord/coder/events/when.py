"""When an event took place, and whether the text tells it as news or as history."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from onrecord.coder import syntax

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.records import Factuality, Section

PERFECT = frozenset({"has", "have", "had", "'ve", "’ve"})
PASSIVE_PAST = frozenset({"was", "were"})

HISTORY = timedelta(days=45)
"""An event this long before its document is background: daily news looks back a month ("last month", "in March")."""


def is_future(event: str | None, published: str | None) -> bool:
    """Whether an event's date lies after the document's; both ISO prefixes, compared at the coarser precision."""
    if event is None or published is None:
        return False
    length = min(len(event), len(published), 10)
    return event[:length] > published[:length]


def is_background(trigger: Token, event: str | None, published: str | None, section: Section | None) -> bool:
    """Whether the text tells the event as earlier history: long past, in the pluperfect, or under a context heading."""
    if _is_long_past(event, published):
        return True
    if section is not None and section.role == "context":
        return True
    return _is_pluperfect(trigger)


def is_past(trigger: Token) -> bool:
    """Whether the grammar tells the event as done: "met", "has met", "were held"."""
    verb = _clause(trigger)
    if verb is None:
        return False
    done = verb.tag_ == "VBD" or any(child.lower_ in PERFECT for child in verb.children if child.dep_ == "aux")
    return done or any(child.lower_ in PASSIVE_PAST for child in verb.children if child.dep_ == "auxpass")


def as_dated(value: Factuality, trigger: Token, event: str | None, published: str | None) -> Factuality:
    """What is dated after the document has not happened yet, unless told as done ("meets Putin on Friday")."""
    return "PR+" if value == "CT+" and is_future(event, published) and not is_past(trigger) else value


def _clause(trigger: Token) -> Token | None:
    return trigger if trigger.pos_ in syntax.VERBAL else syntax.host_verb(trigger)


def _is_long_past(event: str | None, published: str | None) -> bool:
    if event is None or published is None:
        return False
    if len(event) < 10 or len(published) < 10:
        length = min(len(event), len(published))
        return event[:length] < published[:length] and (length == 4 or _months(published) - _months(event) > 1)
    try:
        return date.fromisoformat(published[:10]) - date.fromisoformat(event[:10]) > HISTORY
    except ValueError:
        return False


def _months(prefix: str) -> int:
    return int(prefix[:4]) * 12 + int(prefix[5:7] or 0)


def _is_pluperfect(trigger: Token) -> bool:
    verb = _clause(trigger)
    if verb is None or verb.dep_ == "ccomp":  # "said it had killed": reported speech only shifts the tense
        return False
    return any(child.dep_ == "aux" and child.lower_ == "had" for child in verb.children)
