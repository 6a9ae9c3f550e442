"""The filter's fit writes its tables whatever articles it learned from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from training.events import filter as candidates
from training.events.filter import OWN, Example, train
from training.events.regression import MIN_SEEN

if TYPE_CHECKING:
    from collections.abc import Iterable

ENTRY = "meet.VERB CONSULT"


def examples(extra: dict[str, float], times: int = 2 * MIN_SEEN) -> list[Example]:
    return [Example(f"d{n}", ENTRY, {"bias": 1.0, **extra}, n % 2 == 0) for n in range(times)]


@pytest.mark.parametrize("own", [0, 1, 2 * MIN_SEEN])
def test_own_articles_leave_no_weight_and_need_not_be_there(own: int, monkeypatch: pytest.MonkeyPatch) -> None:
    written: dict[str, list[tuple[object, ...]]] = {}

    def write(name: str, _: object, rows: Iterable[tuple[object, ...]]) -> None:
        written[name] = list(rows)

    monkeypatch.setattr(candidates, "write", write)
    train(examples({}) + examples({OWN: 1.0}, own), "small")
    assert [feature for feature, _ in written["event_weights.csv"]] == ["bias", "prior"]
    assert written["event_counts.csv"][1] == (ENTRY, 2 * MIN_SEEN + own, MIN_SEEN + (own + 1) // 2)
