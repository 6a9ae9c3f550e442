"""Quotations without words that give them a speaker: they go on with the attribution before, or stand alone.

'He called it "reckless." "We will respond in kind."': in PolNeAR the second quotation is a further content span of the
attribution before it, in its paragraph; or in the paragraph before, when the quotation is a paragraph of its own.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.coder.statements.attribution import Attribution

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.coder.statements.passages import Passage
    from onrecord.records import Span

MIN_WORDS = 5
"""Shorter quotations that stand alone are titles and slogans more often than speech."""

MIN_LONELY_WORDS = 12
"""From this length on a quotation is a statement though no source is known."""


def continue_speech(
    attributions: Sequence[Attribution], silent: Iterable[Passage], paragraphs: Sequence[Span]
) -> list[Attribution]:
    """The attributions, in order of their first content, with what goes on with them; lonely speech has no source."""
    found = list(attributions)
    starts = [attribution.content[0].start for attribution in attributions]
    openings = [paragraph.start for paragraph in paragraphs]
    covered = _Cover(attributions)
    lonely: list[Attribution] = []
    for passage in silent:
        span = passage.quotation.span
        if not passage.stands_alone or passage.words < MIN_WORDS or covered.holds(span.start + 1):
            continue
        before = bisect_right(starts, span.start) - 1
        if before >= 0 and _within_reach(found[before], passage, openings):
            found[before] = replace(found[before], content=(*found[before].content, *passage.quotation.parts))
        elif passage.words >= MIN_LONELY_WORDS:
            lonely.append(Attribution(None, None, passage.quotation.parts, "quotation, no cue"))
    return sorted((*found, *lonely), key=lambda attribution: attribution.content[0])


def _within_reach(attribution: Attribution, passage: Passage, openings: Sequence[int]) -> bool:
    """Whether the attribution ends in the passage's paragraph, or right before a paragraph that is all quotation."""
    place = bisect_right(openings, attribution.content[-1].end - 1) - 1
    if place == passage.paragraph:
        return True
    whole = passage.quotation.span.start == openings[passage.paragraph]
    return whole and passage.paragraph - place == 1


class _Cover:
    """Answers whether a character is content of some attribution."""

    def __init__(self, attributions: Iterable[Attribution]) -> None:
        spans = sorted(span for attribution in attributions for span in attribution.content)
        self._starts: list[int] = []
        self._ends: list[int] = []
        reach = 0
        for span in spans:
            reach = max(reach, span.end)
            self._starts.append(span.start)
            self._ends.append(reach)

    def holds(self, offset: int) -> bool:
        number = bisect_right(self._starts, offset) - 1
        return number >= 0 and offset < self._ends[number]
