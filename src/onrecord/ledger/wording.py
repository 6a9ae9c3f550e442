"""The words of a statement, and how far two statements are in the same words.

Three ways in which outlets give one utterance were told apart on real reports: the same words, the same quotation cut
at other places or copied with a slip, and the same content told in the reporter's words. Thresholds stand where reading
pairs of reports of one press conference or speech, and pairs that only sound alike, parted them (docs/measures.md).
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.ledger.identity import words
from onrecord.ledger.word_differences import quotation

if TYPE_CHECKING:
    from onrecord.ledger.views import SameWordsRule
    from onrecord.records import StatementKind

SHORTEST = 3
"""Contents of fewer words ("Smith", "the plan") say nothing by themselves: to back and to blame him have the same."""

QUOTED, QUOTED_WORDS = 0.6, 4
QUOTED_SHORT, SHORT_WORDS = 0.9, 6
"""Share of the shorter quotation's word pairs that must stand in the other, and its length; short ones need more. Still
shorter ones ("we are ready") are said by many on many days."""

TOLD, TOLD_ALIKE = 0.6, 0.5
TOLD_WHOLE = 0.9
TOLD_WORDS = 6
"""For contents in the reporter's words: the share of the shorter one's word pairs, with more than this share of all
words of both; or nearly all of the shorter one's pairs, where one report cuts the other's short. Both over a length."""

RUN, WINDOW = 3, 3
"""Words in a run, and runs of which one is taken."""

_NEGATIONS = frozenset({"not", "no", "never", "nor", "none", "neither", "without", "cannot", "t"})
"""Of ``words``; "t" is what is left of "isn't"."""

_NUMBERS = frozenset(
    (
        *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
        *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty"),
        *("sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "hundreds", "thousands", "dozen", "dozens"),
    )
)
"""A count that was put right is another statement."""

_REPORTED = {
    "i": "he",
    "we": "they",
    "my": "his",
    "our": "their",
    "would": "will",
    "could": "can",
    "might": "may",
    "had": "has",
    "have": "has",
    "was": "is",
    "were": "are",
}
"""What reported speech makes of a speaker's words: he for I, would for will."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a content, and those that it gives between quotation marks; all of them for direct speech."""

    words: tuple[str, ...]
    quoted: tuple[str, ...]

    @staticmethod
    def of(content: str, kind: StatementKind) -> Wording:
        """The wording of a content as a report has it."""
        return Wording(tuple(words(content).split()), tuple(words(quotation(content, kind)).split()))

    @property
    def is_short(self) -> bool:
        """Whether the words are too few to be one utterance by themselves."""
        return len(self.words) < SHORTEST

    @property
    def told(self) -> tuple[str, ...]:
        """The words as reported speech would have them."""
        return tuple(_REPORTED.get(word, word) for word in self.words)


@dataclass(frozen=True, slots=True)
class Likeness:
    """That two wordings are of one utterance: by which rule, how alike, over how many words of the shorter."""

    rule: SameWordsRule
    share: float
    length: int

    @property
    def reason(self) -> str:
        """What was compared."""
        if self.rule == "same_words":
            return f"the same {self.length} words"
        what = "quoted words" if self.rule == "same_quotation" else "words of the content"
        return f"{self.share:.0%} of the pairs of {self.length} {what}"


def likeness(one: Wording, other: Wording) -> Likeness | None:
    """How far two wordings are the same, None if they are not; the same both ways round."""
    if one.words == other.words:
        return None if one.is_short else Likeness("same_words", 1.0, len(one.words))
    return _same_quotation(one.quoted, other.quoted) or _same_content(one, other)


def fingerprints(wording: Wording) -> frozenset[str]:
    """Runs of three words by which wordings that may be alike are found; a shorter wording is one run.

    Of every three runs in a row one is taken, always the same one, so that wordings with five words in a row in common
    share one: winnowing (Schleimer, Wilkerson and Aiken 2003).
    """
    told = wording.told
    runs = [" ".join(told[start : start + RUN]) for start in range(max(1, len(told) - RUN + 1))]
    ranked = [(zlib.crc32(run.encode()), run) for run in runs]
    return frozenset(min(ranked[start : start + WINDOW])[1] for start in range(max(1, len(ranked) - WINDOW + 1)))


def _same_quotation(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness | None:
    shorter = min(len(one), len(other))
    share = _share(one, other)
    needed = QUOTED_SHORT if shorter < SHORT_WORDS else QUOTED
    return Likeness("same_quotation", share, shorter) if shorter >= QUOTED_WORDS and share >= needed else None


def _same_content(one: Wording, other: Wording) -> Likeness | None:
    shorter = min(len(one.words), len(other.words))
    if shorter < TOLD_WORDS or _contradict(one.words, other.words):
        return None
    share, ours, theirs = _share(one.told, other.told), set(one.told), set(other.told)
    alike = len(ours & theirs) / len(ours | theirs)
    enough = share >= TOLD_WHOLE or (share >= TOLD and alike > TOLD_ALIKE)
    return Likeness("same_content", share, shorter) if enough else None


def _contradict(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one denies what the other says, or each has a figure that the other has not."""
    figures = [{word for word in said if word.isdigit() or word in _NUMBERS} for said in (one, other)]
    denied = [any(word in _NEGATIONS for word in said) for said in (one, other)]
    return denied[0] != denied[1] or bool(figures[0] - figures[1] and figures[1] - figures[0])


def _share(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """The share of the word pairs of the one with fewer that stand in the other."""
    ours, theirs = _runs(one, 2), _runs(other, 2)
    fewer = min(len(ours), len(theirs))
    return len(ours & theirs) / fewer if fewer else 0.0


@lru_cache(maxsize=4096)
def _runs(said: tuple[str, ...], length: int) -> frozenset[tuple[str, ...]]:
    return frozenset(said[i : i + length] for i in range(len(said) - length + 1)) if length else frozenset()
