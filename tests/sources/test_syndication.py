"""RSS and Atom, and lists of addresses: entries' own words, or pages where they may be fetched."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import DocumentError, SourceError
from onrecord.records import Document, Metadata
from onrecord.sources import read
from onrecord.sources.syndication import MOST_ENTRIES, parse

from .conftest import Write, documents, refusal

ITEM = """<item><title>Envoys &lt;i&gt;meet&lt;/i&gt; again</title><link>https://haven.test/1</link>
<guid isPermaLink="false">haven-1</guid><dc:creator>Ada Writer</dc:creator>
<pubDate>Sat, 08 Mar 2025 13:21:00 -0500</pubDate><description>The envoys met.</description><content:encoded>
<![CDATA[<p>The envoys met on Monday in Port&nbsp;Haven.</p><p>They left.</p>]]></content:encoded></item>"""
SPACES = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Haven Herald</title>
<entry><id>tag:haven.test,2025:1</id><title type="html">Envoys meet</title>
<link rel="alternate" href="https://haven.test/1"/><published>2025-03-08T18:21:00Z</published>
<updated>2025-03-08T19:00:00Z</updated><author><name>Ada Writer</name></author><summary>The envoys met.</summary>
</entry></feed>"""


def rss(*items: str) -> str:
    channel = f"<title>Haven Herald</title><language>en-GB</language>{''.join(items)}"
    return f'<rss version="2.0" {SPACES}><channel>{channel}</channel></rss>'


def test_an_item_s_own_words(write: Write) -> None:
    (document,) = documents(write("f.xml", rss(ITEM)))
    meta = document.meta
    assert document.text == "The envoys met on Monday in Port Haven.\n\nThey left."
    assert (meta.id, meta.url, meta.title) == ("https://haven.test/1", "https://haven.test/1", "Envoys meet again")
    assert (meta.outlet, meta.author, meta.language) == ("Haven Herald", "Ada Writer", "en-GB")
    assert meta.published == "2025-03-08T13:21:00-05:00"


def test_atom(write: Write) -> None:
    (document,) = documents(write("f.xml", ATOM))
    meta = document.meta
    assert (document.text, meta.id, meta.author) == ("The envoys met.", "https://haven.test/1", "Ada Writer")
    assert (meta.published, meta.updated) == ("2025-03-08T18:21:00+00:00", "2025-03-08T19:00:00+00:00")


def test_entries_are_fetched_where_they_may_be(write: Write) -> None:
    def fetch(address: str) -> Document | DocumentError:
        return Document(Metadata(id=address), "The page.")

    (document,) = read([write("f.xml", rss(ITEM))], fetch=fetch)
    assert isinstance(document, Document)
    assert (document.text, document.meta.id) == ("The page.", "https://haven.test/1")


def test_an_item_without_words_is_an_error(write: Write) -> None:
    first, second = read([write("f.xml", rss("<item><title>Talks</title></item>", ITEM))])
    assert isinstance(first, DocumentError)
    assert first.where == "f.xml#1"
    assert isinstance(second, Document)


@pytest.mark.parametrize(
    "broken",
    [
        rss(ITEM)[:-30],
        rss(ITEM, ITEM)[: len(rss(ITEM)) + 40],
        rss(ITEM).replace("Haven Herald", "Haven & Herald"),
        rss(ITEM).replace("<channel>", "<channel><br>"),
        "\n\n" + rss(ITEM),
        rss(ITEM).replace("The envoys met.", "The envoys met&eacute; &bogus; &amp; left."),
        '<?xml version="1.0" encoding="utf-16"?>' + rss(ITEM),
    ],
)
def test_broken_feeds_are_mended(write: Write, broken: str) -> None:
    first, *_ = read([write("f.xml", broken)])
    assert isinstance(first, Document)
    assert "met on Monday" in first.text


@pytest.mark.parametrize("content", ["<rss></rss>", "<feed/>", "<RDF/>", "<rss><channel></rss>"])
def test_a_feed_without_entries_is_empty_or_none(write: Write, content: str) -> None:
    assert all(isinstance(unit, SourceError) for unit in read([write("f.xml", content)]))


@pytest.mark.parametrize(
    "rest",
    [
        "<item>" * 100_000,
        "<" * 1_000_000,
        "<item><description>" + "&lt;b&gt;" * 300_000,
        "<item><description><![CDATA[" + "<div>" * 100_000,
        "<item><description><![CDATA[" + "<!" * 200_000,
        ITEM * 9_000,
        "<item " + " ".join(f"a{n}='1'" for n in range(50_000)) + "/>",
    ],
)
def test_hostile_feeds_are_bounded(write: Write, rest: str) -> None:
    started = time.process_time()
    found = list(read([write("f.xml", f'<rss version="2.0" {SPACES}><channel>{rest}')]))
    assert len(found) <= MOST_ENTRIES
    assert time.process_time() - started < 20


def test_a_feed_has_no_more_entries_than_can_be_news() -> None:
    assert (
        len(parse(rss("<item><title>a</title></item>" * (MOST_ENTRIES + 9)).encode(), "f.xml").entries) == MOST_ENTRIES
    )


MENTION = "\t".join(["1", "20250308", "20250308", "1", "haven.test", "https://haven.test/1", *["1"] * 10])
EVENT = "\t".join(["1"] * 60 + ["https://haven.test/2"])


def test_a_list_is_fetched_only_if_asked(write: Write) -> None:
    assert "--fetch fetches their pages" in refusal(write("list.txt", "https://haven.test/1\n")).reason


def test_each_address_is_fetched_once(write: Write) -> None:
    asked: list[str] = []

    def fetch(address: str) -> Document | DocumentError:
        asked.append(address)
        return DocumentError(address, "gone") if address.endswith("3") else Document(Metadata(id=address), "Text.")

    lines = ["# today", "https://haven.test/1", "", "https://haven.test/1", MENTION, EVENT, "http://haven.test/3"]
    found = list(read([write("list.txt", "\r\n".join(lines))], fetch=fetch))
    assert asked == ["https://haven.test/1", "https://haven.test/2", "http://haven.test/3"]
    assert [isinstance(unit, Document) for unit in found] == [True, True, False]


def test_a_list_of_gdelt_s_with_a_source_that_is_no_page(write: Write) -> None:
    other = MENTION.replace("https://haven.test/1", "BBC Monitoring")
    rows = [MENTION.replace("/1", f"/{n}") for n in range(20)]
    found = list(read([write("m.csv", "\n".join([*rows, other]))], fetch=lambda a: Document(Metadata(id=a), "Text.")))
    assert [isinstance(unit, Document) for unit in found] == [True] * 20 + [False]


def test_a_line_without_an_address_is_an_error(write: Write) -> None:
    head = "https://haven.test/1\n" * 4000
    found = list(read([write("list.txt", head + "nothing\n")], fetch=lambda address: DocumentError(address, "gone")))
    assert [unit.where for unit in found if isinstance(unit, DocumentError)] == [
        "https://haven.test/1",
        "list.txt:4001",
    ]


PIECES = st.sampled_from(
    ["<item>", "</item>", "<title>", "</title>", "<link>http://a.test/", "</link>", "<description>", "</description>"]
) | st.sampled_from(["<![CDATA[", "]]>", "&lt;p&gt;", "<p>", "&nbsp;", "<entry>", "<pubDate>", "\0", "<guid/>", "x y"])


@given(st.lists(PIECES | st.text(max_size=9), max_size=40).map("".join))
def test_any_feed_gives_documents_and_errors(write: Write, rest: str) -> None:
    for unit in read([write("any.xml", f"<rss {SPACES}><channel>{rest}")]):
        assert isinstance(unit, DocumentError) or unit.text.strip()
