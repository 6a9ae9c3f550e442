"""spaCy's attribute ruler, which remembers.

It matches 179 patterns against every document to set each token's part of speech and morphology, nearly all of them
patterns of one word, which say the same of every word of one tag, dependency label and (for the few words that they
name) form. Asked once for each such kind of word it takes a fifth of the time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

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

    Kind = tuple[int, int, int, int]

RULER = "attribute_ruler"
REMEMBERING = "onrecord_attribute_ruler"


class Ruled(NamedTuple):
    """What the ruler says of a kind of word, as numbers of spaCy's; ``lemma`` is 0 where it says none."""

    pos: int
    morph: int
    tag: int
    dep: int
    lemma: int


class RememberingRuler:
    """Sets what an attribute ruler of the same patterns would set."""

    def __init__(self, vocab: Vocab) -> None:
        self._single, self._longer = AttributeRuler(vocab), AttributeRuler(vocab)
        self._named = np.zeros(0, dtype=np.uint64)
        self._known: dict[Kind, Ruled] = {}

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
        kinds = doc.to_array([LOWER, TAG, DEP, IS_SPACE])
        kinds[~np.isin(kinds[:, 0], self._named), 0] = 0
        ruled = [self._ruled(token, tuple(kind)) for token, kind in zip(doc, kinds.tolist(), strict=True)]
        set_here = np.array([one[:2] for one in ruled], dtype=np.uint64)
        doc.from_array([POS, MORPH], set_here)  # type: ignore[arg-type]  # hashes fill all 64 bits, says spaCy's own code
        for token, kind, one in zip(doc, kinds.tolist(), ruled, strict=True):
            if one.lemma or (one.tag, one.dep) != (kind[1], kind[2]):
                token.tag, token.dep, token.lemma = one.tag, one.dep, one.lemma
        if self._longer.attrs:
            self._longer(doc)
        return doc

    def _ruled(self, token: Token, kind: Kind) -> Ruled:
        known = self._known.get(kind)
        if known is None:
            alone = Doc(token.vocab, words=[token.text], tags=[token.tag_], deps=[token.dep_], heads=[0])
            row = self._single(alone).to_array([POS, MORPH, TAG, DEP, LEMMA])[0].tolist()
            known = self._known[kind] = Ruled(*row)
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
