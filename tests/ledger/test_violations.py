"""Who says that an agreement was violated, and who denies it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from .articles import Article

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import ViolationDispute


def disputes(ledger: Ledger, article: Article) -> tuple[ViolationDispute, ...]:
    ledger.add(article.coded())
    (agreement,) = ledger.agreements()
    return agreement.disputes


def told(content: str, by: str = "usa", **more: Any) -> Article:
    text = (
        f"The nuclear deal with Iran was signed last year. On Monday {content}, as was said. Zarif spoke. Russia did."
    )
    return (
        Article("a", text, "2016-03-25")
        .agreement("nuclear deal", "usa irn", "signed", "nuclear deal")
        .statement(by, content, cue="said", **more)
    )


def test_an_accusation_and_its_denial_stand_side_by_side(ledger: Ledger) -> None:
    text = (
        "The United States accused Iran of violating the nuclear deal. Zarif denied that Iran had violated the deal. "
        "Russia said that nobody had shown it anything."
    )
    article = Article("a", text, "2016-03-25").agreement("nuclear deal", "usa irn", "signed", "nuclear deal")
    article.agreements[0] = replace(
        article.agreements[0], spans=(article.span("nuclear deal"), article.span("the deal"))
    )
    article.statement("usa", "Iran of violating the nuclear deal", cue="accused", act="accuses", date="2016-03-25")
    article.statement("zarif", "that Iran had violated the deal", cue="denied", act="denies")
    article.statement("rus", "that nobody had shown it anything", cue="said")
    article.who("irn")
    (dispute,) = disputes(ledger, article)
    assert [actor.name for actor in dispute.accused] == ["Iran"]
    assert [(side.who and side.who.name, side.when) for side in dispute.affirmed_by] == [
        ("United States", "2016-03-25")
    ]
    assert [side.who and side.who.name for side in dispute.denied_by] == ["Mohammad Javad Zarif"]


def test_a_denial_that_the_coder_sets_against_it_needs_no_word_of_violation(ledger: Ledger) -> None:
    text = "The United States said that Iran had breached the nuclear deal. Zarif said that this was a lie."
    article = Article("a", text, "2016-03-25").agreement("nuclear deal", "usa irn", "signed", "nuclear deal")
    article.statement("usa", "that Iran had breached the nuclear deal", cue="said")
    article.statement("zarif", "that this was a lie", cue="said that this").account("Iran had breached it", "s1", "s2")
    (dispute,) = disputes(ledger, article)
    assert [side.evidence.quote for side in dispute.denied_by] == ["that this was a lie"]


@pytest.mark.parametrize(
    ("content", "act"),
    [
        ("Iran would be isolated if it violated it", "says"),
        ("Iran has not violated it", "says"),
        ("Iran keeps it", "accuses"),
        ("Iran must not have violated it", "asks"),
        ("Iran celebrated a breakthrough in it", "says"),
        ("the guards broke out of it", "denies"),
    ],
)
def test_what_accuses_nobody(ledger: Ledger, content: str, act: str) -> None:
    article = told(content, act=act)
    article.who("irn")
    assert disputes(ledger, article) == ()


def test_an_accusation_needs_somebody_on_another_side(ledger: Ledger) -> None:
    article = told("Iran has violated it", by="zarif", act="says")
    article.who("irn")
    assert disputes(ledger, article) == ()
