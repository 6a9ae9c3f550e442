from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger.sketch import KEPT, Sketch, containment, resemblance, sketch

from .articles import Article

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

TOWNS = ("Vienna", "Geneva", "Lausanne", "Muscat", "Tehran", "Paris", "London", "Berlin", "Moscow", "Beijing", "Almaty")
WIRE = " ".join(f"In {town} delegates spoke for {n} hours about item {n} of the draft." for n, town in enumerate(TOWNS))
OTHER = " ".join(f"Nobody at the {town} office would say whether {n} pages remained." for n, town in enumerate(TOWNS))


def origins(ledger: Ledger, *articles: Article) -> list[tuple[str, ...]]:
    for article in articles:
        ledger.add(article.coded())
    return [origin.documents for origin in ledger.origins()]


def test_five_outlets_with_one_wire_report_are_one_origin(ledger: Ledger) -> None:
    copies = [
        Article(f"d{n}", f"{text} {outlet} adds a line of its own here.", f"2015-03-{30 - n % 2}", outlet=outlet).event(
            "CONSULT", "delegates", "usa", "irn", date="2015-03-29"
        )
        for n, (outlet, text) in enumerate(
            [
                ("Wire", WIRE),
                ("Herald", WIRE),
                ("Post", WIRE[: len(WIRE) // 3]),
                ("Echo", WIRE.replace("hours", "long hours", 3)),
                ("Star", "By our staff. " + WIRE),
            ]
        )
    ]
    own = Article("own", f"{OTHER} delegates", "2015-03-30").event(
        "CONSULT", "delegates", "usa", "irn", date="2015-03-29"
    )
    assert [len(documents) for documents in origins(ledger, *copies, own)] == [5, 1]
    (event,) = ledger.events()
    assert (event.documents, event.origins) == (6, 2)
    wire, alone = ledger.origins()
    assert wire.outlets == ("Echo", "Herald", "Post", "Star", "Wire")
    assert {link.rule for link in wire.copies} == {"near_duplicate"}
    assert all(link.overlap >= 0.5 for link in wire.copies)
    assert alone.copies == ()
    assert {mention.origin for mention in event.mentions} == {wire.id, alone.id}


def test_copies_appear_within_days(ledger: Ledger) -> None:
    early = Article("a", WIRE, "2015-03-30", outlet="Wire")
    late = Article("b", WIRE + " Again.", "2015-04-30", outlet="Wire")
    assert origins(ledger, early, late) == [("a",), ("b",)]
    assert origins(ledger, Article("c", WIRE + " Undated.", outlet="Wire")) == [("a", "b", "c")]


@pytest.mark.parametrize(("credited", "expected"), [("Wire", 1), ("Other Wire", 2), (None, 2)])
def test_a_credited_agency_needs_less_overlap(ledger: Ledger, credited: str | None, expected: int) -> None:
    part = WIRE[: int(len(WIRE) * 0.42)] + " " + OTHER[: int(len(OTHER) * 0.5)]
    one = Article("a", WIRE, "2015-03-30", outlet="Wire")
    other = Article("b", part, "2015-03-31", outlet="Herald", credited=credited)
    assert 0.4 <= containment(sketch(WIRE), sketch(part)) < 0.5
    assert len(origins(ledger, one, other)) == expected


def test_a_short_text_is_no_copy_of_all_that_contain_it(ledger: Ledger) -> None:
    brief = Article("a", "In Vienna delegates spoke for 0 hours", "2015-03-30", outlet="Wire")
    assert len(origins(ledger, brief, Article("b", WIRE, "2015-03-30", outlet="Wire"))) == 2


def test_only_live_versions_have_origins(ledger: Ledger) -> None:
    ledger.add(Article("a", WIRE, "2015-03-30").coded())
    ledger.add(Article("a", OTHER, "2015-03-31").coded())
    assert origins(ledger, Article("b", WIRE + " Copied.", "2015-03-30")) == [("b",), ("a",)]


@given(st.text(), st.text())
def test_sketches_survive_and_are_symmetric(one: str, other: str) -> None:
    left, right = sketch(one), sketch(other)
    assert Sketch.from_bytes(left.to_bytes()) == left
    assert containment(left, right) == containment(right, left)
    assert resemblance(left, left) == (1.0 if left.size else 0.0)


@given(st.integers(0, 1500), st.integers(0, 1500), st.integers(0, 1500))
def test_estimates_are_near_the_truth(only_left: int, shared: int, only_right: int) -> None:
    """Against the exact sets; 0.15 is five standard errors at this size."""
    left, right = range(only_left + shared), range(only_left, only_left + shared + only_right)
    one, other = (sketch_of(numbers) for numbers in (left, right))
    union = only_left + shared + only_right
    assert resemblance(one, other) == pytest.approx(shared / union if union else 0.0, abs=0.15)
    if union <= KEPT:
        shorter = min(len(left), len(right))
        assert containment(one, other) == pytest.approx(shared / shorter if shorter else 0.0)


def sketch_of(numbers: range) -> Sketch:
    hashes = sorted(hash_of(n) for n in numbers)
    return Sketch(len(hashes), frozenset(hashes[:KEPT]))


def hash_of(number: int) -> int:
    (value,) = sketch(f"w{number} a b c d").hashes
    return value
