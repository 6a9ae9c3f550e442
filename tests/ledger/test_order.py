"""Properties: the record does not depend on the order of arrival, and adding again changes nothing."""

from __future__ import annotations

from datetime import date
from itertools import combinations, starmap
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.ledger.store import Ledger

from .articles import Article, announced, held, letters

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from onrecord.ledger.views import LedgerEvent
    from onrecord.records import CodedDocument

    Record = Callable[[list[CodedDocument]], tuple[object, ...]]

VIEWS = (
    "actors",
    "origins",
    "statements",
    "utterances",
    "events",
    "agreements",
    "accounts",
    "positions",
    "position_series",
    "commitments",
)
WORDS = "Iran rejected an offer of talks that John Kerry had made in Vienna after the letter of Mohammad Javad Zarif."


def views(ledger: Ledger) -> tuple[object, ...]:
    return ledger.content_digest(), ledger.documents(superseded=True), *(getattr(ledger, view)() for view in VIEWS)


@pytest.fixture
def record(empty_ledger: bytes, tmp_path: Path) -> Record:
    """Adds documents to a new ledger and gives all that it then holds and says."""
    path = tmp_path / "l.db"

    def make(documents: list[CodedDocument]) -> tuple[object, ...]:
        path.write_bytes(empty_ledger)
        with Ledger.open(str(path)) as ledger:
            for document in documents:
                ledger.add(document)
            return views(ledger)

    return make


DATES = st.sampled_from([None, "2015", "2015-03", "2015-03-30", "2015-03-31"])
SIDES = st.sampled_from(["", "usa", "kerry", "moniz", "irn", "zarif", "zarif_short", "zarif_stateless"])


@st.composite
def articles(draw: st.DrawFn, name: str) -> CodedDocument:
    """Few actors, dates and names, so that documents speak of the same things more often than not."""
    extra = draw(st.sampled_from(["", "Copied.", f"{name} wrote this. " * 20]))
    days = st.sampled_from(["2015-03-31", "2015-04-01T10:00", "2015-06-01"])
    article = Article(name, f"{WORDS} {extra}", draw(days), outlet=draw(st.sampled_from(["Wire", "Post"])))
    for trigger in draw(st.lists(st.sampled_from(["rejected", "offer", "talks", "letter"]), max_size=4)):
        article.event(
            draw(st.sampled_from(["CONSULT", "REJECT", "THREATEN"])),
            trigger,
            draw(SIDES),
            draw(SIDES),
            date=draw(DATES),
            factuality=draw(st.sampled_from(["CT+", "CT-", "PR+", "Uu"])),
            mode=draw(st.sampled_from([None, "call", "visit"])),
            place=draw(st.sampled_from([None, ("Vienna", "AUT"), ("Geneva", "CHE")])),
            contexts=draw(st.sampled_from([(), ("nuclear",), ("military", "nuclear")])),
        )
    for party in draw(st.lists(st.sampled_from(["usa irn", "usa prk", ""]), max_size=2)):
        name = draw(st.sampled_from(["nuclear deal", "deal", "JCPOA", "Joint Comprehensive Plan of Action"]))
        article.agreement(name, party, draw(st.sampled_from(["signed", "withdrawn"])), "offer", draw(DATES))
    article.statement("irn", "an offer of talks", cue="rejected", act=draw(st.sampled_from(["says", "threatens"])))
    if draw(st.booleans()):
        article.position("irn", "talks", draw(st.sampled_from([-1.0, 0.6])), "s1", toward="usa", date=draw(DATES))
    if article.events:
        article.account(draw(st.sampled_from(["An offer was made", "an offer was made."])), "s1", "e1")
    return article.coded()


@st.composite
def shuffled(draw: st.DrawFn) -> tuple[list[CodedDocument], list[CodedDocument]]:
    made = [draw(articles(f"d{n}")) for n in range(draw(st.integers(2, 6)))]
    return made, draw(st.permutations(made))


@given(shuffled())
@settings(max_examples=8)
def test_any_order_gives_the_same_record(
    record: Record, orders: tuple[list[CodedDocument], list[CodedDocument]]
) -> None:
    one, other = orders
    assert record(one) == record(other)


@given(shuffled())
@settings(max_examples=8)
def test_adding_again_changes_nothing(record: Record, orders: tuple[list[CodedDocument], list[CodedDocument]]) -> None:
    assert record(orders[0] * 2) == record(orders[0])


@given(st.permutations([announced(), held(), letters()]), st.permutations([None, "2015-03-31", "2015-04-02T10:00"]))
@settings(max_examples=8)
def test_revisions_may_come_in_any_order(record: Record, articles: list[Article], updates: list[str | None]) -> None:
    revisions = [
        Article("r", f"{WORDS} {update}", "2015-03-30", update).event("REJECT", "rejected", "irn") for update in updates
    ]
    straight = [
        Article("r", f"{WORDS} {u}", "2015-03-30", u).event("REJECT", "rejected", "irn")
        for u in sorted(updates, key=str)
    ]
    mixed = [one.coded() for pair in zip(articles, revisions, strict=True) for one in pair]
    assert record(mixed) == record([one.coded() for one in (*straight, announced(), held(), letters())])


@given(shuffled())
@settings(max_examples=8)
def test_counts_and_joins_are_consistent(
    record: Record, orders: tuple[list[CodedDocument], list[CodedDocument]]
) -> None:
    events = cast("tuple[LedgerEvent, ...]", record(orders[0])[2 + VIEWS.index("events")])
    mentions = [mention for event in events for mention in event.mentions]
    assert len({mention.id for mention in mentions}) == len(mentions) == sum(len(d.events) for d in orders[0])
    assert len({event.id for event in events}) == len(events)
    for event in events:
        assert event.documents == len({mention.document for mention in event.mentions})
        assert event.origins == len({mention.origin for mention in event.mentions}) <= event.documents
        assert {mention.factuality[-1] for mention in event.mentions} in ({"-"}, {"+"}, {"u"}, {"+", "u"})
        assert len({mention.place.country for mention in event.mentions if mention.place}) <= 1
        assert event.date in {mention.date for mention in event.mentions}
        stated = [m.date for m in event.mentions if m.date and m.dated_by == "expression"]
        assert all(starmap(may_be_one_date, combinations(stated, 2)))


def may_be_one_date(one: str, other: str) -> bool:
    if len(one) == len(other) == len("2015-03-31"):
        return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= 1
    return one.startswith(other) or other.startswith(one)
