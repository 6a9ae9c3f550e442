"""Time expressions: found in the text and normalised to TimeML TIMEX3 against the document's date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder.layers import text_of
from onrecord.coder.times import tagger
from onrecord.coder.times.calendar import Anchor
from onrecord.coder.times.grammar import ParsedGrammar
from onrecord.coder.times.lexer import lex
from onrecord.coder.times.newsday import news_day
from onrecord.coder.times.quoted import read_quoted
from onrecord.coder.times.scene import Discourse, NoGrammar, Scene

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc

    from onrecord.records import Span, Time

__all__ = ["find_times", "read_times"]


def find_times(doc: Doc, anchor: str | None, quotations: Iterable[Span] = ()) -> tuple[Time, ...]:
    """The time expressions of a tagged and parsed document, in text order.

    Args:
        doc: tags, lemmas, dependencies and sentences are read.
        anchor: ISO date of the document, as precise as it is known, or None; then relative values are None.
        quotations: spans of quotations, inside of which the day when they were said counts.
    """
    words, grammar = lex(text_of(doc)), ParsedGrammar(doc)
    day = news_day(words, grammar, Anchor.parse(anchor))
    found = tagger.read(Scene(words, day, grammar, Discourse()))
    return read_quoted(doc, found, quotations, grammar, day)


def read_times(text: str, anchor: str | None, *, ahead: bool = False) -> tuple[Time, ...]:
    """The time expressions of a text that was not parsed, such as a dateline or a revision note.

    Args:
        text: offsets of the result are into it.
        anchor: as in :func:`find_times`.
        ahead: whether a bare weekday or month is the next one, not the last.
    """
    scene = Scene(lex(text), Anchor.parse(anchor), NoGrammar(ahead), Discourse())
    return tagger.read(scene)
