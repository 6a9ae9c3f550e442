"""spaCy's tokenizer, bounded.

The tokenizer takes punctuation off a run without blanks mark by mark and copies the rest each time: 4,000 quotation
marks in a row take it 3 seconds, 8,000 take 15. Cutting runs that no language writes makes it linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.tokens import Doc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokenizer import Tokenizer

LONGEST_RUN = 200
"""Characters without a blank; only addresses and hostile texts have longer runs."""

_LONG = re.compile(rf"\S{{{LONGEST_RUN + 1},}}")


@dataclass(frozen=True, slots=True)
class BoundedTokenizer:
    """Tokenizes as ``inner`` does; runs longer than :data:`LONGEST_RUN` are cut first."""

    inner: Tokenizer

    def __call__(self, text: str) -> Doc:
        """The tokens of ``text``, in which nothing is lost."""
        if _LONG.search(text) is None:
            doc: Doc = self.inner(text)
            return doc
        words: list[str] = []
        spaces: list[bool] = []
        for piece in _pieces(text):
            for token in self.inner(piece):
                words.append(token.text)
                spaces.append(bool(token.whitespace_))
        return Doc(self.inner.vocab, words=words, spaces=spaces)


def _pieces(text: str) -> Iterator[str]:
    start = 0
    for run in _LONG.finditer(text):
        for cut in range(run.start() + LONGEST_RUN, run.end(), LONGEST_RUN):
            yield text[start:cut]
            start = cut
    yield text[start:]
