"""What the reader of an expression is given: its words, the document's date, the grammar, and what was mentioned."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

from onrecord.coder.times import calendar, numbers

if TYPE_CHECKING:
    import re

    from onrecord.coder.times.lexer import Words
    from onrecord.records import TimexType


class Reading(NamedTuple):
    """What an expression says: its TIMEX3 type and its value, None where that cannot be told.

    ``clock`` is the part of a TIME value behind the T, which keeps its meaning when a day is found beside it;
    ``period`` the reporting period that the expression sets for the figures after it.
    """

    type: TimexType
    value: str | None
    clock: str | None = None
    period: str | None = None


class Grammar(Protocol):
    """What the readers ask of the sentence around an expression."""

    def tag(self, offset: int) -> str:
        """Penn Treebank tag of the word that holds the character; empty where there is no parse."""

    def future(self, offset: int) -> bool:
        """Whether the clause around the character speaks of what is to come."""

    def past(self, offset: int) -> bool:
        """Whether the clause around the character tells what was."""

    def counts(self, offset: int) -> bool:
        """Whether the number at the character counts a plural noun after it ("2000 troops")."""


@dataclass(frozen=True, slots=True)
class NoGrammar:
    """The grammar of a text that was not parsed: nothing is known but which way it looks as a whole."""

    ahead: bool = False

    def tag(self, offset: int) -> str:
        """Nothing is known."""
        return ""

    def future(self, offset: int) -> bool:
        """The text's own way."""
        return self.ahead

    def past(self, offset: int) -> bool:
        """Nothing is known."""
        return False

    def counts(self, offset: int) -> bool:
        """Nothing is known."""
        return False


@dataclass(slots=True)
class Discourse:
    """What the document has mentioned so far: the last value of each precision, and the period that figures are of."""

    last: dict[str, str] = field(default_factory=dict)
    period: str | None = None
    focus: str | None = None

    def see(self, reading: Reading) -> None:
        """Takes up one reading, in text order."""
        self.period = reading.period or self.period
        value = reading.value[:10] if reading.value and reading.type == "TIME" else reading.value
        unit = calendar.grain(value)
        if unit is not None and value is not None:
            self.last[unit] = self.focus = value


@dataclass(frozen=True, slots=True)
class Scene:
    """The document's side of reading an expression."""

    words: Words
    anchor: calendar.Anchor | None
    grammar: Grammar
    discourse: Discourse


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a pattern matched. Groups are named in the pattern."""

    words: Words
    match: re.Match[str]

    @property
    def start(self) -> int:
        """Index of the first word."""
        return self.match.start()

    @property
    def stop(self) -> int:
        """Index behind the last word."""
        return self.match.end()

    @property
    def offset(self) -> int:
        """Character at which the expression begins."""
        return self.words.starts[self.match.start()]

    def unbroken(self) -> bool:
        """Whether no white space stands within the expression."""
        return all(self.words.touches(i) for i in range(self.start + 1, self.stop))

    def has(self, group: str) -> bool:
        """Whether the pattern has the group and it took part."""
        return group in self.match.re.groupindex and bool(self.match[group])

    def at(self, group: str) -> int:
        """Index of the group's first word."""
        return self.match.start(group)

    def value(self, group: str) -> str:
        """What the group's first word stands for; empty if the group took no part."""
        return self.words.values[self.match.start(group)] if self.has(group) else ""

    def form(self, group: str) -> str:
        """The group's first word in lower case; empty if it took no part."""
        return self.words.forms[self.match.start(group)] if self.has(group) else ""

    def count(self) -> int | None:
        """How many: the number of the group ``count``, or two for a couple."""
        return 2 if self.has("couple") else self.number("count")

    def number(self, group: str) -> int | None:
        """The number that the group's words spell, in figures or in words."""
        if not self.has(group):
            return None
        return numbers.read(self.words.values[self.match.start(group) : self.match.end(group)])
