from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.ledger.scope import Scope

from .articles import Article, letters

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

PROPOSITION = "A letter was sent to Iran"


def test_sides_are_named_with_their_words(ledger: Ledger) -> None:
    ledger.add(letters().coded())
    (account,) = ledger.accounts()
    (yes,), (no,) = account.affirmed_by, account.denied_by
    assert yes.who is not None
    assert no.who is not None
    assert (yes.who.name, yes.when, yes.kind) == ("John Kerry", "2016-04-01", "statement")
    assert (no.who.name, no.evidence.quote) == ("Mohammad Javad Zarif", "Iran had not received one")
    assert yes.record in {statement.id for statement in ledger.statements()}
    assert account.method == "coder"


def test_one_proposition_in_two_documents_is_one_account(ledger: Ledger) -> None:
    again = Article("again", "Iran confirmed that it had the letter.", "2016-04-03")
    again.event("CONCEDE", "confirmed", "irn", date="2016-04-02").account("a letter was sent to Iran.", "e1", "")
    for article in (again, letters()):
        ledger.add(article.coded())
    (account,) = ledger.accounts()
    assert [(side.kind, side.evidence.document) for side in account.affirmed_by] == [
        ("statement", "post-0401"),
        ("event", "again"),
    ]
    (event,) = [event for event in ledger.events() if event.type == "CONCEDE"]
    assert account.affirmed_by[1].record == event.id


def strike(name: str, factuality: str, by: str = "usa", date: str = "2016-04-01") -> Article:
    article = Article(name, f"In {name} one reads that they struck first.", "2016-04-02")
    return article.event("ASSAULT", "struck", by, "irn", date=date, factuality=factuality)  # type: ignore[arg-type]


def test_contradictory_reports_are_an_account(ledger: Ledger) -> None:
    for article in (strike("a", "CT+"), strike("b", "CT-"), strike("c", "PR+")):
        ledger.add(article.coded())
    (account,) = ledger.accounts()
    assert account.method == "polarity"
    assert account.proposition == "In a one reads that they struck first."
    assert [side.evidence.document for side in account.affirmed_by] == ["a", "c"]
    assert [side.evidence.document for side in account.denied_by] == ["b"]
    assert len(ledger.events()) == 2


@pytest.mark.parametrize("other", [strike("b", "CT-", "rus"), strike("b", "CT-", date="2016-04-02")])
def test_reports_of_different_events_do_not_contradict(ledger: Ledger, other: Article) -> None:
    for article in (strike("a", "CT+"), other):
        ledger.add(article.coded())
    assert ledger.accounts() == ()


def test_scope(ledger: Ledger) -> None:
    for article in (letters(), strike("a", "CT+"), strike("b", "CT-")):
        ledger.add(article.coded())
    assert len(ledger.accounts(Scope(types=("ASSAULT",)))) == 1
    assert len(ledger.accounts(Scope(source="Kerry"))) == 1
    assert len(ledger.accounts(Scope(actors=("USA",)))) == 2
    assert ledger.accounts(Scope(until="2016-03")) == ()
