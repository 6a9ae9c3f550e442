"""What the encoder is told about a token beside its word pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import spacy

from onrecord.coder.encoder.features import (
    LOWER,
    MIXED,
    NESTED,
    NO_LETTERS,
    QUOTED,
    SINGLE,
    TITLE,
    UPPER,
    FeatureVocabulary,
    letter_case,
    token_features,
)
from onrecord.coder.encoder.network import load_network
from onrecord.coder.encoder.wordpieces import END, MAX_PIECES, UNKNOWN, WordPieces
from onrecord.coder.quotes import find_quotations
from onrecord.coder.sections import find_paragraphs

if TYPE_CHECKING:
    from spacy.tokens import Doc

VOCABULARY = FeatureVocabulary.of({"tag": ["", "NN"], "dep": ["", "nsubj"], "ent": ["", "GPE"]})


def words(text: str) -> Doc:
    return spacy.blank("en")(text)


def quote_states(text: str) -> dict[str, int]:
    doc = words(text)
    found = token_features(doc, find_quotations(text, tuple(find_paragraphs(text))), VOCABULARY)
    return dict(zip((token.text for token in doc), found[:, 3].tolist(), strict=True))


@pytest.mark.parametrize(
    ("word", "case"),
    [("talks", LOWER), ("Talks", TITLE), ("UN", UPPER), ("I", TITLE), ("iPhone", MIXED), ("12", NO_LETTERS)],
)
def test_case(word: str, case: int) -> None:
    assert letter_case(word) == case


def test_quotation_states() -> None:
    found = quote_states("She said “we call it ‘late’ now” and he “agreed” then ‘left’")
    assert (found["said"], found["we"], found["late"], found["now"]) == (0, QUOTED, NESTED, QUOTED)
    assert (found["and"], found["agreed"], found["left"]) == (0, QUOTED, SINGLE)


def test_an_unknown_label_is_0() -> None:
    doc = words("talks fail")
    doc[0].tag_ = "NN"
    doc[1].tag_ = "VBP"
    found = token_features(doc, find_quotations(doc.text, tuple(find_paragraphs(doc.text))), VOCABULARY)
    assert found[:, 0].tolist() == [1, 0]
    assert found.shape == (2, len(VOCABULARY.sizes))


def test_an_empty_document_has_no_features() -> None:
    assert token_features(words(""), find_quotations("", ()), VOCABULARY).shape == (0, 5)


@pytest.fixture(scope="module")
def pieces() -> WordPieces:
    return load_network().words


def test_marks_of_every_style_are_one(pieces: WordPieces) -> None:
    assert len({pieces.of_word(mark) for mark in ("“", "”", "„", "«", "``", "''", '"')}) == 1
    assert pieces.of_word("n’t") == pieces.of_word("n't")


def test_every_token_has_some_pieces_and_not_many(pieces: WordPieces) -> None:
    assert pieces.of_word("\n\n") == (END,)
    assert pieces.of_word("\u200b") == (UNKNOWN,)
    assert len(pieces.of_word("x1" * 40)) == MAX_PIECES
