"""Tokens to the encoder's word pieces: one list of piece numbers a spaCy token.

The encoder was pretrained on text with straight quotation marks for the most part; every pair of marks is read as the
straight one (PolNeAR's outlets use four styles), and where a quotation opens and closes is a feature of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tokenizers import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

    from spacy.tokens import Doc

MAX_PIECES = 6
"""Pieces of one token that are read; a longer one is an address or noise."""

UNKNOWN, START, END, MASK = 100, 101, 102, 103
"""BERT's ``[UNK]``, ``[CLS]``, ``[SEP]`` and ``[MASK]``; a line break is read as ``[SEP]``."""

_DOUBLE = dict.fromkeys(("“", "”", "„", "‟", "«", "»", "``", "''"), '"')
_DASHES = dict.fromkeys(("—", "–", "―"), "-")
_SINGLE = dict.fromkeys(("‘", "’", "‹", "›"), "'")
_SIGNS = _DOUBLE | _DASHES | _SINGLE
_CURLY = str.maketrans("‘’", "''")


def read_tokenizer(path: Traversable) -> Tokenizer:
    """The encoder's tokenizer (BERT's uncased vocabulary) from a ``tokenizer.json``."""
    made = Tokenizer.from_str(path.read_text(encoding="utf-8"))
    made.no_truncation()
    made.no_padding()
    return made


class WordPieces:
    """Looks words up, each once."""

    def __init__(self, tokenizer: Tokenizer, remembered: int = 30_000) -> None:
        self._tokenizer = tokenizer
        self._remembered = remembered
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, doc: Doc) -> Iterator[tuple[int, ...]]:
        """The pieces of each token, at least one."""
        for token in doc:
            yield self.of_word(token.text)

    def of_word(self, word: str) -> tuple[int, ...]:
        """The pieces of one word."""
        known = self._known.get(word)
        if known is None:
            known = self._look_up(word)
            if len(self._known) < self._remembered:
                self._known[word] = known
        return known

    def _look_up(self, word: str) -> tuple[int, ...]:
        if word.isspace():
            return (END,)
        plain = _SIGNS.get(word) or word.translate(_CURLY)
        found = self._tokenizer.encode(plain, add_special_tokens=False).ids
        return tuple(found[:MAX_PIECES]) or (UNKNOWN,)
