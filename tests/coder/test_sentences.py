"""Sentence starts are kept as said, and only what no writer would call a sentence is cut."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coder.sentences import LONGEST, mark_sentence_starts

TOKENIZER = spacy.blank("en").tokenizer


def starts(text: str, offsets: frozenset[int] = frozenset()) -> list[int]:
    doc = TOKENIZER(text)
    mark_sentence_starts(doc, offsets)
    return [token.i for token in doc if token.is_sent_start]


def test_offsets_of_tokens_are_starts() -> None:
    assert starts("Heading The talks failed", frozenset({0, 8, 9})) == [0, 1]


@pytest.mark.parametrize("end", [".", "!", "?", ";"])
def test_sentences_with_an_end_are_the_parsers(end: str) -> None:
    assert starts(f"{'word ' * (LONGEST - 50)}{end} " * 4) == []


def test_a_stretch_without_an_end_is_cut() -> None:
    assert starts("word " * (2 * LONGEST + 10)) == [LONGEST, 2 * LONGEST]


def test_it_is_cut_after_a_comma_in_its_second_half() -> None:
    assert starts("word " * 300 + ", " + "word " * 300) == [301]
    assert starts("word " * 100 + ", " + "word " * 400) == [LONGEST]


@given(st.lists(st.sampled_from(["word ", "a, ", "b. ", "“ "]), max_size=1500))
def test_no_stretch_without_an_end_is_longer(words: list[str]) -> None:
    doc = TOKENIZER("".join(words))
    mark_sentence_starts(doc, frozenset())
    length = 0
    for token in doc:
        length = 1 if token.is_sent_start else length + 1
        assert length <= LONGEST
        length = 0 if token.text == "." else length
