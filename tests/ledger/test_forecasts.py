"""Announcements that name nobody, and the meeting that then took place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .articles import Article

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

DAY = "2021-11-29"


def foretold(name: str = "before", place: str | None = None, **more: str) -> Article:
    article = Article(name, f"The {name} paper writes that delegates will gather again soon.", "2021-11-03")
    where = (place, None) if place else None
    return article.event("CONSULT", "gather", more.get("by", ""), date=DAY, factuality="PR+", place=where)


def held(name: str = "after", by: str = "irn rus", published: str = DAY, place: str | None = None) -> Article:
    article = Article(name, f"In {name}ton {name}ers convened.", published)
    return article.event("CONSULT", "convened", by, date=DAY, place=(place, None) if place else None)


def shape(ledger: Ledger, *articles: Article) -> list[tuple[str, ...]]:
    for article in articles:
        ledger.add(article.coded())
    return sorted(tuple(mention.document for mention in event.mentions) for event in ledger.events())


def test_what_was_announced_and_then_held_is_one_event(ledger: Ledger) -> None:
    assert shape(ledger, held(), foretold()) == [("before", "after")]
    (event,) = ledger.events()
    assert [mention.joined_by for mention in event.mentions] == ["first", "forecast"]
    assert event.factuality == "CT+"
    assert {actor.country for actor in event.actors} == {"IRN", "RUS"}


def test_two_announcements_of_one_meeting(ledger: Ledger) -> None:
    assert shape(ledger, foretold("one"), held(), foretold("two")) == [("one", "two", "after")]


def test_a_side_that_did_not_take_part_keeps_them_apart(ledger: Ledger) -> None:
    assert len(shape(ledger, foretold(by="prk"), held())) == 2


def test_a_report_from_before_the_day_is_no_report_of_it(ledger: Ledger) -> None:
    assert len(shape(ledger, foretold(), held(published="2021-11-20"))) == 2


def test_of_two_meetings_the_one_in_the_place_announced_is_meant(ledger: Ledger) -> None:
    found = shape(ledger, foretold(place="Vienna"), held(place="Vienna"), held("other", "usa rus", place="Oslo"))
    assert found == [("before", "after"), ("other",)]


def test_where_two_meetings_fit_the_announcement_stays_alone(ledger: Ledger) -> None:
    assert len(shape(ledger, foretold(), held(), held("other", "usa rus"))) == 3


def test_sides_all_named_as_actors_are_a_dyad(ledger: Ledger) -> None:
    one = Article("one", "One says that they signed it.", DAY).event("AGREE", "signed", "irn rus", date=DAY)
    two = Article("two", "Two says that it was concluded.", DAY).event("AGREE", "concluded", "irn", "rus", date=DAY)
    assert shape(ledger, one, two) == [("one", "two")]
