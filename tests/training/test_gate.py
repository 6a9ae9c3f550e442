"""The gate's fit: words that tell get weights of the right sign, and no report is scored by weights that saw it."""

from __future__ import annotations

from training.gate.examples import SIZE, Example
from training.gate.fitting import Fitted, crossed, fit

from onrecord.coder.gate import counted, hashed


def example(text: str, *, holds: bool) -> Example:
    places, values = hashed(counted(text), SIZE)
    return Example(places, values, holds, 1.0, read=True)


EXAMPLES = [
    example(f"{word} and the number {n}", holds=word in {"talks", "troops"})
    for n in "abcdefghij"
    for word in ("talks", "troops", "goal", "shares")
]


def weight(made: Fitted, word: str) -> float:
    places, _ = hashed(counted(word), SIZE)
    return float(made.weights[places[0]])


def test_words_that_tell_are_weighed() -> None:
    made = fit(EXAMPLES)
    assert min(weight(made, "talks"), weight(made, "troops")) > 0.5
    assert max(weight(made, "goal"), weight(made, "shares")) < -0.5
    assert weight(made, "unseen") == 0


def test_scores_are_of_weights_that_did_not_see_the_report() -> None:
    odd = example("only once", holds=True)
    scores = crossed([*EXAMPLES, odd])
    told = [(score > 0) == one.holds for score, one in zip(scores, EXAMPLES, strict=False)]
    assert all(told)
    assert fit([*EXAMPLES, odd]).score(odd) > scores[-1]
