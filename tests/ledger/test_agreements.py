from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.ledger.agreement_names import aliases
from onrecord.ledger.scope import Scope

from .articles import Article

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import LedgerAgreement


def named(name: str, document: str, parties: str, status: str, date: str | None, published: str) -> Article:
    article = Article(document, f"A line of {document} on the {name} stands here.", published)
    return article.agreement(name, parties, status, name, date)


def agreements(ledger: Ledger, *articles: Article) -> tuple[LedgerAgreement, ...]:
    for article in articles:
        ledger.add(article.coded())
    return ledger.agreements()


def steps(agreement: LedgerAgreement) -> list[tuple[str, str | None, int]]:
    return [(step.status, step.date, len(step.evidence)) for step in agreement.history]


def test_a_name_its_acronym_and_a_history(ledger: Ledger) -> None:
    (agreement,) = agreements(
        ledger,
        named("Joint Comprehensive Plan of Action", "c", "usa", "withdrawn", "2018-05-08", "2018-05-08"),
        named("JCPOA", "a", "usa irn", "signed", "2015-07-14", "2015-07-15"),
        named("Joint Comprehensive Plan of Action (JCPOA)", "b", "irn rus", "in_force", "2016-01-16", "2016-01-17"),
        named("JCPOA", "d", "irn", "signed", "2015", "2019-01-01"),
        named("JCPOA", "e", "irn", "signed", None, "2019-01-02"),
    )
    assert agreement.name == "JCPOA"
    assert len(agreement.names) == 3
    assert [party.name for party in agreement.parties] == ["Iran", "Russia", "United States"]
    assert steps(agreement) == [
        ("signed", "2015-07-14", 3),
        ("in_force", "2016-01-16", 1),
        ("withdrawn", "2018-05-08", 1),
    ]
    assert [evidence.document for evidence in agreement.history[0].evidence] == ["a", "d", "e"]
    assert agreement.status == "withdrawn"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("nuclear deal", "landmark nuclear accord", True),
        ("nuclear deal", "prisoner deal", False),
        ("interim nuclear deal", "nuclear deal", False),
        ("deal", "agreement", False),
        ("Treaty of Amity", "Treaty of Friendship", False),
        ("NPT", "Nuclear Non-Proliferation Treaty", True),
    ],
)
def test_which_names_are_one(ledger: Ledger, one: str, other: str, same: bool) -> None:
    found = agreements(
        ledger,
        named(one, "a", "usa irn", "signed", None, "2015-07-15"),
        named(other, "b", "usa irn", "in_force", None, "2015-08-15"),
    )
    assert len(found) == (1 if same else 2)


def test_a_description_is_another_agreement_between_others(ledger: Ledger) -> None:
    found = agreements(
        ledger,
        named("nuclear deal", "a", "usa irn", "signed", None, "2015-07-15"),
        named("nuclear deal", "b", "usa prk", "signed", None, "1994-10-21"),
        named("nuclear deal", "c", "", "signed", None, "2015-08-15"),
    )
    assert len(found) == 3, "that of unknown parties could be either"


def test_parties_and_the_date_of_a_status_make_one_of_two_names(ledger: Ledger) -> None:
    (agreement,) = agreements(
        ledger,
        named("strategic partnership", "a", "rus irn", "signed", "2025-01-17", "2025-01-18"),
        named("accord", "b", "irn rus", "signed", "2025-01-17", "2025-01-19"),
    )
    assert steps(agreement) == [("signed", "2025-01-17", 2)]


def both(one: str, other: str, document: str = "both") -> Article:
    """A report that names two agreements, which the same states signed on the same day."""
    article = Article(document, f"Of {document} the {one} and then the {other} stand here.", "2025-05-06")
    for name in (one, other):
        article.agreement(name, "irn omn", "signed", name, "2025-05-05")
    return article


def signed(*names: str) -> list[Article]:
    """A report for each agreement, which the same states signed on the same day."""
    return [
        named(name, f"d{n}", "irn omn", "signed", "2025-05-05", f"2025-05-{n + 6:02}") for n, name in enumerate(names)
    ]


def called(found: tuple[LedgerAgreement, ...]) -> list[tuple[str, ...]]:
    return sorted(agreement.names for agreement in found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("trade agreement", "border treaty"),
        ("trade agreement", "treaty"),
        ("trade agreement", "2015 trade agreement"),
        ("memorandum of understanding", "treaty of alliance"),
        ("agreement on trade", "agreement on transit"),
    ],
)
def test_what_two_states_sign_on_one_day_is_two_where_a_report_tells_it_apart(
    ledger: Ledger, one: str, other: str
) -> None:
    assert called(agreements(ledger, both(one, other))) == sorted([(one,), (other,)])


def test_what_a_report_has_no_other_words_for_is_one(ledger: Ledger) -> None:
    assert len(agreements(ledger, both("trade agreement", "accord"))) == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("trade agreement", "border treaty", False),
        ("border truce", "border treaty", False),
        ("Oman's border treaty", "Iran-Oman trade agreement", False),
        ("memorandum of understanding", "border treaty", False),
        ("trade pact", "2015 trade agreement", True),
        ("2015 accord", "trade agreement", True),
        ("Muscat accord", "border treaty", True),
        ("deal", "border treaty", True),
        ("Iranian-Omani deal", "border treaty", True),
        ("memorandum of understanding", "memorandum on trade", True),
        ("agreement on border security", "border treaty", True),
        ("JCPOA", "nuclear deal", True),
    ],
)
def test_what_two_states_sign_on_one_day_is_one_unless_the_names_exclude_it(
    ledger: Ledger, one: str, other: str, same: bool
) -> None:
    apart = sorted([(one,), (other,)])
    together = [tuple(sorted([one, other]))]
    assert called(agreements(ledger, *signed(one, other))) == (together if same else apart)


def test_what_may_be_either_of_two_is_neither(ledger: Ledger) -> None:
    found = agreements(ledger, both("trade agreement", "border treaty"), *signed("deal", "trade pact"))
    assert called(found) == [("border treaty",), ("deal",), ("trade agreement", "trade pact")]


def test_a_report_with_both_names_of_an_agreement_joins_them(ledger: Ledger) -> None:
    bridge = Article("bridge", "The trade agreement, a landmark transit accord, stands here.", "2025-05-07")
    bridge.agreement("trade agreement", "irn omn", "signed", "transit accord", "2025-05-05")
    found = agreements(ledger, *signed("trade agreement", "transit accord"))
    assert len(found) == 2
    assert called(agreements(ledger, bridge)) == [("trade agreement", "transit accord")]


def test_status_is_the_latest_dated_or_a_later_one_in_its_life(ledger: Ledger) -> None:
    undated_background = named("Quiet Pact Two", "b", "usa irn", "signed", None, "2019-01-01")
    dated = named("Quiet Pact Two", "a", "usa irn", "in_force", "2016-01-16", "2016-01-17")
    (agreement,) = agreements(ledger, dated, undated_background)
    assert agreement.status == "in_force"
    left = named("Quiet Pact Two", "c", "usa irn", "withdrawn", None, "2018-05-09")
    (agreement,) = agreements(ledger, left)
    assert agreement.status == "withdrawn"


STATUSES: list[tuple[str, str | None, str, str]] = [
    ("in_force", "2016-01-16", "2016-01-17", ""),
    ("suspended", "2018-05-08", "2018-05-08", ""),
    ("in_force", "2019-03-01", "2019-03-02", "resumed:reinstate"),
]
"""What three reports say of one agreement: its status, since when, the day of the report, by what word."""


@pytest.mark.parametrize("undated", [(), (2,), (1, 2), (0, 1, 2)])
def test_a_suspended_agreement_that_is_resumed_is_in_force_again(ledger: Ledger, undated: tuple[int, ...]) -> None:
    told = []
    for number, (status, date, published, method) in enumerate(STATUSES):
        article = Article(f"d{number}", f"A line of d{number} on the Quiet Pact Two stands here.", published)
        on = None if number in undated else date
        told.append(article.agreement("Quiet Pact Two", "usa irn", status, "Quiet Pact Two", on, method))
    (agreement,) = agreements(ledger, *told)
    assert [(step.status, step.again) for step in agreement.history] == [
        ("in_force", False),
        ("suspended", False),
        ("in_force", True),
    ]
    assert agreement.status == "in_force"
    (agreement,) = agreements(ledger, named("Quiet Pact Two", "e", "usa irn", "suspended", None, "2020-01-01"))
    assert agreement.status == "in_force", "that it was suspended once is told again"
    (agreement,) = agreements(ledger, named("Quiet Pact Two", "f", "usa irn", "suspended", "2021-06", "2021-06-02"))
    assert agreement.status == "suspended"


def test_scope(ledger: Ledger) -> None:
    agreements(ledger, named("JCPOA", "a", "usa irn", "signed", "2015-07-14", "2015-07-15"))
    assert len(ledger.agreements(Scope(actors=("IRN",), since="2015-07", until="2015-07"))) == 1
    assert ledger.agreements(Scope(actors=("RUS",))) == ()
    assert ledger.agreements(Scope(since="2016")) == ()


def test_aliases_of_a_bare_noun_are_none() -> None:
    assert aliases("the historic deal") == frozenset()
    assert "jcpoa" in aliases("Joint Comprehensive Plan of Action")
    assert aliases("New START") == {"new start"}


def also_called(name: str, words: str, document: str, parties: str, published: str) -> Article:
    article = Article(document, f"A line of {document} on the {words} stands here.", published)
    return article.agreement(name, parties, "withdrawn", words, None)


def test_a_description_with_its_year_is_one_agreement_whichever_party_a_report_names(ledger: Ledger) -> None:
    (agreement,) = agreements(
        ledger,
        named("2015 nuclear agreement", "a", "usa", "withdrawn", "2018-05-08", "2018-05-08"),
        named("2015 nuclear deal", "b", "irn", "signed", "2015-07-14", "2019-01-01"),
        named("2015 Iran nuclear accord", "c", "irn", "signed", None, "2020-01-01"),
    )
    assert [step.status for step in agreement.history] == ["signed", "withdrawn"]


def test_other_years_are_other_agreements(ledger: Ledger) -> None:
    assert (
        len(
            agreements(
                ledger,
                named("2015 nuclear agreement", "a", "usa irn", "signed", None, "2018-05-08"),
                named("1994 nuclear agreement", "b", "usa prk", "signed", None, "2018-05-09"),
            )
        )
        == 2
    )


def test_what_a_report_also_calls_an_agreement_joins_it_to_others(ledger: Ledger) -> None:
    (agreement,) = agreements(
        ledger,
        also_called("JCPOA", "2015 nuclear deal", "a", "usa irn", "2018-05-08"),
        named("2015 nuclear agreement", "b", "irn", "signed", None, "2019-01-01"),
        named("JCPOA", "c", "irn rus", "signed", "2015-07-14", "2015-07-15"),
    )
    assert agreement.name == "JCPOA"
    assert len(agreement.history) == 2
