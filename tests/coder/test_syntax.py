"""Who does what in a parse, where the order of words tells more than the arcs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.coder import syntax
from onrecord.records import Document, Metadata

if TYPE_CHECKING:
    from onrecord.coder.pipeline import Coder


@pytest.mark.parametrize(
    ("text", "noun", "expected"),
    [
        ("Norway condemned the assassination in February of a former minister.", "assassination", ["minister"]),
        ("Norway condemned the murder in 1987 of two envoys.", "murder", ["envoys"]),
        ("Norway condemned the murder of two envoys in 1987.", "murder", []),
        ("Norway condemned the murder in the last week of April.", "murder", []),
        ("Norway condemned the murder", "murder", []),
    ],
)
def test_a_date_may_part_a_noun_from_its_of(coder: Coder, text: str, noun: str, expected: list[str]) -> None:
    doc = coder.parse(Document(Metadata("d"), text))
    (found,) = (token for token in doc if token.text == noun)
    assert [token.text for token in syntax.of_after_date(found)] == expected


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Norway accused Sweden of hiding the envoy.", "hiding", ["Sweden"]),
        ("Sweden was accused of hiding the envoy.", "hiding", ["Sweden"]),
        ("Norway prevented Sweden from hiding the envoy.", "hiding", ["Sweden"]),
        ("Norway insisted on hiding the envoy.", "hiding", ["Norway"]),
    ],
)
def test_whose_gerund_it_is(coder: Coder, text: str, verb: str, expected: list[str]) -> None:
    doc = coder.parse(Document(Metadata("d"), text))
    (found,) = (token for token in doc if token.text == verb)
    assert [token.text for token in syntax.subjects(found)] == expected


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Serbian President Aleksandar Vucic and Kosovo Prime Minister Albin Kurti met.", "nsubj"),
        ("Talks between Serbian President Aleksandar Vucic and Kosovo Prime Minister Albin Kurti ended.", "pobj"),
    ],
)
def test_of_two_coordinated_persons_both_stand_in_the_clause(coder: Coder, text: str, label: str) -> None:
    doc = coder.parse(Document(Metadata("d"), text))
    (first,) = (token for token in doc if token.text == "Vucic")
    assert [token.text for token in syntax.coordinated(first)] == ["Vucic", "Kurti"]
    assert first.dep_ == label
    assert [token.text for token in doc if token.head == first and token.dep_ == "cc"] == ["and"]
    assert sum(token.head == token for token in doc) == 1
