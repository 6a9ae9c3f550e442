"""The ruler that remembers says what spaCy's own says."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import spacy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.attrs import DEP, LEMMA, MORPH, POS, TAG
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from onrecord.coder.pipeline import BUNDLED_MODEL, Coder
from onrecord.coder.ruler import RULER, RememberingRuler, remember

if TYPE_CHECKING:
    from spacy.language import Language

ODD = "I'm gonna go, let's see. There's \n\n a man. Y'all got 'nuff; he gets it. \t You do, they did ain't c'mon x"
WORDS = st.sampled_from([*ODD.split(" "), "", "\n", "Norway", "said", "it", "that", "to", "be", "had", "which", "?"])


@cache
def pipeline() -> tuple[Language, RememberingRuler]:
    nlp = spacy.load(BUNDLED_MODEL, exclude=["ner", "lemmatizer"], disable=[RULER])
    own = nlp.get_pipe(RULER)
    assert isinstance(own, AttributeRuler)
    ruler = RememberingRuler(nlp.vocab)
    ruler.add_patterns(own.patterns)
    return nlp, ruler


@settings(max_examples=50, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join))
@example(ODD)
@example("")
def test_every_token_is_ruled_alike(text: str) -> None:
    nlp, ruler = pipeline()
    doc = nlp(text)
    plain, remembered = nlp.get_pipe(RULER)(doc.copy()), ruler(doc)
    columns = [POS, MORPH, TAG, DEP, LEMMA]
    assert np.array_equal(plain.to_array(columns), remembered.to_array(columns))
    assert [sentence.end for sentence in plain.sents] == [sentence.end for sentence in remembered.sents]


def test_the_coder_has_it_where_the_model_had_its_own(coder: Coder) -> None:
    names = [name for name in coder.nlp.pipe_names if not name.startswith("onrecord_")]
    assert names == spacy.load(BUNDLED_MODEL).pipe_names
    assert isinstance(coder.nlp.get_pipe(RULER), RememberingRuler)


def test_a_model_without_a_ruler_stays_as_it_is() -> None:
    nlp = spacy.blank("en")
    remember(nlp)
    assert nlp.pipe_names == []


def test_a_word_counts_by_its_form_where_a_pattern_names_it() -> None:
    vocab = spacy.blank("en").vocab
    ruler = RememberingRuler(vocab)
    word: dict[int | str, Any] = {"LOWER": {"IN": ["is"]}, "TAG": "X"}
    ruler.add_patterns([{"patterns": [[word]], "attrs": {"POS": "AUX"}, "index": 0}])
    doc = Doc(vocab, words=["is", "are", "Is", "was"], tags=["X"] * 4, deps=["a"] * 4, heads=[0] * 4)
    assert [token.pos_ for token in ruler(doc)] == ["AUX", "", "AUX", ""]
