"""Where sentences must start, said before the parse: at paragraphs and after headings, and inside what has no end.

The parser makes one sentence of a text without end marks, however long. Asking a token of such a sentence for its
children or its sentence takes time with the sentence's length, so that steps which ask this of every token would take
square time. A stretch that no writer would call a sentence is therefore cut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from spacy.tokens import Doc
    from thinc.types import Ints2d

LONGEST = 400
"""Tokens without an end mark from which a stretch is cut; the longest of a thousand articles is under 150."""

_ENDS = frozenset({".", "!", "?", "…", "...", ";"})
_PAUSES = frozenset({",", ":", ")", "-", "–", "—"})


def mark_sentence_starts(doc: Doc, starts: frozenset[int]) -> None:
    """Lets a sentence start at each of the offsets, which spaCy's parser then keeps, and cuts what is too long.

    Set for all tokens at once: spaCy looks through the whole document each time that ``is_sent_start`` is assigned.
    """
    marks = np.isin(doc.to_array("IDX"), list(starts))
    marks[list(_cuts(doc, marks))] = True
    doc.from_array(["SENT_START"], cast("Ints2d", marks.astype(np.uint64)))


def _cuts(doc: Doc, marks: NDArray[np.bool_]) -> Iterator[int]:
    """Tokens at which a stretch without an end mark is cut: after a comma or the like in its second half, if any."""
    first = pause = 0
    for token, starts in zip(doc, marks.tolist(), strict=True):
        if starts:
            first = token.i
        elif token.i - first >= LONGEST:
            first = pause if pause > first + LONGEST // 2 else token.i
            yield first
        if token.text in _ENDS:
            first = token.i + 1
        elif token.text in _PAUSES:
            pause = token.i + 1
