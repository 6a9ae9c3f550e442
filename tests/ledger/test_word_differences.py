"""In which words quotations differ: examples, and a word exchanged, added or cut at random as oracle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger.word_differences import quotation, word_differences

WORD = st.text("abcdefghij", min_size=2, max_size=7)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("We will never agree to this plan.", "We may never agree to this plan.", [("will", "may")]),
        ("We will never sign such a paper", "We will sign such a paper", [("never", "")]),
        ("They met at 5 p.m. in the old hall", "They met at 5 a.m. in the old hall", [("p.m.", "a.m.")]),
        (
            "We ask Holm or Berg to open the talks",
            "We ask Berg or Holm to open the talks",
            [("Holm or Berg", "Berg or Holm")],
        ),
    ],
)
def test_other_words_are_told(one: str, other: str, expected: list[tuple[str, str]]) -> None:
    assert list(word_differences(one, other)) == expected
    assert list(word_differences(other, one)) == [(there, here) for here, there in expected]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ten per cent of the U.S. vote", "ten percent of the US vote"),
        ("We will (the two sides) go on talking", "We will go on talking"),
        ("The door is open ... and the table is laid", "The door is open for all who come and the table is laid"),
        ("We wait. The door is open. Nobody came", "The door is open"),
        ("‘We’re ready to go on talking’", '"We\'re ready to go on talking,"'),
    ],
)
def test_cuts_brackets_and_spelling_are_no_difference(one: str, other: str) -> None:
    assert list(word_differences(one, other)) == list(word_differences(other, one)) == []


def test_only_what_stands_in_quotation_marks_is_compared() -> None:
    assert quotation('The plan was "dead", he said, and "buried" too', "mixed") == "dead ... buried"
    assert quotation("''We stay''", "mixed") == "We stay"
    assert quotation("the plan was dead", "mixed") == ""
    assert quotation('"We stay"', "direct") == '"We stay"'


@given(st.lists(WORD, min_size=5, max_size=12, unique=True), st.data())
def test_one_word_more_or_other_is_all_that_is_told(words: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(words) - 2))
    new = data.draw(WORD.filter(lambda word: word not in words))
    exchanged = [*words[:place], new, *words[place + 1 :]]
    added = [*words[:place], new, *words[place:]]
    assert list(word_differences(" ".join(words), " ".join(exchanged))) == [(words[place], new)]
    assert list(word_differences(" ".join(words), " ".join(added))) == [("", new)]
    start, end = sorted((data.draw(st.integers(0, place)), data.draw(st.integers(place, len(words)))))
    assert list(word_differences(" ".join(words), " ".join(words[start:end]))) == []
