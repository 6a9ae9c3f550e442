"""A sentence told again keeps its words and fills in, in brackets, what only its report knows."""

from __future__ import annotations

import pytest

from onrecord.brief.phrases import dated, day, listed, named
from onrecord.brief.retelling import retell
from onrecord.records import Actor, CodedDocument, CoderInfo, Metadata, Span, Time

TEXT = (
    "President Ada Novak met envoys on Tuesday. She said last month that the U.S. would wait. "
    "“We met on Tuesday,” she said in April 2019. Her visit ended yesterday. They left Monday's talks."
)


def at(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def coded() -> CodedDocument:
    times = (
        Time(at("Tuesday"), "DATE", "2019-04-02"),
        Time(at("last month"), "DATE", "2019-03"),
        Time(at("Tuesday", 1), "DATE", "2019-04-02"),
        Time(at("April 2019"), "DATE", "2019-04"),
        Time(at("yesterday"), "DATE", "2019-04-03"),
        Time(at("Monday"), "DATE", "2019-04-01"),
    )
    novak = Actor("a1", "Ada Novak", "person", None, None, (), (at("Ada Novak"), at("She"), at("she"), at("Her")))
    empty: tuple[()] = ()
    return CodedDocument(Metadata("d"), TEXT, empty, times, (novak,), empty, empty, empty, empty, empty, CoderInfo("0"))


CASES = [
    ("President Ada Novak met envoys on Tuesday.", "President Ada Novak met envoys on [2 April 2019]."),
    (
        "She said last month that the U.S. would wait.",
        "[Ada Novak] said in [March 2019] that the U.S. would wait.",
    ),
    ("“We met on Tuesday,” she said in April 2019.", "“We met on Tuesday,” [Ada Novak] said in April 2019."),
    ("Her visit ended yesterday.", "[Ada Novak's] visit ended on [3 April 2019]."),
    ("They left Monday's talks.", "They left Monday's talks."),
]


@pytest.mark.parametrize(("words", "told"), CASES, ids=[told[:30] for _, told in CASES])
def test_retelling(words: str, told: str) -> None:
    assert retell(coded(), at(words)).text == told


def test_what_was_filled_in_is_accounted_for() -> None:
    retold = retell(coded(), at("She said last month that the U.S. would wait."))
    assert retold.names == ("Ada Novak",)
    assert retold.dates == ("2019-03",)
    assert [span.of(TEXT) for span in retold.support] == ["Ada Novak"]


def test_phrases() -> None:
    assert [day(iso) for iso in ("2025-03-08", "2025-03", "2025")] == ["8 March 2025", "March 2025", "2025"]
    assert [dated(iso) for iso in ("2025-03-08", "2025-03")] == ["on 8 March 2025", "in March 2025"]
    assert [named(name) for name in ("United States", "Iran", "European Union")] == [
        "the United States",
        "Iran",
        "the European Union",
    ]
    assert [listed(parts) for parts in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a and b", "a, b and c"]
    with pytest.raises(ValueError, match="ISO"):
        day("soon")
