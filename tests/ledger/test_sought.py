"""What is like a text, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger import search
from onrecord.ledger.scope import Scope
from onrecord.ledger.sought import SAME_ACTORS, SAME_TYPE, Sought, actor_key

from .articles import Article, announced, held, letters

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

sets = st.frozensets(st.sampled_from(["IRN", "USA", "the northern front"]))


def asked(text: str = "The United States held talks with Iran.") -> Article:
    return Article("query", text).event("CONSULT", "talks", "usa", "irn")


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    for article in (letters(), announced(), held()):
        ledger.add(article.coded())
    return ledger


def test_the_same_act_of_the_same_sides_comes_before_the_same_words(filled: Ledger) -> None:
    page = filled.find_like(asked().coded())
    assert page.rows[0].event is not None
    assert page.rows[0].event.type == "CONSULT"
    assert page.rows[0].because is not None
    assert "type CONSULT 0.05; actors IRN, USA 0.10" in page.rows[0].because
    assert [hit.score for hit in page.rows] == sorted((hit.score for hit in page.rows), reverse=True)


def test_nothing_without_a_word_in_common(filled: Ledger) -> None:
    assert filled.find_like(Article("query", "Zebras graze.").coded()).total == 0
    assert filled.find_like(Article("query", "?").coded()).total == 0


def test_filters_and_full_text_hold_too(filled: Ledger) -> None:
    everything = filled.find_like(asked().coded())
    assert filled.find_like(asked().coded(), Scope(types=("REJECT",))).total == 1 < everything.total
    assert filled.find_like(asked().coded(), Scope(query="rejected")).total == 1
    assert filled.find_like(asked().coded(), Scope(since="2016")).total == 3


def test_pages_join_into_the_whole(filled: Ledger) -> None:
    whole = filled.find_like(asked().coded())
    pages = [filled.find_like(asked().coded(), limit=2, offset=at) for at in range(0, whole.total, 2)]
    assert tuple(hit for page in pages for hit in page.rows) == whole.rows


def test_rare_words_and_short_rows_count_for_more(ledger: Ledger) -> None:
    said = [
        "talks on borders",
        "talks on trade",
        "talks on trade and on a great many other matters of less weight",
        "peace",
    ]
    article = Article("a", "Iran. " + ". ".join(said))
    for words in said:
        article.statement("irn", words)
    ledger.add(article.coded())
    found = ledger.find_like(Article("query", "Talks on borders, talks, trade").coded()).rows
    assert [hit.statement.content for hit in found if hit.statement] == said[:3]
    assert 1 == found[0].score > found[1].score > found[2].score > 0


def test_words_that_most_records_have_are_passed_over(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "FEW", 1)
    monkeypatch.setattr(search, "COMMON", 0.5)
    article = Article("a", "talks on trade. talks on borders. talks on peace.").statement("irn", "talks on trade")
    article.statement("irn", "talks on borders").statement("irn", "talks on peace")
    ledger.add(article.coded())
    assert ledger.find_like(Article("query", "talks on trade").coded()).total == 1
    assert ledger.find_like(Article("query", "talks on").coded()).total == 0


def test_the_rarest_words_are_read_as_long_as_they_are_not_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST_READ", 250)
    counted = {"on": 600, "talks": 90, "trade": 80, "lima": 2, "zebra": 0, "peru": 85}
    assert search._telling(counted, 100) == {"lima": 2, "trade": 80, "peru": 85}
    assert search._telling({"talks": 900}, 1000) == {"talks": 900}


@given(st.floats(0, 1), sets, sets, sets, sets)
def test_scores_are_what_they_say(
    words: float, types: frozenset[str], mine: frozenset[str], others: frozenset[str], theirs: frozenset[str]
) -> None:
    score, because = Sought("", types, mine).weigh(words, others, theirs)
    either = mine | theirs
    expected = (
        words + (SAME_TYPE if types & others else 0) + (SAME_ACTORS * len(mine & theirs) / len(either) if either else 0)
    )
    assert score == pytest.approx(expected)
    assert sum(float(part.rsplit(" ", 1)[1]) for part in because.split("; ")) == pytest.approx(score, abs=0.02)


def test_actors_are_alike_by_country_else_by_name() -> None:
    assert actor_key("Mohammad Javad Zarif", "IRN") == actor_key("Iran", "IRN") == "IRN"
    assert actor_key("The Northern Front", None) == actor_key("northern front", None)
