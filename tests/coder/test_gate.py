"""The gate before the reader: what it stops, what it never stops, and that it lets the gold's events through."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coder.gate import FEWEST_WORDS, counted, hashed, load_gate
from onrecord.records import Document, Metadata

if TYPE_CHECKING:
    from pathlib import Path

TALKS = """Norway's foreign minister met her Swedish counterpart in Oslo on Monday to discuss sanctions against the
military government. The two ministers called on the rebels to release all prisoners and said that troops would be
withdrawn from the border if the ceasefire held. The United Nations Security Council condemned the attack."""
MATCH = """The hosts won the final by three goals to one on Saturday after their striker scored twice in the second
half. The coach said his players had deserved the title and that the team would play the champions next season. Their
goalkeeper saved a penalty, and the midfielder was injured in the last minutes of the match."""
MARKET = """Share prices closed higher on Tuesday, with the index up 1.2 percent as investors bought bank stocks.
Dealers said the dollar fell against the yen and that the company's profit rose to 12 million on strong sales in the
third quarter. Oil fell 30 cents a barrel, traders said."""


def document(text: str, title: str | None = None) -> Document:
    return Document(Metadata("d", title=title), text)


def test_politics_go_through_and_matches_and_markets_do_not() -> None:
    gate = load_gate()
    assert not gate.stops(document(TALKS))
    assert gate.stops(document(MATCH))
    assert gate.stops(document(MARKET))
    assert not gate.stops(document(f"{MATCH} {TALKS}"))


def test_what_says_too_little_goes_through() -> None:
    assert len(counted(MATCH[:60])) < FEWEST_WORDS
    for text in ("", " ", "Goal.", MATCH[:60], "goal " * 1000):
        assert not load_gate().stops(document(text))


def test_a_title_counts() -> None:
    gate = load_gate()
    title = (
        "Rebels, sanctions, ceasefire: ministers and troops at the border after the attack on the military government"
    )
    assert gate.score(counted(f"{title}\n{MATCH}")) > gate.score(counted(MATCH))
    assert not gate.stops(document(MATCH, f"{title}. {TALKS}"))


@given(words=st.lists(st.text(min_size=1, max_size=12)), seed=st.integers())
def test_any_text_has_a_score_whatever_the_order_of_its_words(words: list[str], seed: int) -> None:
    seen = counted(" ".join(words))
    Random(seed).shuffle(words)
    assert counted(" ".join(words)) == seen
    assert load_gate().score(counted(" ".join(words))) == pytest.approx(load_gate().score(seen), abs=1e-4)


def test_the_words_are_a_vector_of_length_one() -> None:
    places, values = hashed(counted("one two two three 17 1997"), 1 << 16)
    assert len(places) == 5
    assert (values**2).sum() == pytest.approx(1)


@pytest.mark.shared
def test_reports_with_events_go_through(shared: Path) -> None:
    events = shared / "data" / "events"
    gold = {one["id"]: one["events"] for one in json.loads((events / "wire_dev.gold.json").read_text("utf-8"))}
    rows = map(json.loads, (events / "wire_dev.jsonl").read_text("utf-8").splitlines())
    let = [not load_gate().stops(document(row["text"])) for row in rows if gold[row["id"]]]
    assert sum(let) >= 0.98 * len(let)
