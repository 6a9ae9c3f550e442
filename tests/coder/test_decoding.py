"""From scores to attributions: scores of our own, in which the answer is plain."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coder.encoder import WindowScores
from onrecord.coder.statements.decoding import (
    CONTENT,
    CUE_BEGIN,
    CUE_INSIDE,
    OTHER,
    POINTERS,
    ROLES,
    SOURCE,
    Found,
    decode,
)
from onrecord.coder.statements.ranges import Range

DIMENSION = 32
SURE = 6.0
NO_STATES = np.zeros((0, 0), dtype=np.float32)
LETTERS = {"o": OTHER, "q": CUE_BEGIN, "i": CUE_INSIDE, "s": SOURCE, "c": CONTENT}


@dataclass
class Scores:
    """Scores of a window spelled as one letter a token; each token points at one of the others."""

    roles: str
    governor: dict[int, int] = field(default_factory=dict)
    source: dict[int, tuple[int, int]] = field(default_factory=dict)
    unsure: dict[int, float] = field(default_factory=dict)

    def made(self) -> WindowScores:
        length = len(self.roles)
        roles = np.zeros((length, len(ROLES)), dtype=np.float32)
        for token, letter in enumerate(self.roles.replace(" ", "o")):
            roles[token, LETTERS[letter]] = self.unsure.get(token, SURE)
        pointers = np.zeros((length + 1, len(POINTERS), DIMENSION), dtype=np.float32)
        names = np.eye(length + 1, DIMENSION, dtype=np.float32) * 30
        for part in (1, 3, 5):
            pointers[:, part] = names
        for token, cue in self.governor.items():
            pointers[token, 0] = names[cue]
        for cue in range(length):
            first, last = self.source.get(cue, (length, length))
            pointers[cue, 2], pointers[cue, 4] = names[first], names[last]
        flat = pointers.reshape(length + 1, -1)
        return WindowScores(roles, flat[:length], flat[length], NO_STATES)

    def found(self, first: int = 0) -> list[Found]:
        blank = np.array([letter == " " for letter in self.roles])
        return list(decode(self.made(), blank, first))


def to(cue: int, *tokens: int) -> dict[int, int]:
    return dict.fromkeys(tokens, cue)


def test_source_cue_and_content() -> None:
    (found,) = Scores("ssqicco", to(2, 4, 5), {2: (0, 1)}).found()
    assert (found.source, found.cue, found.content) == (Range(0, 2), Range(2, 4), (Range(4, 6),))


def test_indices_are_those_of_the_document() -> None:
    (found,) = Scores("sqc", to(1, 2), {1: (0, 0)}).found(first=100)
    assert (found.source, found.cue, found.content) == (Range(100, 101), Range(101, 102), (Range(102, 103),))


def test_a_content_on_both_sides_of_its_cue_is_one() -> None:
    (found,) = Scores("ccsqcc", to(3, 0, 1, 4, 5), {3: (2, 2)}).found()
    assert found.content == (Range(0, 2), Range(4, 6))


def test_two_cues_have_a_content_each_and_may_share_a_source() -> None:
    first, second = Scores("sqccoqcc", to(1, 2, 3) | to(5, 6, 7), {1: (0, 0), 5: (0, 0)}).found()
    assert (first.content, second.content) == ((Range(2, 4),), (Range(6, 8),))
    assert first.source == second.source == Range(0, 1)


def test_neighbouring_contents_are_told_apart_by_what_they_point_at() -> None:
    first, second = Scores("sqcccccccq", to(1, 2, 3, 4) | to(9, 5, 6, 7, 8), {1: (0, 0)}).found()
    assert (first.content, second.content) == ((Range(2, 5),), (Range(5, 9),))


def test_no_source_is_none() -> None:
    (found,) = Scores("oqcc", to(1, 2, 3)).found()
    assert found.source is None


def test_a_doubtful_token_does_not_break_a_content() -> None:
    (found,) = Scores("sqccocc", to(1, 2, 3, 4, 5, 6), {1: (0, 0)}, unsure={4: 0.3}).found()
    assert found.content == (Range(2, 7),)


def test_a_cue_without_content_is_no_attribution() -> None:
    assert not Scores("sqoo", {}, {1: (0, 0)}).found()
    assert not Scores("oooo").found()


def test_a_source_does_not_reach_over_white_space() -> None:
    (found,) = Scores("s sqcc", to(3, 4, 5), {3: (0, 2)}).found()
    assert found.source is None or found.source.end - found.source.first == 1


def test_a_token_that_a_content_points_at_is_a_cue_at_a_low_probability() -> None:
    doubtful = {1: 0.6}
    assert Scores("oqcccc", to(1, 2, 3, 4, 5), unsure=doubtful).found()
    assert not Scores("oqoooo", unsure=doubtful).found()


@given(st.integers(0, 2**32 - 1), st.integers(1, 60))
def test_whatever_the_scores_ranges_lie_in_the_window(seed: int, length: int) -> None:
    draw = np.random.default_rng(seed)
    scores = WindowScores(
        draw.normal(0, 4, (length, len(ROLES))).astype(np.float32),
        draw.normal(0, 4, (length, len(POINTERS) * DIMENSION)).astype(np.float32),
        draw.normal(0, 4, len(POINTERS) * DIMENSION).astype(np.float32),
        NO_STATES,
    )
    taken: set[int] = set()
    for found in decode(scores, draw.random(length) < 0.1, 0):
        for part in (found.cue, *found.content, *([found.source] if found.source else [])):
            assert 0 <= part.first < part.end <= length
        own = {token for part in found.content for token in range(*part)}
        assert own
        assert not own & taken
        assert not own & set(range(*found.cue))
        taken |= own


@pytest.mark.parametrize("length", [1, 2])
def test_the_shortest_windows(length: int) -> None:
    assert len(Scores("q" * length).found()) <= 1
