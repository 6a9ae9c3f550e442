"""Base rates are counts of the ledger's own cases, as their definition says, and can be counted again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from .articles import Article, own_words

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger
    from onrecord.records import CodedDocument, EventType, Factuality, Quad

START = date(2015, 3, 1)


def report(
    kind: EventType,
    by: str,
    to: str,
    on: int,
    *,
    reported: int | None = None,
    factuality: Factuality = "CT+",
    quad: Quad = "verbal conflict",
) -> CodedDocument:
    """A report of one event ``on`` that day after the start, published on the same day or on another."""
    day = (START + timedelta(on)).isoformat()
    published = (START + timedelta(on if reported is None else reported)).isoformat()
    name = f"{kind} {by} {to} {on} {published} {factuality}"
    around = own_words(name), own_words(published + name)
    text = f"{around[0]} done {around[1]}. Iran, the United States and Russia said so; so did Zarif and Kerry."
    article = Article(name, text, published, outlet=name)
    return article.event(kind, "done", by, to, date=day, factuality=factuality, quad=quad).coded()


def conflict(by: str, to: str, on: int, factuality: Factuality = "CT+") -> CodedDocument:
    return report("SANCTION", by, to, on, factuality=factuality, quad="material conflict")


LATE = report("SUPPORT", "rus", "irn", 60)
"""A report after which the time of every case is over."""


@pytest.mark.parametrize(
    ("after", "followed"),
    [
        (conflict("usa", "irn", 1), True),
        (conflict("kerry", "zarif", 30), True),
        (conflict("usa", "irn", 0), False),
        (conflict("usa", "irn", 31), False),
        (conflict("irn", "usa", 5), False),
        (conflict("usa", "rus", 5), False),
        (conflict("usa", "irn", 5, "PR+"), False),
        (conflict("usa", "irn", 5, "CT-"), False),
        (report("ACCUSE", "usa", "irn", 5), False),
    ],
)
def test_what_follows_a_threat(ledger: Ledger, after: CodedDocument, followed: bool) -> None:
    for document in (LATE, after, report("THREATEN", "usa", "irn", 0)):
        ledger.add(document)
    (case,) = ledger.precedents()
    assert (case.rule, case.by, case.toward) == ("threat", ("USA",), ("IRN",))
    assert (case.outcome is not None) == followed


def test_a_case_whose_time_is_not_over_is_none_yet(ledger: Ledger) -> None:
    ledger.add(report("THREATEN", "usa", "irn", 0))
    ledger.add(report("SUPPORT", "rus", "irn", 29))
    assert ledger.precedents() == ()
    ledger.add(report("SUPPORT", "rus", "irn", 30))
    assert len(ledger.precedents()) == 1


def test_threats_within_the_window_of_the_first_are_one_case(ledger: Ledger) -> None:
    for on in (0, 10, 30, 31):
        ledger.add(report("THREATEN", "usa", "irn", on))
    ledger.add(report("THREATEN", "rus", "irn", 10))
    ledger.add(report("SUPPORT", "rus", "irn", 90))
    assert [(case.by, case.event.date) for case in ledger.precedents()] == [
        (("USA",), "2015-03-01"),
        (("RUS",), "2015-03-11"),
        (("USA",), "2015-04-01"),
    ]


def test_threats_of_one_day_are_one_case_and_those_without_a_side_none(ledger: Ledger) -> None:
    for by, to in (("usa", "irn"), ("kerry", "irn"), ("usa", ""), ("usa", "kerry")):
        ledger.add(report("THREATEN", by, to, 0))
    ledger.add(report("THREATEN", "usa", "rus", 0, factuality="PR+"))
    ledger.add(LATE)
    assert len(ledger.precedents()) == 1


def test_a_meeting_announced_is_held_if_a_later_report_says_so(ledger: Ledger) -> None:
    ledger.add(report("CONSULT", "usa", "irn", 10, reported=5, factuality="PR+", quad="verbal cooperation"))
    ledger.add(report("CONSULT", "usa", "rus", 12, reported=5, factuality="PR+", quad="verbal cooperation"))
    ledger.add(report("CONSULT", "usa", "irn", 10, quad="verbal cooperation"))
    ledger.add(LATE)
    held, not_reported = ledger.precedents()
    assert (held.rule, held.outcome is not None) == ("meeting", True)
    assert (not_reported.event.date, not_reported.outcome) == ("2015-03-13", None)


@pytest.mark.parametrize(
    ("with_whom", "place", "held"),
    [("rus irn", None, False), ("rus irn", "CHE", True), ("rus irn", "AUT", False), ("rus irn usa", None, True)],
)
def test_a_meeting_with_other_sides_is_the_one_announced_if_two_or_the_place_are_the_same(
    ledger: Ledger, with_whom: str, place: str | None, held: bool
) -> None:
    def told(published: str, sides: str, where: str | None, factuality: Factuality) -> CodedDocument:
        text = f"{own_words(published)} met {own_words(published + sides)}. Iran, the United States, Russia; or some."
        article = Article(published, text, published, outlet=published)
        at = (where, where) if where else None
        return article.event("CONSULT", "met", sides, date="2015-03-11", factuality=factuality, place=at).coded()

    ledger.add(told("2015-03-05", "usa irn", "CHE", "PR+"))
    ledger.add(told("2015-03-12", with_whom, place, "CT+"))
    ledger.add(LATE)
    (case,) = ledger.precedents()
    assert (case.outcome is not None) == held


def test_a_meeting_nobody_announced_is_no_case(ledger: Ledger) -> None:
    ledger.add(report("CONSULT", "usa", "irn", 10, quad="verbal cooperation"))
    ledger.add(report("CONSULT", "usa", "rus", 10, reported=11, factuality="PR+", quad="verbal cooperation"))
    ledger.add(LATE)
    assert ledger.precedents() == ()
