"""The pipeline as a whole: its order is checked, any text codes, every span reproduces its text."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.coder import components
from onrecord.coder.pipeline import BUNDLED_MODEL
from onrecord.coding import code_inputs
from onrecord.errors import ConfigurationError, DocumentError
from onrecord.interchange import from_json, to_json
from onrecord.records import Document, Metadata

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from onrecord.coder.pipeline import Coder

MET = "The ministers met on Friday in the capital."
ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=400)
NEWSLIKE = st.lists(
    st.sampled_from(
        [
            "said",
            "that",
            "the",
            "minister",
            "of",
            "Iran",
            "told",
            "“",
            "”",
            '"',
            "'",
            "``",
            "''",
            "(",
            ")",
            ",",
            ".",
            ":",
            "—",
            "\n",
            "\n\n",
            "Tehran",
            "U.S.",
            "on",
            "Monday",
            "he",
            "she",
            "they",
            "will",
            "not",
            "if",
            "threatened",
            "to",
            "withdraw",
            "from",
            "talks",
            "2015",
            "May",
            "Jordan",
            "Chad",
            "president",
            "Smith's",
            "accused",
            "agreement",
            "denied",
        ]
    ),
    min_size=1,
    max_size=80,
).map(" ".join)


def sound(coder: Coder, text: str) -> None:
    coded = coder.code(text, published="2020-03-04")
    assert coded.text == text
    for span in coded.spans():
        assert span.of(text)
    for actor in coded.actors:
        assert list(actor.mentions) == sorted(set(actor.mentions))
    for event in coded.events:
        assert event.sentence.contains(event.trigger)
    assert from_json(to_json(coded)) == coded


@settings(max_examples=60)
@given(text=ANY_TEXT.filter(str.strip))
def test_any_text_codes(coder: Coder, text: str) -> None:
    sound(coder, text)


@settings(max_examples=60)
@given(text=NEWSLIKE.filter(str.strip))
def test_any_heap_of_news_words_codes(coder: Coder, text: str) -> None:
    sound(coder, text)


SENTENCE = "Iran's foreign minister said on Monday that Tehran would not accept the talks. "
HOSTILE = {
    "one long line": SENTENCE * 500,
    "capitals": (SENTENCE * 20).upper(),
    "no punctuation": "the minister said on monday that iran would not accept the talks " * 100,
    "one long sentence": "Iran and " * 2000 + "Iraq met.",
    "quotation marks": "“" * 4_000 + '"' * 3_000 + "said." + "''" * 2_000,
    "one word": "a" * 50_000,
    "names": ", ".join(f"Jan Novak{chr(97 + n % 26)}{n}" for n in range(400)) + " met.",
    "lines": "Talks\n" * 3000,
    "brackets": "(" * 3000 + "[" * 3000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_texts_take_bounded_time(coder: Coder, kind: str) -> None:
    """A generous bound, to catch what is not linear; speed itself is the benchmark's matter."""
    started = time.process_time()
    sound(coder, HOSTILE[kind])
    assert time.process_time() - started < 60


def test_empty_and_too_long(coder: Coder) -> None:
    with pytest.raises(DocumentError, match="empty"):
        coder.code(" \n ")
    with pytest.raises(DocumentError, match="at most"):
        coder.code("word " * 250_000)


def test_a_failing_step_costs_one_document(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [Document(Metadata(f"d{n}"), text) for n, text in enumerate(("Fine.", " ", "Fine too."))]
    errors: list[DocumentError] = []
    assert [coded.document.id for coded in coder.pipe(documents, on_error=errors.append)] == ["d0", "d2"]
    assert [error.where for error in errors] == ["d1"]
    with pytest.raises(DocumentError):
        list(coder.pipe(documents))


def test_wrong_order_is_refused_before_a_run() -> None:
    nlp = spacy.load(BUNDLED_MODEL)
    nlp.add_pipe("onrecord_events")
    with pytest.raises(ConfigurationError, match="order is wrong"):
        components.check_order(nlp)


def test_model_that_is_not_installed() -> None:
    with pytest.raises(ConfigurationError, match="pip install"):
        onrecord.load("en_core_web_none")


@pytest.mark.shared
def test_the_acceptance_case(coder: Coder, shared: Path) -> None:
    """What the purpose of the project asks of the document it began with; not tuned to, only held to."""
    text = next((shared / "mission").glob("*.txt")).read_text(encoding="utf-8")
    coded = coder.code(text)
    assert [section.role for section in coded.sections] == [
        "lede",
        "context",
        "credit",
        "key_points",
        "reactions",
        "outlook",
        "revision_note",
    ]
    assert (coded.document.date, coded.document.dated_by) == ("2025-03-08", "revision_note")
    values = {time.span.of(text): time.value for time in coded.times}
    expected = {"Saturday": "2025-03-08", "February": "2025-02", "January": "2025-01", "last month": "2025-02"}
    assert expected.items() <= values.items()
    assert len(coded.statements) >= 9
    assert coded.accounts
    assert {"AGREE", "THREATEN", "REJECT", "CONSULT"} <= {event.type for event in coded.events}


@pytest.mark.parametrize("published", ["2015-02-30", "21/03/2015", "March 2015", ""])
def test_a_date_that_is_none_is_refused_by_name(coder: Coder, published: str) -> None:
    with pytest.raises(ConfigurationError, match="is no ISO date"):
        coder.code(MET, published=published)


@pytest.mark.parametrize("published", ["2015-02-30", "21/03/2015", "2199-01-01", ""])
def test_it_is_refused_however_documents_are_handed_over(coder: Coder, published: str) -> None:
    document = Document(Metadata("d"), MET)
    ways: list[Callable[[], object]] = [
        lambda: coder.pipe([document], published=published),
        lambda: code_inputs(coder, ["-"], list[DocumentError]().append, published=published),
        lambda: coder.code_batch([document], published),
        lambda: coder.code_document(document, published),
        lambda: coder.parse(document, published),
    ]
    for way in ways:
        with pytest.raises(ConfigurationError, match="is no ISO date"):
            way()


@pytest.mark.parametrize("own", ["2015-02-30", "21/03/2015", "2199-01-01", ""])
def test_a_document_s_own_date_that_is_none_counts_as_not_given(coder: Coder, own: str) -> None:
    documents = [Document(Metadata("bad", published=own), MET), Document(Metadata("good", published="2015-03-21"), MET)]
    dates = [(one.document.published, one.document.dated_by) for one in coder.pipe(documents)]
    assert dates == [(None, "none"), ("2015-03-21", "metadata")]
    (dated, _) = coder.pipe(documents, published="2015-03-20")
    assert (dated.document.published, dated.document.dated_by) == ("2015-03-20", "option")
