"""Who deals with whom: counted between two sides and by country, on both databases, as facts alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.ledger.scope import Scope
from onrecord.ledger.ties import Counterpart, Dealing, by_country, tied

from .articles import Article, held, letters

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger
    from onrecord.ledger.ties import Level, Side

IRAN, AMERICA = Counterpart("IRN", ""), Counterpart("USA", "")


def many_sided() -> Article:
    """Two Americans meet two others, one of whom has no country; a threat is no fact yet."""
    text = "John Kerry and Ernest Moniz met Zarif and Mohammad Javad Zarif. Moniz may visit Iran."
    return (
        Article("wire-0402", text, published="2016-04-02")
        .event("CONSULT", "met", "kerry moniz", "zarif zarif_stateless", date="2016-04-02", place=("Vienna", "AUT"))
        .event("CONSULT", "may visit", "moniz", "irn", date="2016-05", factuality="PS+")
    )


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    for article in (held(), letters(), many_sided()):
        ledger.add(article.coded())
    return ledger


def test_an_event_counts_once_between_two_countries(filled: Ledger) -> None:
    found = filled.dealings()
    assert found[Dealing(IRAN, AMERICA, "CONSULT", "2015-03")] == 1
    assert found[Dealing(IRAN, AMERICA, "REJECT", "2016-04")] == 1
    assert found[Dealing(IRAN, AMERICA, "CONSULT", "2016-04")] == 1
    assert not any(dealing.month == "2016-05" for dealing in found), "what may happen is no fact"


def test_actors_are_told_apart_by_name(filled: Ledger) -> None:
    ends = {end.name for dealing in filled.dealings(level="actors") for end in (dealing.one, dealing.other)}
    assert {"John Kerry", "Ernest Moniz", "Iran", "United States"} <= ends
    assert all(end.country is None for dealing in filled.dealings(level="actors") for end in dealing[:2])


def test_events_are_counted_by_country(filled: Ledger) -> None:
    assert filled.country_counts(side="place") == {"CHE": 1, "AUT": 1}
    assert filled.country_counts(side="by") == {"USA": 3, "IRN": 1}
    assert filled.country_counts() == {"USA": 4, "IRN": 4}


def test_counterparts_stand_on_the_other_side(filled: Ledger) -> None:
    moniz = next(actor for actor in filled.actors() if "Moniz" in actor.name)
    found = {(other.name, other.country): counts for other, counts in filled.counterparts(moniz.id).items()}
    meeting = {"verbal cooperation": 1}
    assert found == {
        ("Iran", "IRN"): meeting,
        ("Mohammad Javad Zarif", "IRN"): meeting,
    }, "not John Kerry, who acts with him"
    assert filled.counterparts("ac_nobody") == {}


def test_actors_are_asked_for_by_id(filled: Ledger) -> None:
    moniz = next(actor for actor in filled.actors() if "Moniz" in actor.name)
    theirs = Scope(actors=(moniz.id,))
    assert [event.id for event in filled.events(theirs)] == [e.id for e in filled.events(Scope(actors=("Moniz",)))]
    assert filled.events(Scope(actors=(moniz.id, "DEU"))) == filled.events(theirs)
    assert filled.events(Scope(actors=("ac_nobody",))) == ()
    assert [view.id for view in filled.actors(theirs)] == [view.id for view in filled.actors(Scope(actors=("Moniz",)))]


@pytest.mark.parametrize("scope", [Scope(), Scope(actors=("Moniz",)), Scope(since="2016", types=("CONSULT",))])
@pytest.mark.parametrize("level", ["countries", "actors"])
@pytest.mark.parametrize("side", ["either", "by", "toward", "place"])
def test_the_database_counts_what_the_outlines_say(filled: Ledger, scope: Scope, level: Level, side: Side) -> None:
    assert filled.dealings(scope, level) == tied(filled.event_outlines(scope), level)
    assert filled.country_counts(scope, side) == by_country(filled.event_outlines(scope), side)


def test_documents_are_counted_no_further_than_asked(filled: Ledger) -> None:
    assert (filled.document_count(), filled.document_count(most=2)) == (3, 2)
    assert filled.document_count(Scope(actors=("Moniz",))) == 1
