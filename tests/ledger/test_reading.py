"""Statements, positions, documents and actors, and what scopes let through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger.scope import Facts, Filter, Scope

from .articles import Article, announced, held, letters

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    for article in (letters(), announced(), held()):
        ledger.add(article.coded())
    return ledger


def test_statements_carry_their_evidence(filled: Ledger) -> None:
    by_content = {statement.content: statement for statement in filled.statements()}
    statement = by_content['"We are closer than ever,"']
    assert statement.source is not None
    assert statement.source.name == "Mohammad Javad Zarif"
    assert statement.cue_evidence is not None
    assert statement.cue_evidence.quote == "told"
    assert statement.passage.quote == '"We are closer than ever," Mohammad Javad Zarif told'
    assert (statement.kind, statement.section, statement.evidence.outlet) == ("direct", "body", "The Herald")


def test_statements_run_by_date_else_by_report(filled: Ledger) -> None:
    dates = [statement.date or statement.evidence.published for statement in filled.statements()]
    assert dates == ["2015-03-25", "2015-03-30T20:00", "2015-03-30T20:00", "2016-04-01", "2016-04-01"]


def test_a_passage_stays_in_its_paragraph(ledger: Ledger) -> None:
    text = "Mohammad Javad Zarif spoke.\nThe talks were over, he said, and gone."
    article = Article("a", text).statement(
        "zarif", "The talks were over / and gone", cue="said", source_words="Mohammad Javad Zarif"
    )
    ledger.add(article.coded())
    (statement,) = ledger.statements()
    assert statement.content == "The talks were over ... and gone"
    assert statement.passage.quote == "The talks were over, he said, and gone"
    assert statement.source_evidence is not None


def test_statements_know_their_carriers_and_frames(ledger: Ledger) -> None:
    text = "Russia said that Iran had told it that talks were over."
    article = Article("a", text).statement("rus", "Iran had told it that talks were over", cue="said", via="prk usa")
    article.statement("irn", "talks were over", cue="told", within="s1", addressee="rus")
    ledger.add(article.coded())
    outer, inner = ledger.statements()
    assert [actor.name for actor in outer.via] == ["North Korea", "United States"]
    assert inner.within == outer.id
    assert inner.addressee is not None
    assert inner.addressee.country == "RUS"


def test_the_same_words_of_the_same_source_are_one_claim(ledger: Ledger) -> None:
    for name in ("a", "b"):
        text = f"“Talks are over,” Iran told {name}." if name == "a" else f'Iran told {name}: "Talks are over."'
        words = "“Talks are over,”" if name == "a" else '"Talks are over."'
        ledger.add(Article(name, text).statement("irn", words, kind="direct").coded())
    one, other = ledger.statements()
    assert one.claim == other.claim
    assert one.id != other.id


def test_positions_carry_what_they_were_read_from(filled: Ledger) -> None:
    (position,) = filled.positions()
    assert (position.actor.name, position.issue, position.stance) == ("Iran", "further demands", -1.0)
    assert [piece.quote for piece in position.evidence] == [
        "Iran rejected further demands.",
        "Iran had not received one",
    ]
    assert filled.positions(Scope(actors=("USA",))) == (position,)
    assert filled.positions(Scope(since="2016-05")) == ()


def test_documents_and_actors_of_a_scope(filled: Ledger) -> None:
    assert [document.id for document in filled.documents()] == ["gazette-0325", "herald-0330", "post-0401"]
    assert [document.id for document in filled.documents(Scope(since="2015-03-26", until="2015"))] == ["herald-0330"]
    assert [document.id for document in filled.documents(Scope(actors=("Kerry",)))] == ["gazette-0325", "post-0401"]
    assert filled.documents(Scope(actors=("FRA",))) == ()
    names = [actor.name for actor in filled.actors(Scope(actors=("IRN",)))]
    assert names == ["Iran", "Mohammad Javad Zarif"]
    assert filled.actors(Scope(since="2020")) == ()


@pytest.mark.parametrize(
    ("scope", "statements", "events"),
    [
        (Scope(), 5, 2),
        (Scope(actors=("RUS",)), 0, 0),
        (Scope(actors=("RUS", "IRN")), 4, 2),
        (Scope(source="javad zarif"), 3, 0),
        (Scope(source="kerry"), 1, 1),
        (Scope(recipient="IRN"), 1, 1),
        (Scope(types=("REJECT",)), 0, 1),
        (Scope(types=("CONSULT", "REJECT")), 1, 2),
        (Scope(contexts=("nuclear",)), 1, 1),
        (Scope(since="2016"), 2, 1),
        (Scope(until="2015-03-25"), 1, 0),
        (Scope(since="2015-03-30", until="2015-03-30"), 2, 1),
        (Scope(query="letter"), 2, 0),
        (Scope(query="letter", source="kerry"), 1, 0),
        (Scope(query="rejected demands"), 0, 1),
    ],
)
def test_what_a_scope_lets_through(filled: Ledger, scope: Scope, statements: int, events: int) -> None:
    assert (len(filled.statements(scope)), len(filled.events(scope))) == (statements, events)
    page = filled.find("", scope)
    assert page.total == statements + events


@given(st.dates(), st.dates(), st.dates(), st.sampled_from([4, 7, 10]))
def test_periods_include_what_overlaps_them(date: object, since: object, until: object, precision: int) -> None:
    """Oracle: a month or year overlaps the period if one of the days that its prefix stands for lies in it."""
    prefix = str(date)[:precision]
    first = prefix + "-01-01"[len(prefix) - 4 :] if precision < 10 else prefix
    last = prefix + {4: "-12-31", 7: "-31", 10: ""}[precision]
    overlaps = last >= str(since) and first <= str(until)
    scoped = Filter(Scope(since=str(since), until=str(until)))
    assert scoped.admits(Facts((prefix,), frozenset())) == overlaps
