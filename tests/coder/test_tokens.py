"""Cutting long runs loses nothing and leaves ordinary text to spaCy."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coder.tokens import LONGEST_RUN, BoundedTokenizer

INNER = spacy.blank("en").tokenizer
BOUNDED = BoundedTokenizer(INNER)
RUNS = st.lists(
    st.sampled_from(["“" * 450, "a" * 201, "x.", " ", "\n\n", "(" * 200, "word", "http://e.example/" + "p" * 300])
)


@given(RUNS.map("".join))
def test_text_is_kept(text: str) -> None:
    doc = BOUNDED(text)
    assert doc.text == text
    assert all(len(token.text) <= LONGEST_RUN or token.is_space for token in doc)


@pytest.mark.parametrize("text", ["Iran's envoy said “no”.", "", "a" * LONGEST_RUN])
def test_ordinary_text_is_tokenized_as_by_spacy(text: str) -> None:
    assert [token.text for token in BOUNDED(text)] == [token.text for token in INNER(text)]
