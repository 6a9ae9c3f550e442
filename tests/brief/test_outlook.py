"""The outlook says what is scheduled, what was threatened on which condition, and what followed such before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import onrecord
from onrecord.brief.checking import fault
from onrecord.brief.parts.outlook import MIN_CASES
from tests.ledger.articles import Article, own_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onrecord.brief.report import Sentence
    from onrecord.brief.reporting import ReportingLedger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[ReportingLedger]:
    with onrecord.open_ledger(str(tmp_path / "l.db")) as opened:
        yield opened


def outlook(ledger: ReportingLedger) -> list[Sentence]:
    brief = ledger.brief()
    assert brief.withheld == ()
    return [sentence for section in brief.sections if section.part == "outlook" for sentence in section.sentences]


def threat(day: str, condition: str | None = None) -> Article:
    text = f"{own_words(day)} the United States threatened Iran {own_words(day, 6)} if the talks failed. More of {day}."
    return Article(f"threat-{day}", text, day, outlet=day).event(
        "THREATEN", "threatened", "usa", "irn", date=day, condition=condition, quad="verbal conflict"
    )


def sanction(day: str) -> Article:
    text = (
        f"{own_words(day)} the United States imposed sanctions on Iran. That is what {day} is known for, and no more."
    )
    return Article(f"sanction-{day}", text, day, outlet=day).event(
        "SANCTION", "imposed", "usa", "irn", date=day, quad="material conflict"
    )


def earlier(ledger: ReportingLedger, threats: int, followed: int) -> None:
    for number in range(threats):
        ledger.add(threat(f"2014-{2 * number + 1:02}-01").coded())
        if number < followed:
            ledger.add(sanction(f"2014-{2 * number + 1:02}-09").coded())
    ledger.add(threat("2015-03-25", "if the talks failed").coded())


def test_an_open_threat_is_told_with_its_condition_and_the_base_rate(ledger: ReportingLedger) -> None:
    earlier(ledger, 6, 2)
    told, rate = outlook(ledger)
    assert "if the talks failed" in told.text
    assert rate.text.startswith(
        "In 2 of the 6 earlier cases in this record, a threat by [the United States] against [Iran] was followed"
    )
    assert len({evidence.document for evidence in rate.evidence}) == 8
    assert all(evidence.document != "threat-2015-03-25" for evidence in rate.evidence)


def test_too_few_cases_make_no_rate(ledger: ReportingLedger) -> None:
    earlier(ledger, MIN_CASES - 1, 2)
    assert len(outlook(ledger)) == 1


def test_a_share_that_its_cases_do_not_bear_out_is_withheld(ledger: ReportingLedger) -> None:
    earlier(ledger, 6, 2)
    rate = outlook(ledger)[1]
    names = {actor.name: frozenset(actor.names) for actor in ledger.actors()}

    def check(sentence: Sentence) -> str | None:
        return fault(sentence, lambda e: ledger.coded(e.document, e.version), lambda name: names.get(name, frozenset()))

    assert check(rate) is None
    among = rate.claims.among or ()
    for wrong in (among[:1], (*among, "another"), rate.about):
        assert check(replace(rate, claims=replace(rate.claims, among=wrong))) is not None
    assert check(replace(rate, text=rate.text.replace("In 2 of", "In 3 of"))) is not None


@pytest.mark.parametrize(
    ("day", "factuality", "told"),
    [
        ("2015-04-01", "PR+", 1),
        ("2015-04", "PR+", 1),
        ("2015-03-01", "PR+", 0),
        ("2015-04-01", "PS+", 0),
        (None, "PR+", 0),
    ],
)
def test_only_what_is_scheduled_for_later_is_ahead(
    ledger: ReportingLedger, day: str | None, factuality: str, told: int
) -> None:
    text = "The United States and Iran will meet in Geneva. Russia did not say whether it would join them."
    article = Article("a", text, "2015-03-25").event(
        "CONSULT",
        "will meet",
        "usa irn",
        date=day,
        factuality=factuality,  # type: ignore[arg-type]
    )
    ledger.add(article.coded())
    brief = ledger.brief()
    section = next(section for section in brief.sections if section.part == "outlook")
    assert section.found == told


def test_what_a_later_report_calls_off_is_not_ahead(ledger: ReportingLedger) -> None:
    for published, words, factuality in (("2015-03-25", "will", "PR+"), ("2015-03-27", "will not", "CT-")):
        text = f"The United States and Iran {words} meet in Geneva, as a report of {published} has it."
        article = Article(published, text, published, outlet=published)
        article.event("CONSULT", "meet", "usa irn", date="2015-04-01", factuality=factuality)  # type: ignore[arg-type]
        ledger.add(article.coded())
    section = next(section for section in ledger.brief().sections if section.part == "outlook")
    assert section.found == 0
