"""What a watch remembers: what is open, what is settled, what is tried again and when."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from onrecord.errors import ConfigurationError
from onrecord.watch import state as states
from onrecord.watch.state import Listed, State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Clock:
    """Seconds of the epoch, as a test sets them."""

    now = 1_000_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(states, "time", clock)
    return clock


@pytest.fixture
def state(tmp_path: Path, clock: Clock) -> Iterator[State]:
    with closing(State(tmp_path / "watch.db")) as opened:
        yield opened


def keys(state: State) -> list[str]:
    return [item.key for item in state.open("f")]


def test_what_is_listed_is_open_until_it_is_settled(state: State, clock: Clock) -> None:
    state.expect("f", [Listed("a", "1", "2025-03-08"), Listed("b", "1")])
    assert state.open("f") == [Listed("a", "1", "2025-03-08"), Listed("b", "1")]
    state.settle("f", "a")
    state.expect("f", [Listed("a", "1"), Listed("b", "1")])
    assert keys(state) == ["b"]
    assert state.open_pages() == [("f", Listed("b", "1"))]


def test_what_changed_is_open_again_but_not_at_once(state: State, clock: Clock) -> None:
    state.expect("f", [Listed("a", "1")])
    state.settle("f", "a")
    clock.now += states.SEEN_AGAIN_AFTER - 1
    state.expect("f", [Listed("a", "2")])
    assert keys(state) == []
    clock.now += 2
    state.expect("f", [Listed("a", "2")])
    assert keys(state) == ["a"]


def test_failures_are_tried_again_later_and_later_and_given_up(state: State, clock: Clock) -> None:
    state.expect("f", [Listed("a", "1"), Listed("b", "1")])
    waits = []
    while state.postpone("f", "a", 0, tried=True):
        assert "a" not in keys(state)
        before = clock.now
        while "a" not in keys(state):
            clock.now += 30
        waits.append(clock.now - before)
    assert waits == [60, 300, 1500, 7500, 37500]
    assert keys(state) == ["b"]


def test_what_was_never_tried_comes_first(state: State, clock: Clock) -> None:
    state.expect("f", [Listed("a", "1"), Listed("b", "1")])
    state.postpone("f", "a", 0, tried=True)
    clock.now += 100
    state.expect("f", [Listed("c", "1")])
    assert keys(state) == ["b", "c", "a"]
    assert state.waiting() == 1


def test_a_host_that_is_left_alone_costs_no_try(state: State, clock: Clock) -> None:
    state.expect("f", [Listed("a", "1")])
    for _ in range(2 * states.MOST_TRIES):
        assert state.postpone("f", "a", 40, tried=False)
        assert keys(state) == []
        clock.now += 41
    assert keys(state) == ["a"]
    assert state.waiting() == 0


def test_what_is_no_longer_listed_is_forgotten_in_time(state: State, clock: Clock) -> None:
    state.expect("f", [Listed("a", "1")])
    state.settle("f", "a")
    clock.now += states.FORGOTTEN_AFTER + 1
    state.expect("f", [Listed("b", "1")])
    state.expect("f", [Listed("a", "1")])
    assert keys(state) == ["b", "a"]


def test_polls_and_validators_survive(tmp_path: Path, state: State, clock: Clock) -> None:
    state.keep_validators("f", '"x"', None)
    state.polled("f", clock.now + 60, failed=True)
    state.polled("f", clock.now + 120, failed=True)
    with closing(State(tmp_path / "watch.db")) as again:
        assert again.validators("f") == {"If-None-Match": '"x"'}
        assert (again.failures("f"), again.due("f")) == (2, clock.now + 120)
        again.polled("f", clock.now, failed=False)
    assert state.failures("f") == 0


def test_a_state_that_cannot_be_kept_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot keep the state"):
        State(tmp_path / "no" / "such" / "folder.db")
    (tmp_path / "other").write_text("no database " * 99, encoding="utf-8")
    with pytest.raises(ConfigurationError, match="cannot keep the state"):
        State(tmp_path / "other")
