"""Events that reports tell in other words, and what keeps look-alikes apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from onrecord.ledger.likeness import Words
from onrecord.ontology.coreference import rarity, stem, weights

from .articles import Article

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import LedgerEvent

DAY = "2015-03-30"
RAID = "Gunmen stormed the Lausanne observatory and seized eleven astronomers before dawn."
AGAIN = "Eleven astronomers were taken when armed men seized the observatory at Lausanne."
OTHER = "Dockers seized a freighter that was loaded with cement in the port."


def telling(name: str, text: str, **known: Any) -> Article:
    more: dict[str, Any] = {"by": "rebels", "to": "usa", "date": DAY, "published": "2015-03-31"} | known
    article = Article(name, text, more.pop("published"))
    return article.event("ASSAULT", "seized", more.pop("by"), more.pop("to"), **more)


def events(ledger: Ledger, *articles: Article) -> tuple[LedgerEvent, ...]:
    for article in articles:
        ledger.add(article.coded())
    return ledger.events()


def test_one_raid_in_other_words_is_one_event(ledger: Ledger) -> None:
    (event,) = events(ledger, telling("a", RAID), telling("b", AGAIN, by="", published="2015-04-01"))
    assert [mention.joined_by for mention in event.mentions] == ["first", "likeness"]
    assert event.mentions[1].join_reason.startswith("told as in a (0.")
    assert "astronomers" in event.mentions[1].join_reason
    assert (event.date, event.documents) == (DAY, 2)


def test_other_words_are_another_event(ledger: Ledger) -> None:
    assert len(events(ledger, telling("a", RAID), telling("b", OTHER, by=""))) == 2


@pytest.mark.parametrize(
    "known",
    [
        {"date": "2015-03-27", "dated_by": "expression"},
        {"date": "2014", "dated_by": "expression"},
        {"factuality": "CT-"},
        {"place": ("Vienna", "AUT")},
    ],
)
def test_what_excludes_the_other_is_never_joined(ledger: Ledger, known: dict[str, Any]) -> None:
    first = telling("a", RAID, dated_by="expression", place=("Lausanne", "CHE"))
    assert len(events(ledger, first, telling("b", AGAIN, by="", **known))) == 2


@pytest.mark.parametrize(
    ("reported", "factuality", "joined"),
    [
        ("2015-03-01", "CT+", False),
        ("2015-03-01", "PR+", True),
        ("2013-03-01", "PR+", False),
    ],
)
def test_nothing_is_reported_before_its_day_but_announced(
    ledger: Ledger, reported: str, factuality: str, joined: bool
) -> None:
    early = telling("b", RAID.replace("Gunmen", "Rebels"), date=None, published=reported, factuality=factuality)
    found = events(ledger, telling("a", RAID, dated_by="expression"), early)
    assert (len(found) == 1) == joined


def test_neighbouring_days_may_be_one_where_clocks_differ(ledger: Ledger) -> None:
    first = telling("a", RAID, dated_by="expression")
    second = telling("b", RAID.replace("Gunmen", "Rebels"), date="2015-03-31", dated_by="expression")
    (event,) = events(ledger, first, second)
    assert event.date in {DAY, "2015-03-31"}


@pytest.mark.parametrize(
    ("first", "second", "told", "events_found"),
    [
        ("haddad", "haddad_short", "assassination", 1),
        ("haddad", "haddad_short", "assassination attempt", 2),
        ("soldier", "soldier", "assassination", 2),
    ],
)
def test_nobody_is_killed_twice(ledger: Ledger, first: str, second: str, told: str, events_found: int) -> None:
    blast = Article("a", "A blast killed an editor on the coastal road.", "2015-03-31")
    mourning = Article("b", "Thousands marched after the assassination attempt.", "2015-04-02")
    found = events(
        ledger,
        blast.event("ASSAULT", "killed", "", first, date="2015-03-31"),
        mourning.event("ASSAULT", told, "rebels", second, date=None),
    )
    assert len(found) == events_found
    if events_found == 1:
        assert found[0].mentions[1].join_reason == "told as in a (0.90); killing of Haddad"


def test_one_document_tells_of_two(ledger: Ledger) -> None:
    twice = telling("a", f"{RAID} {AGAIN.replace('seized', 'stormed')}").event(
        "ASSAULT", "stormed", "", "usa", date=DAY
    )
    assert len(events(ledger, twice)) == 2


def test_the_type_is_the_one_that_mentions_speak_for_most(ledger: Ledger) -> None:
    coerced = Article("c", RAID.replace("before dawn", "at dawn"), "2015-03-31").event(
        "COERCE", "seized", "rebels", "usa", date=DAY
    )
    found = events(ledger, telling("a", RAID), telling("b", AGAIN), coerced)
    assert [event.type for event in found if event.documents == 3] == ["ASSAULT"]


def test_words_weigh_by_how_rare_they_are() -> None:
    assert rarity("observ") > rarity("govern") > rarity("the") >= 0
    one, other = Words.of(["the", "raid", "on", "the", "observatory"]), Words.of(["the", "observatory"])
    assert one.cosine(other, one.shared(other)) > Words.of(["the"]).length
    assert one.held(frozenset(one.rarity)) == pytest.approx(1)


@pytest.mark.parametrize(("form", "verb"), [("froze", "freeze"), ("fought", "fighting"), ("told", "tell")])
def test_irregular_verbs_are_compared_by_their_verb(form: str, verb: str) -> None:
    assert stem(form) == stem(verb)[: len(stem(form))]


def test_every_weight_is_a_number_and_the_prior_is_against() -> None:
    assert weights()["bias"] < 0
    assert weights()["words: the rarest in common"] > 0
