"""spaCy's attribute ruler, which remembers.

It matches 179 patterns against every document to set each token's part of speech and morphology, nearly all of them
patterns of one word, which say the same of every word of one tag, dependency label and (for the few words that they
name) form. Asked once for each such kind of word it takes less than a third of the time.

This holds of the bundled model's patterns, on which it is tested: those of one word ask for nothing but ``LOWER`` (a
word, or words ``IN`` a list), ``TAG``, ``DEP`` and ``IS_SPACE``, and those of several words may come last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np
from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, POS, TAG
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.pipeline.attributeruler import AttributeRulerPatternType as Pattern
    from spacy.tokens import Token
    from spacy.vocab import Vocab
    from thinc.types import Ints2d

RULER = "attribute_ruler"
REMEMBERING = "onrecord_attribute_ruler"

KIND = [LOWER, TAG, DEP, IS_SPACE]
"""What a pattern of one word looks at."""

RULED = [POS, MORPH, TAG, DEP, LEMMA]
"""What it may set."""


class RememberingRuler:
    """Sets what an attribute ruler of the same patterns would set."""

    def __init__(self, vocab: Vocab) -> None:
        self._single, self._longer = AttributeRuler(vocab), AttributeRuler(vocab)
        self._named = np.zeros(0, dtype=np.uint64)
        self._known: dict[tuple[int, ...], list[int]] = {}

    def add_patterns(self, patterns: Iterable[Pattern]) -> None:
        """Takes the patterns of an attribute ruler (``AttributeRuler.patterns``)."""
        apart: tuple[list[Pattern], list[Pattern]] = ([], [])
        for pattern in patterns:
            apart[any(len(words) > 1 for words in _alternatives(pattern))].append(pattern)
        self._single.add_patterns(apart[0])
        self._longer.add_patterns(apart[1])
        strings = self._single.vocab.strings
        self._named = np.array(sorted(strings.add(word) for word in _words(self._single.patterns)), dtype=np.uint64)

    def __call__(self, doc: Doc) -> Doc:
        """Sets parts of speech, morphology and the lemmas of contractions, in place."""
        if not len(doc):
            return doc
        kinds = doc.to_array(KIND)
        kinds[~np.isin(kinds[:, 0], self._named), 0] = 0
        ruled = [self._ruled(token, tuple(kind)) for token, kind in zip(doc, kinds.tolist(), strict=True)]
        doc.from_array(RULED, cast("Ints2d", np.array(ruled, dtype=np.uint64)))
        if self._longer.attrs:
            self._longer(doc)
        return doc

    def _ruled(self, token: Token, kind: tuple[int, ...]) -> list[int]:
        known = self._known.get(kind)
        if known is None:
            alone = Doc(token.vocab, words=[token.text], tags=[token.tag_], deps=[token.dep_], heads=[0])
            known = self._known[kind] = self._single(alone).to_array(RULED)[0].tolist()
        return known


def _words(patterns: Iterable[Pattern]) -> Iterator[str]:
    """The words that patterns name by their form."""
    for pattern in patterns:
        for words in _alternatives(pattern):
            for word in words:
                form = word.get("LOWER", {})
                yield from (form,) if isinstance(form, str) else form.get("IN", ())


def _alternatives(pattern: Pattern) -> Iterable[Sequence[Mapping[str, Any]]]:
    return cast("Iterable[Sequence[Mapping[str, Any]]]", pattern["patterns"])


def remember(nlp: Language) -> None:
    """Puts a ruler that remembers in the place of a pipeline's own, if it has one."""
    own = nlp.get_pipe(RULER) if nlp.has_pipe(RULER) else None
    if isinstance(own, AttributeRuler):
        remembering = nlp.replace_pipe(RULER, REMEMBERING)
        assert isinstance(remembering, RememberingRuler), "its factory makes one"
        remembering.add_patterns(own.patterns)


@Language.factory(REMEMBERING, assigns=["token.pos", "token.morph"])
def _remembering(nlp: Language, name: str) -> RememberingRuler:
    return RememberingRuler(nlp.vocab)
