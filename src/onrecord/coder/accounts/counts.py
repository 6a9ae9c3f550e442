"""One act counted twice, the second time lower: "five rebels died", "only one rebel was killed"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder.syntax import SUBJECTS, children, coordinated
from onrecord.ontology import accounts as words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from spacy.tokens import Token

    from onrecord.coder.accounts.propositions import Proposition

NEAR = 400
"""Words within which a count answers another; further apart the text tells of another occasion."""


def find_recounts(
    said: Iterable[Proposition], apart: Callable[[Proposition, Proposition], bool]
) -> Iterator[tuple[Proposition, Proposition]]:
    """Each count that is lowered, after the nearest one before it of the same act by another source."""
    counted: dict[str, list[Proposition]] = {}
    for proposition in sorted(said, key=lambda one: one.head.i):
        numbers = _numbers(proposition.head)
        if not numbers or not proposition.act or not proposition.positive:
            continue
        before = counted.setdefault(proposition.act, [])
        if any(_is_lowered(number) for number in numbers):
            yield from _answered(proposition, before, apart)
        before.append(proposition)


def _answered(
    answer: Proposition, before: list[Proposition], apart: Callable[[Proposition, Proposition], bool]
) -> Iterator[tuple[Proposition, Proposition]]:
    figures = {number.lower_ for number in _numbers(answer.head)}
    for one in reversed(before):
        if answer.head.i - one.head.i > NEAR:
            return
        if apart(one, answer) and figures.isdisjoint(number.lower_ for number in _numbers(one.head)):
            yield one, answer
            return


def _numbers(verb: Token) -> list[Token]:
    """The numbers of whom a verb is about."""
    counted = [phrase for child in children(verb, *SUBJECTS, "dobj") for phrase in coordinated(child)]
    return [number for phrase in counted for number in children(phrase, "nummod")]


def _is_lowered(number: Token) -> bool:
    """Whether "only" or the like stands before the number, or before the phrase that it counts."""
    marks = [*number.children, *(child for child in number.head.children if child.i < number.i)]
    return any(mark.lower_ in words.lowering() for mark in marks)
