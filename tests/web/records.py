"""A small ledger for what reads one over HTTP: of every kind of record some, and enough of some for pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord.brief.reporting import ReportingLedger
from onrecord.ledger.scope import Scope
from tests.ledger.articles import Article, announced, held, letters, own_words

if TYPE_CHECKING:
    from pathlib import Path

SITUATION = "Iran / United States"
"""With a slash, which an address must bear."""

ADDRESS = "https://gazette.example/2015/04/02/talks"
"""A document whose id is an address, as most are."""

BY: Any = {"author": "A. Reader", "reason": "read against the report"}


def threat() -> Article:
    """A threat on a condition, in a report with an address for an id; a revision follows."""
    text = (
        "TEHRAN, April 2 - Iran will leave the talks if new sanctions are imposed on it, Mohammad Javad Zarif said. "
        "The United States and Iran met again on April 1."
    )
    return (
        Article(ADDRESS, text, published="2015-04-02", outlet="The Gazette", title="<b>Talks</b> & threats")
        .statement("zarif", "Iran will leave the talks if new sanctions are imposed on it", act="threatens", cue="said")
        .event("THREATEN", "will leave", "irn", "usa", condition="if new sanctions are imposed", quad="verbal conflict")
        .event("CONSULT", "met again", "usa", "irn", date="2015-04-01")
    )


def revised() -> Article:
    """The same document, revised."""
    article = threat()
    article.text += " The next round begins on Monday."
    article.updated = "2015-04-03"
    return article


def dispatch(number: int) -> Article:
    """One of a row of reports that have nothing to do with one another."""
    name, day = f"dispatch-{number:02}", f"{1990 + number}-05-{number:02}"
    ended = f"talks on {own_words(name)} had ended"
    text = f"Sergey Lavrov said {ended}. The United States accused Russia over {own_words(name, 2)}."
    return (
        Article(name, text, published=day, outlet=None)
        .event("ACCUSE", "accused", "usa", "rus", date=day, quad="verbal conflict")
        .statement("lavrov", ended, cue="said")
    )


def make_ledger(location: str | Path) -> str:
    """Makes the ledger, and says where it is."""
    with ReportingLedger.open(str(location)) as ledger:
        for article in (announced(), held(), letters(), threat(), revised(), *map(dispatch, range(1, 13))):
            ledger.add(article.coded())
        ledger.save_situation(SITUATION, Scope(actors=("IRN", "USA")))
        actors = ledger.actors()
        ledger.judge_actors("different", actors[0].id, actors[1].id, **BY)
        ledger.review("accept", ledger.statements()[0].id, **BY)
        ledger.withdraw_review(ledger.review("reject", ledger.events()[0].id, **BY), **BY)
    return str(location)
