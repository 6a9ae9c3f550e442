"""A window as arrays: pieces in order, features and heads where their token is."""

from __future__ import annotations

import numpy as np

from onrecord.coder.encoder.inputs import window_input
from onrecord.coder.encoder.windows import Window
from onrecord.coder.encoder.wordpieces import END, START

PIECES = [(11,), (12, 13), (14,), (15, 16)]
FEATURES = np.array([[1, 0], [2, 0], [3, 1], [4, 1]])
HEADS = np.array([1, 1, 3, 1])


def test_pieces_stand_between_a_start_and_an_end() -> None:
    made = window_input(Window(0, 4), PIECES, FEATURES, HEADS)
    assert made.ids.tolist() == [START, 11, 12, 13, 14, 15, 16, END]
    assert made.first.tolist() == [1, 2, 4, 5]


def test_every_piece_has_its_token_s_features_and_symbols_have_none() -> None:
    made = window_input(Window(0, 4), PIECES, FEATURES, HEADS)
    assert made.features[:, 0].tolist() == [0, 1, 2, 2, 3, 4, 4, 0]


def test_a_piece_s_head_is_the_first_piece_of_its_token_s_head() -> None:
    made = window_input(Window(0, 4), PIECES, FEATURES, HEADS)
    assert made.heads.tolist() == [0, 2, 2, 2, 5, 2, 2, 0]


def test_a_head_outside_the_window_is_the_piece_itself() -> None:
    made = window_input(Window(2, 4), PIECES, FEATURES, HEADS)
    assert made.ids.tolist() == [START, 14, 15, 16, END]
    assert made.heads.tolist() == [0, 2, 2, 3, 0]
