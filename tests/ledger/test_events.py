"""Which mentions become one event, which never do, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from onrecord.ledger.joining import join, link, most_common
from onrecord.ledger.scope import Scope
from onrecord.records import Span

from .articles import Article, announced, held, own_words

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import LedgerEvent


def report(name: str, words: str = "met", published: str | None = "2015-03-31") -> Article:
    """A text of its own, so that nothing but what a test says makes two reports alike."""
    return Article(name, f"{own_words(name)} {words} {own_words(name + words)}.", published)


def events(ledger: Ledger, *articles: Article) -> tuple[LedgerEvent, ...]:
    for article in articles:
        ledger.add(article.coded())
    return ledger.events()


def joined(ledger: Ledger, *articles: Article) -> LedgerEvent:
    (event,) = events(ledger, *articles)
    return event


def rules(event: LedgerEvent) -> list[str]:
    return [mention.joined_by for mention in event.mentions]


DAY = "2015-03-30"


def test_the_same_claim_is_one_event(ledger: Ledger) -> None:
    event = joined(ledger, *(report(n).event("REJECT", "met", "irn", "usa", date=DAY) for n in ("a", "b")))
    assert (event.documents, event.origins, rules(event)) == (2, 2, ["first", "same_claim"])
    assert event.mentions[1].join_reason == "same type, actors, recipients and date (2015-03-30)"


def test_a_forecast_and_its_report_are_one_event_that_came_about(ledger: Ledger) -> None:
    event = joined(ledger, held(), announced())
    assert [mention.factuality for mention in event.mentions] == ["PR+", "CT+"]
    assert event.factuality == "CT+"
    assert rules(event) == ["first", "forecast"]
    assert {actor.name for actor in event.actors} == {"John Kerry", "United States"}
    assert event.place is not None
    assert event.place.name == "Lausanne"


def test_a_forecast_is_none_after_the_fact(ledger: Ledger) -> None:
    late = report("late", published="2015-04-02").event("CONSULT", "met", "usa", "irn", date=DAY, factuality="PR+")
    assert rules(joined(ledger, held(), late)) == ["first", "same_claim"]


NAMED_DAYS = (("a", "2015-03-30"), ("b", "2015-03-30"), ("c", "2015-09-30"))


def test_sides_of_a_meeting_may_be_turned_round(ledger: Ledger) -> None:
    one = report("a").event("CONSULT", "met", "kerry", "zarif", date=DAY)
    other = report("b").event("CONSULT", "met", "irn", "usa", date=DAY)
    assert rules(joined(ledger, one, other)) == ["first", "same_countries"]


def test_sides_of_an_accusation_may_not(ledger: Ledger) -> None:
    one = report("a").event("ACCUSE", "met", "usa", "irn", date=DAY)
    other = report("b").event("ACCUSE", "met", "irn", "usa", date=DAY)
    assert len(events(ledger, one, other)) == 2


def test_a_less_precise_date_joins_where_it_can_only_be_that_event(ledger: Ledger) -> None:
    precise = report("a").event("AGREE", "met", "usa", "irn", date="2015-07-14")
    vague = report("b", published="2016-01-01").event("AGREE", "met", "kerry", "irn", date="2015-07")
    event = joined(ledger, precise, vague)
    assert (event.date, rules(event)) == ("2015-07-14", ["first", "date_precision"])
    second = report("c").event("AGREE", "met", "usa", "zarif", date="2015-07-24")
    assert [(e.date, len(e.mentions)) for e in events(ledger, second)] == [
        ("2015-07", 1),
        ("2015-07-14", 1),
        ("2015-07-24", 1),
    ]


def test_a_year_is_too_vague_a_date_to_join_by(ledger: Ledger) -> None:
    precise = report("a").event("AGREE", "met", "usa", "irn", date="2015-07-14")
    vague = report("b", published="2016-01-01").event("AGREE", "met", "kerry", "irn", date="2015")
    assert len(events(ledger, precise, vague)) == 2


def test_what_is_told_without_a_day_is_one_event_only_on_one_day(ledger: Ledger) -> None:
    told = [report(name, published=day).event("ACCUSE", "met", "usa", "irn") for name, day in NAMED_DAYS]
    assert sorted(event.documents for event in events(ledger, *told)) == [1, 2]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"date": DAY}, {"date": "2015-03-31"}),
        ({"date": "2015-03"}, {"date": "2015-04-01"}),
        ({"place": ("Lausanne", "CHE")}, {"place": ("Vienna", "AUT")}),
        ({"mode": "call"}, {"mode": "visit"}),
        ({"factuality": "CT+"}, {"factuality": "CT-"}),
        ({"by": "kerry"}, {"by": "moniz"}),
        ({"to": "irn"}, {"to": "rus"}),
        ({"to": ""}, {"to": "irn"}),
        ({"kind": "AGREE"}, {"kind": "CONSULT"}),
    ],
)
def test_what_differs_stays_apart(ledger: Ledger, one: dict[str, str], other: dict[str, str]) -> None:
    made = []
    for name, told in (("a", one), ("b", other)):
        known = {"kind": "CONSULT", "by": "usa", "to": "irn", "date": DAY, **told}
        made.append(report(name).event(known.pop("kind"), "met", known.pop("by"), known.pop("to"), **known))  # type: ignore[arg-type]
    assert len(events(ledger, *made)) == 2


def test_a_mention_that_could_be_either_stays_alone(ledger: Ledger) -> None:
    call = report("a").event("CONSULT", "met", "usa", "irn", date=DAY, mode="call")
    visit = report("b").event("CONSULT", "met", "usa", "irn", date=DAY, mode="visit")
    either = report("c").event("CONSULT", "met", "usa", "irn", date=DAY)
    assert len(events(ledger, call, either)) == 1
    assert len(events(ledger, visit)) == 3


def test_two_acts_that_one_document_tells_apart_stay_apart(ledger: Ledger) -> None:
    text = "Iran dismissed the list. Iran refused to reopen the talks."
    twice = Article("a", text, "2015-03-31").event("REJECT", "dismissed", "irn", "usa", date=DAY)
    twice.event("REJECT", "refused", "irn", "usa", date=DAY)
    assert len(events(ledger, twice)) == 2
    again = report("b", "dismissed").event("REJECT", "dismissed", "irn", "usa", date=DAY)
    assert sorted(len(event.mentions) for event in events(ledger, again)) == [1, 2]


def test_one_meeting_told_twice_in_a_document_is_one(ledger: Ledger) -> None:
    text = "John Kerry met Iran. The United States and Iran held talks."
    twice = Article("a", text, "2015-03-31").event("CONSULT", "met", "kerry", "irn", date=DAY)
    twice.event("CONSULT", "talks", "usa", "irn", date=DAY)
    event = joined(ledger, twice)
    assert (event.documents, event.origins, len(event.mentions)) == (1, 1, 2)


def test_undated_events_join_only_in_the_same_words(ledger: Ledger) -> None:
    one, same = (report(n, "struck").event("ASSAULT", "struck", "usa", "irn") for n in "ab")
    other = report("c", "attacked").event("ASSAULT", "attacked", "usa", "irn")
    found = events(ledger, one, same, other)
    assert sorted(len(event.mentions) for event in found) == [1, 2]
    assert [rules(event) for event in found if len(event.mentions) == 2] == [["first", "same_words"]]


def test_a_claim_with_one_side_joins_only_in_the_same_words(ledger: Ledger) -> None:
    talks = (report(n, "held talks").event("CONSULT", "talks", "irn", date=DAY) for n in "ab")
    press = report("c", "gave a briefing").event("CONSULT", "briefing", "irn", date=DAY)
    found = events(ledger, *talks, press)
    assert sorted(rules(event) for event in found) == [["first"], ["first", "same_words"]]


def test_one_claim_told_twice_joins_its_copies_sentence_by_sentence(ledger: Ledger) -> None:
    text = "Soldiers arrested three men in the north. Later that day they arrested two more in the south."
    for name in ("a", "b"):
        article = Article(name, f"{text} So {name} said.", "2015-03-31")
        article.event("COERCE", "arrested", "irn", date=DAY).event("COERCE", "arrested", "irn", date=DAY)
        second = article.span("arrested two")
        words = Span(second.start, second.start + len("arrested"))
        article.events[1] = replace(article.events[1], trigger=words, sentence=article.sentence("arrested two"))
        ledger.add(article.coded())
    found = ledger.events()
    assert [sorted(mention.document for mention in event.mentions) for event in found] == [["a", "b"], ["a", "b"]]
    assert [len({mention.evidence.quote for mention in event.mentions}) for event in found] == [1, 1]


def test_events_without_participants_join_only_in_copies(ledger: Ledger) -> None:
    wire = " ".join(f"Sentence {n} of the wire report says what happened there." for n in range(12))
    text = f"{wire} A convoy was attacked."
    copies = [Article(n, f"{text} {n}.", "2015-03-31").event("ASSAULT", "attacked", "", date=DAY) for n in ("a", "b")]
    own = report("c", "attacked").event("ASSAULT", "attacked", "", date=DAY)
    found = events(ledger, *copies, own)
    assert sorted((len(event.mentions), event.origins) for event in found) == [(1, 1), (2, 1)]
    assert [rules(event) for event in found if len(event.mentions) == 2] == [["first", "copy"]]


def test_actors_of_no_country_are_compared_by_themselves(ledger: Ledger) -> None:
    one = report("a").event("ASSAULT", "met", "rebels", "usa", date=DAY)
    other = report("b").event("ASSAULT", "met", "rebels", "kerry", date=DAY)
    assert rules(joined(ledger, one, other)) == ["first", "same_countries"]


def test_factuality_is_that_of_the_latest_report(ledger: Ledger) -> None:
    first = report("z", published="2015-03-31").event("ASSAULT", "met", "usa", "irn", date=DAY, factuality="CT+")
    later = report("a", published="2015-04-02").event("ASSAULT", "met", "usa", "irn", date=DAY, factuality="Uu")
    event = joined(ledger, later, first)
    assert (event.factuality, event.latest.document) == ("Uu", "a")
    assert [mention.factuality for mention in event.mentions] == ["CT+", "Uu"]


def test_whose_word_a_mention_rests_on(ledger: Ledger) -> None:
    text = "Iran had moved troops, John Kerry said. Russia backed that."
    article = Article("a", text, "2015-03-31").statement("kerry", "Iran had moved troops", cue="said")
    article.event("MOBILIZE", "moved", "irn", date=DAY, according_to="s1", factuality="Uu", condition="troops")
    article.event("SUPPORT", "backed", "rus", "usa", date=DAY, according_to="rus", background=True)
    mobilized, supported = sorted(events(ledger, article), key=lambda event: event.type)
    assert (mobilized.latest.according_to, supported.latest.according_to) == ("John Kerry", "Russia")
    (statement,) = ledger.statements()
    assert mobilized.latest.statement == statement.id
    assert statement.about == (mobilized.id,)
    assert mobilized.latest.condition is not None
    assert mobilized.latest.condition.quote == "troops"
    assert (mobilized.background, supported.background) == (False, True)
    assert [e.type for e in ledger.events(Scope(source="John Kerry"))] == ["MOBILIZE"]


def test_short_and_stateless_names_are_the_same_person(ledger: Ledger) -> None:
    made = [
        report(n).event("CONSULT", "met", "kerry", who, date=DAY)
        for n, who in (("a", "zarif"), ("b", "zarif_short"), ("c", "zarif_stateless"))
    ]
    event = joined(ledger, *made)
    assert [(a.name, a.country) for a in event.recipients] == [("Mohammad Javad Zarif", "IRN")]
    assert event.recipients[0].names == ("Mohammad Javad Zarif", "Zarif")
    assert rules(event) == ["first", "same_claim", "same_claim"]


def test_join_isolates_what_could_be_two() -> None:
    def clash(a: str, b: str) -> bool:
        return {a, b} == {"x", "y"}

    assert join(["x", "?", "y"], link([(0, 1), (1, 2)]), clash) == [("x",), ("y",), ("?",)]
    assert join(["x", "?"], link([(0, 1)]), clash) == [("x", "?")]
    chain = join(["x", "1", "2", "y"], link([(0, 1), (1, 2), (2, 3)]), clash)
    assert sorted(chain) == [("1",), ("2",), ("x",), ("y",)], "a chain between two that clash is dissolved"


def test_most_common_is_deterministic() -> None:
    assert most_common(["b", "a", "b"]) == "b"
    assert most_common(["aa", "b"]) == "aa"
    assert most_common(["b", "a"]) == "a"
    assert most_common([]) is None
