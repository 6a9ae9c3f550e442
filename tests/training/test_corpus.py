"""What the attribution tagger learns from: labels of a text of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import spacy
from training.attribution.corpus import IGNORED, NO_SOURCE, Article, article, example, label

from onrecord.coder import layers
from onrecord.coder.encoder import Window, load_network
from onrecord.coder.quotes import find_quotations
from onrecord.coder.sections import find_paragraphs
from onrecord.coder.statements.decoding import CONTENT, CUE_BEGIN, CUE_INSIDE, OTHER, SOURCE

if TYPE_CHECKING:
    from spacy.tokens import Doc

TEXT = "Norway had said\n\nit would pay. A vote is expected."
GOLD: list[dict[str, Any]] = [
    {"source": [[0, 6]], "cue": [[7, 15]], "content": [[17, 29]]},
    {"source": None, "cue": [[38, 49]], "content": [[31, 37]]},
]


@pytest.fixture
def doc() -> Doc:
    made = spacy.blank("en")(TEXT)
    paragraphs = tuple(find_paragraphs(TEXT))
    layers.PARAGRAPHS.set(made, paragraphs)
    layers.QUOTATIONS.set(made, find_quotations(TEXT, paragraphs))
    return made


@pytest.fixture
def read(doc: Doc) -> Article:
    network = load_network()
    return article(GOLD, doc, network.words, network.features)


def test_every_token_has_a_role(doc: Doc) -> None:
    found = label(doc, GOLD, np.array([token.is_space for token in doc]))
    assert dict(zip((t.text for t in doc), found.roles.tolist(), strict=True)) == {
        "Norway": SOURCE, "had": CUE_BEGIN, "said": CUE_INSIDE, "\n\n": IGNORED, "it": CONTENT, "would": CONTENT,
        "pay": CONTENT, ".": OTHER, "A": CONTENT, "vote": CONTENT, "is": CUE_BEGIN, "expected": CUE_INSIDE,
    }  # fmt: skip


def test_contents_point_at_their_cue_and_cues_at_their_source(doc: Doc) -> None:
    found = label(doc, GOLD, np.array([token.is_space for token in doc]))
    assert found.governor[[4, 5, 6]].tolist() == [1, 1, 1]
    assert (found.first[1], found.last[1]) == (0, 0)
    assert (found.first[10], found.last[10]) == (NO_SOURCE, NO_SOURCE)
    assert found.first[2] == IGNORED


def test_an_example_speaks_of_pieces_and_no_source_is_the_start_symbol(read: Article) -> None:
    whole = example(read, Window(0, len(read.blank)))
    starts = whole.input.first
    assert whole.roles[starts[0]] == SOURCE
    assert whole.governor[starts[4]] == starts[1]
    assert whole.first[starts[10]] == whole.last[starts[10]] == 0
    assert whole.pointed[0]
    assert not whole.pointed[starts[3]]


def test_what_points_out_of_a_window_is_not_learned_from(read: Article) -> None:
    second = example(read, Window(4, len(read.blank)))
    starts = second.input.first
    assert second.roles[starts[0]] == CONTENT
    assert second.governor[starts[0]] == IGNORED
    assert second.governor[starts[4]] == starts[6]
