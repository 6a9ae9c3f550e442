"""From the encoder's scores of one window to attributions: cues, the content that each governs, the source of each.

The heads say of each token whether it is cue, source or content, and which token begins the cue that governs it as
content. A Viterbi path through "nothing", "source", "cue" and "content of cue k" makes whole stretches of these, so
that contents are interrupted only where the scores insist. A source is the best stretch between the two pointers of
its cue, or none, which competes with it. Parsers link dependents to heads by such pointers (Dozat and Manning 2017).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.coder.statements.ranges import Range

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from onrecord.coder.encoder.network import WindowScores

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

OTHER, CUE_BEGIN, CUE_INSIDE, SOURCE, CONTENT = range(5)
ROLES = ("other", "cue begin", "cue inside", "source", "content")
"""What the roles head tells apart, in the order of its logits."""

POINTERS = ("cue of content", "cue", "source of cue, first", "first of source", "source of cue, last", "last of source")
"""The parts of the pointers head: each pair scores an ordered pair of tokens by the product of its two vectors."""

MIN_CUE = 0.24
"""Probability from which a token belongs to a cue. Chosen on PolNeAR's dev part, level within 0.002 from 0.2 to 0.3."""

MIN_SPLIT = 0.5
"""Probability of beginning a cue from which a token inside a run of cue tokens begins another."""

MIN_POINTED, MIN_POINTED_CUE = 2.0, 0.15
"""A token that this many content tokens point at is a cue already at this lower probability: a third of dev's cue words
never occur in training, and their contents are often recognised better than they are."""

CHANGE_COST, JUMP_COST = 0.4, 4.0
"""What changing the state costs along the path, in nats; a jump leads straight from one content into another."""

BLANK_COST = 0.3
"""Share of these costs at white space, which stands between paragraphs."""

MAX_SOURCE = 40
"""Tokens of a source."""

BEST_STARTS = 5
"""Starts of a source that are tried."""


class Found(NamedTuple):
    """An attribution in token indices; ``content`` has one range a stretch, ``certainty`` is the cue's probability."""

    source: Range | None
    cue: Range
    content: tuple[Range, ...]
    certainty: float


def decode(scores: WindowScores, blank: Flags, first: int) -> Iterator[Found]:
    """The attributions of a window, in order of their cues.

    Args:
        scores: what the network says of the window's tokens.
        blank: which of them are white space.
        first: index of the window's first token in the document.
    """
    window = _Window.of(scores, blank)
    cues = _cues(window)
    if not cues:
        return
    states = _best_path(_emissions(window, cues), blank)
    for number, cue in enumerate(cues):
        content = [token for token in np.flatnonzero(states == _FIRST_CUE + number).tolist() if token not in cue]
        if content:
            yield Found(
                _shifted(_source(window, cue), first),
                Range(cue.start + first, cue.stop + first),
                tuple(Range(run.first + first, run.end + first) for run in _runs(content)),
                float(window.cue[cue.start : cue.stop].max()),
            )


_NOTHING, _SOURCE, _CUE, _FIRST_CUE = range(4)
"""States of the path; from ``_FIRST_CUE`` on the content of each cue."""


@dataclass(frozen=True, slots=True)
class _Window:
    """The scores in the form that decoding asks for; ``roles`` are log probabilities, ``cue`` a probability a token.

    ``governors`` has shape (tokens, tokens): log probability that the column's token begins the cue of the row's.
    """

    roles: Floats
    cue: Floats
    begins: Floats
    governors: Floats
    pointers: Sequence[Floats]
    nothing: Sequence[Floats]
    blank: Flags

    @classmethod
    def of(cls, scores: WindowScores, blank: Flags) -> _Window:
        roles = log_softmax(scores.roles.astype(np.float64))
        roles[blank] = np.log((0.96, 0.01, 0.01, 0.01, 0.01))
        begins = np.exp(roles[:, CUE_BEGIN])
        pointers = np.split(scores.pointers.astype(np.float64), len(POINTERS), axis=1)
        nothing = np.split(scores.nothing.astype(np.float64), len(POINTERS))
        governors = pointers[0] @ pointers[1].T * _scale(pointers[1])
        governors[:, blank] = -1e4
        cue = begins + np.exp(roles[:, CUE_INSIDE])
        return cls(roles, cue, begins, log_softmax(governors), pointers, nothing, blank)


def _cues(window: _Window) -> list[range]:
    """Runs of cue tokens, cut where another cue begins."""
    pointed = (np.exp(window.roles[:, [CONTENT]]) * np.exp(window.governors)).sum(axis=0)
    likely = (window.cue >= MIN_CUE) | ((pointed > MIN_POINTED) & (window.cue >= MIN_POINTED_CUE))
    found: list[range] = []
    for token in np.flatnonzero(likely & ~window.blank).tolist():
        if found and found[-1].stop == token and window.begins[token] <= MIN_SPLIT:
            found[-1] = range(found[-1].start, token + 1)
        else:
            found.append(range(token, token + 1))
    return found


def _emissions(window: _Window, cues: Sequence[range]) -> Floats:
    """Log score of each state at each token."""
    links = np.stack([np.logaddexp.reduce(window.governors[:, cue.start : cue.stop], axis=1) for cue in cues], axis=1)
    roles = window.roles
    return np.concatenate(
        (
            roles[:, [OTHER]],
            roles[:, [SOURCE]],
            np.logaddexp(roles[:, [CUE_BEGIN]], roles[:, [CUE_INSIDE]]),
            roles[:, [CONTENT]] + log_softmax(links),
        ),
        axis=1,
    )


def _best_path(emissions: Floats, blank: Flags) -> NDArray[np.int64]:
    """The likeliest state of each token, changes of state counted (Viterbi)."""
    length, states = emissions.shape
    costs = np.full((states, states), CHANGE_COST)
    costs[_FIRST_CUE:, _FIRST_CUE:] = JUMP_COST
    np.fill_diagonal(costs, 0.0)
    cheap = costs * BLANK_COST
    came_from = np.zeros((length, states), dtype=np.int64)
    score = emissions[0]
    for token in range(1, length):
        options = score[:, None] - (cheap if blank[token] else costs)
        came_from[token] = options.argmax(axis=0)
        score = options.max(axis=0) + emissions[token]
    path = np.zeros(length, dtype=np.int64)
    path[-1] = score.argmax()
    for token in range(length - 1, 0, -1):
        path[token - 1] = came_from[token, path[token]]
    return path


def _source(window: _Window, cue: range) -> Range | None:
    """The stretch of tokens that the cue points at as its source, None if "no source" is likelier."""
    starts, none_starts = _pointed(window, cue, 2)
    ends, none_ends = _pointed(window, cue, 4)
    best, found = none_starts + none_ends, None
    for start in np.argsort(-starts)[:BEST_STARTS].tolist():
        stop = _stop(window.blank, start)
        if stop > start:
            end = start + int(ends[start:stop].argmax())
            if starts[start] + ends[end] > best:
                best, found = starts[start] + ends[end], Range(start, end + 1)
    return found


def _pointed(window: _Window, cue: range, part: int) -> tuple[Floats, float]:
    """Log probability of each token, and of none, at the end of the cue's pointer ``part``."""
    weights = window.begins[cue.start : cue.stop]
    asks = weights / weights.sum() @ window.pointers[part][cue.start : cue.stop]
    answers = np.concatenate((window.nothing[part + 1][None], window.pointers[part + 1]))
    found = log_softmax((answers @ asks)[None] * _scale(answers))[0]
    tokens = np.where(window.blank, -np.inf, found[1:])
    return tokens, float(found[0])


def _stop(blank: Flags, start: int) -> int:
    """Where a source that starts there must end: at white space, or where it would be too long."""
    ahead = blank[start : start + MAX_SOURCE]
    return start + (int(ahead.argmax()) if ahead.any() else len(ahead))


def _runs(tokens: Sequence[int]) -> Iterator[Range]:
    first = previous = tokens[0]
    for token in tokens[1:]:
        if token != previous + 1:
            yield Range(first, previous + 1)
            first = token
        previous = token
    yield Range(first, previous + 1)


def _shifted(found: Range | None, by: int) -> Range | None:
    return None if found is None else Range(found.first + by, found.end + by)


def _scale(vectors: Floats) -> float:
    return 1.0 / math.sqrt(vectors.shape[1])


def log_softmax(scores: Floats) -> Floats:
    """Log probabilities along the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    normal: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return normal
