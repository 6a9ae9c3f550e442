"""JSON Lines: every line stands alone, and the broken one is named."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import DocumentError, SourceError
from onrecord.records import Document
from onrecord.sources import read

from .conftest import Write, documents, line, refusal

PAGE = (
    "<html lang=en><head><title>Envoys meet</title><link rel=canonical href='https://haven.test/meet'></head>"
    "<body><article><p>The envoys met on Monday in Port Haven, officials said.</p></article></body></html>"
)


def test_every_field_of_the_contract(write: Write) -> None:
    raw = line(
        id="a-1",
        text="The envoys met.\r\nThey left.",
        title="Envoys meet",
        url="https://haven.test/1",
        outlet="Haven Herald",
        author=["Ada Writer", "Ben Scribe"],
        published="Tue, 14 Jul 2015 13:21:00 GMT",
        updated=20150715,
        language="en",
        credited="Example Wire",
        events=[1, 2, 3],
    )
    (document,) = documents(write("one.jsonl", raw))
    meta = document.meta
    assert document.text == "The envoys met.\r\nThey left."
    assert (meta.id, meta.title, meta.url, meta.outlet) == (
        "a-1",
        "Envoys meet",
        "https://haven.test/1",
        "Haven Herald",
    )
    assert (meta.author, meta.language, meta.credited) == ("Ada Writer; Ben Scribe", "en", "Example Wire")
    assert (meta.published, meta.updated) == ("2015-07-14T13:21:00+00:00", "2015-07-15")
    assert meta.dated_by == "none"
    assert meta.text_sha256 == sha256(document.text.encode()).hexdigest()
    assert meta.raw_sha256 == sha256(raw.rstrip("\n").encode()).hexdigest()


@given(texts=st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))), min_size=1, max_size=4))
@pytest.mark.parametrize("escaped", [True, False])
def test_any_unicode_text_comes_back(write: Write, texts: list[str], escaped: bool) -> None:
    said = ["He said: " + text for text in texts]
    raws = [json.dumps({"text": text}, ensure_ascii=escaped).encode() for text in said]
    found = documents(write("any.jsonl", b"\r\n".join(raws)))
    assert [document.text for document in found] == said
    assert [document.meta.id for document in found] == [f"any.jsonl:{n}" for n in range(1, len(said) + 1)]
    assert [document.meta.raw_sha256 for document in found] == [sha256(raw).hexdigest() for raw in raws]
    assert [document.meta.text_sha256 for document in found] == [sha256(t.encode()).hexdigest() for t in said]


def test_ids_without_an_id(write: Write) -> None:
    lines = [line(id=7, text="a b"), line(id=" ", text="a b", url="https://haven.test/2"), "\n", line(text="a b")]
    found = documents(write("news/ids.jsonl", "".join(lines)))
    assert [document.meta.id for document in found] == ["7", "https://haven.test/2", "news/ids.jsonl:4"]


def test_the_broken_line_of_a_thousand_is_named_and_the_rest_read(write: Write) -> None:
    lines = [line(id=n, text=f"Sentence number {n}.") for n in range(1, 1001)]
    lines[699] = '{"id": 700, "text": "cut off\n'
    found = list(read([write("many.jsonl", "".join(lines))]))
    assert len(found) == 1000
    error = found[699]
    assert isinstance(error, DocumentError)
    assert error.where == "many.jsonl:700"
    assert error.reason.startswith("not valid JSON: ")
    assert [unit.meta.id for unit in found if isinstance(unit, Document)] == [
        str(n) for n in range(1, 1001) if n != 700
    ]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ('{"id": "x"}', "neither 'text' nor 'html'"),
        ('{"id": "x", "text": null}', "neither 'text' nor 'html'"),
        ('{"text": 5}', "'text' is not a string"),
        ('{"text": ["a"]}', "'text' is not a string"),
        ('{"text": "a b", "title": {"en": "T"}}', "'title' is not a string"),
        ('{"text": "a b", "id": true}', "'id' is not a string or a number"),
        ('{"text": "a b", "id": {}}', "'id' is not a string or a number"),
        ('{"text": "a b", "published": []}', "'published' is not a date"),
        ('{"text": " \\n "}', "empty"),
        ('{"text": "a \\u0000 b"}', "binary"),
        ('{"text": "half a pair \\ud800"}', "not valid JSON"),
        ('{"text": "a b"} {"text": "c d"}', "not valid JSON"),
        ("[1, 2]", "not a JSON object"),
        ("The envoys met.", "not valid JSON"),
        ('{"text": ' + "[" * 5000 + "}", "not valid JSON"),
        ('{"html": "<nav><a href=x>Front page of the paper</a></nav>"}', "no article text"),
    ],
)
def test_lines_that_break_the_contract(write: Write, broken: str, reason: str) -> None:
    before, after, error = list(read([write("mixed.jsonl", line(text="a b") + line(text="c d") + broken)]))
    assert isinstance(before, Document)
    assert isinstance(after, Document)
    assert isinstance(error, DocumentError)
    assert error.where == "mixed.jsonl:3"
    assert reason in error.reason
    assert "\n" not in str(error)


def test_a_broken_first_line_does_not_make_it_plain_text(write: Write) -> None:
    error, document = list(read([write("first.jsonl", '{"text": "cut off\n' + line(text="a b"))]))
    assert isinstance(error, DocumentError)
    assert isinstance(document, Document)


def test_a_line_that_is_not_utf8_says_how_to_convert(write: Write) -> None:
    raw = line(text="a b").encode() + b'{"text": "caf\xe9"}\n'
    document, error = list(read([write("latin.jsonl", raw)]))
    assert isinstance(document, Document)
    assert isinstance(error, DocumentError)
    assert "not UTF-8, which JSON must be (byte 0xE9 at 13)" in error.reason
    assert "iconv" in error.reason


def test_utf16_lines_are_refused_as_a_whole(write: Write) -> None:
    error = refusal(write("wide.jsonl", line(text="a b").encode("utf-16")))
    assert isinstance(error, SourceError)
    assert "UTF-8" in error.reason


def test_a_byte_order_mark_does_not_matter(write: Write) -> None:
    (document,) = documents(write("bom.jsonl", b"\xef\xbb\xbf" + line(id="x", text="a b").encode()))
    assert document.meta.id == "x"


def test_an_unreadable_date_is_left_out(write: Write) -> None:
    (document,) = documents(write("dates.jsonl", line(text="a b", published="last spring", updated="")))
    assert document.meta.published is None
    assert document.meta.updated is None


def test_html_fills_in_what_the_object_does_not_say(write: Write) -> None:
    raw = (
        line(html=PAGE, title="Our own title")
        + line(id="n", html=PAGE, text="Text counts.")
        + line(html=PAGE, text=" ")
    )
    own, text, blank = documents(write("pages.jsonl", raw))
    assert own.meta.id == own.meta.url == "https://haven.test/meet"
    assert own.meta.title == "Our own title"
    assert own.text == blank.text == "The envoys met on Monday in Port Haven, officials said."
    assert (text.meta.id, text.text) == ("n", "Text counts.")


def test_a_line_beyond_all_limits_is_skipped(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.sources.limits.WHOLE_BYTES", 1000)
    raw = line(text="a b") + line(text="x" * 200_000) + line(text="c d")
    first, error, last = list(read([write("long.jsonl", raw)], max_chars=200))
    assert isinstance(first, Document)
    assert isinstance(error, DocumentError)
    assert error.where == "long.jsonl:2"
    assert "1,000 bytes" in error.reason
    assert isinstance(last, Document)
    assert last.meta.id == "long.jsonl:3"


def test_lines_are_read_one_by_one(write: Write) -> None:
    units = read([write("stream.jsonl", line(text="a b") * 100_000)])
    assert isinstance(next(units), Document)
