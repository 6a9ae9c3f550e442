"""The gazetteer and the lexicon on their own, without a parse."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coder.actors.gazetteer import Gazetteer, Name, gazetteer, name_words
from onrecord.coder.actors.lexicon import lexicon

PUTIN = Name("leader", "putin", "")
SMALL = Gazetteer(
    [
        ("Kim Jong Il", Name("leader", "kim", "")),
        ("Korea", Name("country", "KOR", "name")),
        ("North Korea", Name("country", "PRK", "name")),
        ("U.S.", Name("country", "USA", "name")),
        ("Washington, D.C.", Name("country", "USA", "capital")),
        ("WHO", Name("organisation", "who", "")),
        ("Erdogan", Name("leader", "erdogan", "")),
        ("Putin", PUTIN),
    ]
)


def found(text: str) -> list[tuple[str, str]]:
    return [(text[hit.start : hit.end], hit.names[0].id) for hit in SMALL.find(text)]


def test_the_longest_form_wins() -> None:
    assert found("North Korea and Korea") == [("North Korea", "PRK"), ("Korea", "KOR")]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Kim Jong-Il spoke", "Kim Jong-Il"),
        ("the U.S. said", "U.S."),
        ("the U.S.-led force", "U.S."),
        ("in Washington, D.C. today", "Washington, D.C."),
        ("Putin’s visit", "Putin"),
        ("President Erdoğan", "Erdoğan"),
        ("NORTH KOREA TESTS MISSILE", "NORTH KOREA"),
        ("PUTIN'S VISIT", "PUTIN"),
        ("North\nKorea", "North\nKorea"),
    ],
)
def test_spellings_of_one_form(text: str, form: str) -> None:
    assert [hit[0] for hit in found(text)] == [form]


@pytest.mark.parametrize("text", ["who said so", "North. Many Korea", "North (Korean)", "putin", "Koreans", ""])
def test_what_is_no_form(text: str) -> None:
    assert "PRK" not in [hit[1] for hit in found(text)]
    assert "who" not in [hit[1] for hit in found(text)]
    assert "putin" not in [hit[1] for hit in found(text)]


@given(st.text())
def test_hits_lie_in_the_text_in_order(text: str) -> None:
    last = 0
    for hit in gazetteer().find(text):
        assert last <= hit.start < hit.end <= len(text)
        last = hit.end


@given(st.text())
def test_words_of_names_carry_no_accents(text: str) -> None:
    assert all(word == "".join(name_words(word)) for word in name_words(text) if word.isascii())


@pytest.mark.parametrize(
    ("phrase", "singular"),
    [
        ("the deputy foreign ministers", "foreign minister"),
        ("a spokeswoman", "spokeswoman"),
        ("the prime minister", "prime minister"),
    ],
)
def test_the_longest_title_is_found_in_either_number(phrase: str, singular: str) -> None:
    words = phrase.split()
    term = lexicon().ending_at(words, len(words))
    assert term is not None
    assert term.term.singular.endswith(singular)


def test_a_title_is_found_by_its_head_too() -> None:
    words = ["the", "secretary", "of", "state", "spoke"]
    term = lexicon().headed_at(words, 1)
    assert term is not None
    assert (term.start, term.end, term.term.singular) == (1, 4, "secretary of state")
