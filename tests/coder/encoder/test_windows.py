"""A document cut into windows: nothing lost, nothing twice, nothing too long."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.coder.encoder.windows import Window, cut

sizes = st.lists(st.integers(1, 6), max_size=120)
starts = st.lists(st.integers(0, 130), max_size=20)


@given(sizes, starts, starts, st.integers(6, 40))
def test_windows_cover_every_token_once_and_fit(
    pieces: list[int], paragraphs: list[int], sentences: list[int], most: int
) -> None:
    windows = cut(pieces, paragraphs, sentences, most)
    assert [token for window in windows for token in range(*window)] == list(range(len(pieces)))
    assert all(sum(pieces[window.first : window.end]) <= most for window in windows)


def test_paragraphs_stay_whole_where_they_fit() -> None:
    assert cut([1] * 12, [0, 5, 9], [], 8) == [Window(0, 5), Window(5, 12)]


def test_a_long_paragraph_is_cut_at_its_sentences() -> None:
    assert cut([1] * 12, [0], [0, 5, 9], 8) == [Window(0, 5), Window(5, 12)]


def test_a_long_sentence_is_cut_where_it_must_be() -> None:
    assert cut([2] * 6, [0], [0], 5) == [Window(0, 2), Window(2, 4), Window(4, 6)]
