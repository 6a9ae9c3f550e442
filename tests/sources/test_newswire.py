"""What agencies send: ninjs, NewsML-G2, NITF; and what fundus writes. The stories are written for these tests."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import DocumentError, SourceError
from onrecord.records import Document
from onrecord.sources import read

from .conftest import Write, documents, refusal

STORY = "PORT HAVEN (Example Wire) — The envoys met on Monday.\n\n“We will meet again,” Eva Stone said."
MARKUP = (
    "<p>PORT HAVEN (Example Wire) — The <b>envoys</b> met<!-- at last --> on Monday.</p>"
    "<figure><img src='a.jpg'/><figcaption>Envoys at the door</figcaption></figure>"
    "<p>“We will meet again,” Eva Stone said.</p>"
)
NITF = f"""<nitf><head><title>Envoys meet again</title><docdata management-status="usable">
<doc-id id-string="ew-2041"/><date.issue norm="20250308T132100-0500"/></docdata>
<pubdata name="Example Wire" date.publication="20250308"/></head>
<body><body.head><hedline><hl1>Envoys <em>meet</em></hl1></hedline><byline>By Ada Writer</byline></body.head>
<body.content><block>{MARKUP.replace("figure", "media").replace("figcaption", "media-caption")}</block></body.content>
<body.end><tagline>Editing by Ben Scribe</tagline></body.end></body></nitf>"""
G2 = 'xmlns="http://iptc.org/std/nar/2006-10-01/" xml:lang="en-GB"'


def news_item(content: str, guid: str = "urn:newsml:haven.test:2041", status: str = "usable") -> str:
    return f"""<newsItem {G2} guid="{guid}" version="2"><itemMeta><itemClass qcode="ninat:text"/>
<provider literal="haven.test"><name>Example Wire</name></provider>
<versionCreated>2025-03-08T14:00:00-05:00</versionCreated><pubStatus qcode="stat:{status}"/></itemMeta>
<contentMeta><contentCreated>2025-03-08T13:21:00-05:00</contentCreated><by>Ada Writer</by>
<headline>Envoys meet</headline></contentMeta><contentSet>{content}</contentSet></newsItem>"""


def in_nitf() -> str:
    return f'<inlineXML contenttype="application/nitf+xml">{NITF}</inlineXML>'


def in_xhtml() -> str:
    body = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{MARKUP}</body></html>'
    return f'<inlineXML contenttype="application/xhtml+xml">{body}</inlineXML>'


def in_plain() -> str:
    return f'<inlineData contenttype="text/plain">{STORY}</inlineData>'


@pytest.mark.parametrize("content", [in_nitf(), in_xhtml(), in_plain()], ids=["nitf", "xhtml", "plain"])
@pytest.mark.parametrize("prolog", ["", '<?xml version="1.0" encoding="UTF-8"?>\n'])
def test_a_news_item(write: Write, content: str, prolog: str) -> None:
    (document,) = documents(write("i.xml", prolog + news_item(content)))
    meta = document.meta
    assert document.text == STORY
    assert (meta.id, meta.title, meta.outlet) == ("urn:newsml:haven.test:2041", "Envoys meet", "Example Wire")
    assert (meta.author, meta.language) == ("Ada Writer", "en-GB")
    assert (meta.published, meta.updated) == ("2025-03-08T13:21:00-05:00", "2025-03-08T14:00:00-05:00")


def test_a_message_with_many_items(write: Write) -> None:
    items = [
        news_item(in_plain(), "urn:a"),
        news_item(in_plain(), "urn:b", "canceled"),
        f'<packageItem {G2} guid="urn:c"><groupSet/></packageItem>',
        news_item("<remoteContent href='a.jpg'/>", "urn:d"),
        news_item(in_nitf(), "urn:e"),
    ]
    message = (
        f"<newsMessage {G2}><header><sent>2025-03-08</sent></header><itemSet>{''.join(items)}</itemSet></newsMessage>"
    )
    found = list(read([write("m.xml", message)]))
    assert [unit.where if isinstance(unit, DocumentError) else unit.meta.id for unit in found] == [
        f"urn:{name}" for name in "abcde"
    ]
    assert [isinstance(unit, Document) for unit in found] == [True, False, False, False, True]


def test_a_message_of_any_length_is_read_item_by_item(write: Write) -> None:
    items = "".join(news_item(in_plain(), f"urn:{n}") for n in range(3000))
    name = write("m.xml", f"<newsMessage {G2}><itemSet>{items}</itemSet></newsMessage>")
    assert sum(isinstance(unit, Document) for unit in read([name])) == 3000


def test_a_nitf_story(write: Write) -> None:
    doctype = '<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-5.dtd">'
    (document,) = documents(write("s.xml", doctype + NITF))
    meta = document.meta
    assert document.text == STORY
    assert (meta.id, meta.title, meta.outlet, meta.author) == (
        "ew-2041",
        "Envoys meet",
        "Example Wire",
        "By Ada Writer",
    )
    assert meta.published == "2025-03-08T13:21:00-05:00"


def test_a_story_that_was_withdrawn_is_left_out(write: Write) -> None:
    assert "canceled" in refusal(write("s.xml", NITF.replace('"usable"', '"canceled"'))).reason


BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "declared",
    [
        f'<!ENTITY a0 "ha">{BOMB}',
        '<!ENTITY a11 SYSTEM "file:///etc/passwd">',
        '<!ENTITY a11 SYSTEM "http://127.0.0.1:9/x">',
        '<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;',
        '<!ENTITY a11 "' + "x" * 100_000 + '">',
    ],
)
@pytest.mark.parametrize("root", ["nitf", "newsItem", "rss", "feed"])
def test_entities_are_refused_or_left_out(write: Write, declared: str, root: str) -> None:
    body = NITF if root == "nitf" else news_item(in_nitf())
    if root in {"rss", "feed"}:
        item = f"<item><title>Talks</title><description>{MARKUP}</description></item>"
        body = f"<rss><channel><title>T</title>{item}</channel></rss>"
    raw = f"<!DOCTYPE {root} [{declared}]>" + body.replace("on Monday", "on &a11; Monday" * 50)
    started = time.process_time()
    found = list(read([write("x.xml", raw)]))
    assert time.process_time() - started < 5
    texts = [unit.text for unit in found if isinstance(unit, Document)]
    assert "root:" not in "".join(texts)
    assert sum(map(len, texts)) < 10_000
    assert texts == [] or root in {"rss", "feed"}


@pytest.mark.parametrize(
    "raw",
    [
        "<nitf>" * 100_000,
        "<nitf><body><body.content>" + "<p>" * 100_000 + "x",
        "<newsMessage><itemSet>" + "<newsItem>" * 100_000,
        "<newsItem " + " ".join(f"a{n}='1'" for n in range(100_000)) + ">",
        "<nitf><body>" + "<p>x</p>" * 10,
        "<nitf><body.content><p>x & y</p></body.content></nitf>",
    ],
)
def test_hostile_xml_is_bounded(write: Write, raw: str) -> None:
    started = time.process_time()
    assert isinstance(refusal(write("x.xml", raw)), SourceError)
    assert time.process_time() - started < 10


def test_an_item_without_end_is_bounded(write: Write) -> None:
    name = write(
        "x.xml", f"<newsMessage {G2}><itemSet>{news_item(in_plain(), 'urn:a')}<newsItem>" + "<a>b</a>" * 1_200_000
    )
    first, second = read([name])
    assert isinstance(first, Document)
    assert "more than 8,388,608 bytes" in str(second)


def ninjs(**fields: Any) -> str:
    return json.dumps(
        {"uri": "http://haven.test/2041", "type": "text", "versioncreated": "2025-03-08T19:00:00Z", **fields}
    )


@pytest.mark.parametrize(
    "body",
    [
        {"body_text": STORY},
        {"body_html": MARKUP},
        {"body_xhtml": MARKUP, "body_text": " "},
        {"bodies": [{"contenttype": "text/html", "value": MARKUP}]},
        {"bodies": [{"contentType": "text/html", "value": "<p>x</p>"}, {"contentType": "text/plain", "value": STORY}]},
    ],
)
def test_ninjs(write: Write, body: dict[str, Any]) -> None:
    item = ninjs(
        headline="Envoys meet", byline="Ada Writer", firstcreated="2025-03-08T18:21:00Z", language="en", **body
    )
    (document,) = documents(write("i.json", item))
    meta = document.meta
    assert document.text == STORY
    assert (meta.id, meta.title, meta.author) == ("http://haven.test/2041", "Envoys meet", "Ada Writer")
    assert (meta.published, meta.updated) == ("2025-03-08T18:21:00+00:00", "2025-03-08T19:00:00+00:00")


def test_ninjs_of_version_2(write: Write) -> None:
    item = ninjs(
        headlines=[{"role": "main", "value": "Envoys meet"}],
        bodies=[{"contenttype": "text/plain", "value": STORY}],
        infosources=[{"name": "Stringer"}, {"name": "Example Wire", "role": "isrol:provider"}],
    )
    (document,) = documents(write("i.json", item))
    assert (document.meta.title, document.meta.outlet) == ("Envoys meet", "Example Wire")


@pytest.mark.parametrize("status", ["canceled", "withheld", "stat:canceled"])
def test_ninjs_that_is_not_to_be_used(write: Write, status: str) -> None:
    lines = ninjs(body_text=STORY, pubstatus=status) + "\n" + ninjs(body_text=STORY, pubstatus="usable") + "\n"
    first, second = read([write("i.jsonl", lines)])
    assert isinstance(first, DocumentError)
    assert isinstance(second, Document)


def test_fundus(write: Write) -> None:
    article = {
        "title": "Envoys meet",
        "authors": ["Ada Writer", "Ben Scribe"],
        "publishing_date": "2025-03-08 13:21:00-05:00",
        "topics": ["Talks"],
        "free_access": True,
        "body": {
            "summary": ["The envoys met."],
            "sections": [
                {"headline": [], "paragraphs": ["They met on Monday.", "They left."]},
                {"headline": ["What next"], "paragraphs": ["They will meet again."]},
            ],
        },
        "html": {"requested_url": "https://haven.test/1", "source_info": {"publisher": "Haven Herald"}},
    }
    first, second = documents(write("f.json", json.dumps([article, {"title": "T", "plaintext": STORY, "lang": "en"}])))
    assert first.text.split("\n\n") == [
        "The envoys met.",
        "They met on Monday.",
        "They left.",
        "What next",
        "They will meet again.",
    ]
    assert (first.meta.id, first.meta.outlet) == ("https://haven.test/1", "Haven Herald")
    assert first.meta.published == "2025-03-08T13:21:00-05:00"
    assert (second.text, second.meta.language) == (STORY, "en")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(
    [
        *("uri", "guid", "body_text", "body_html", "bodies", "headlines", "headline", "pubstatus", "language"),
        *("body", "plaintext", "html", "authors", "title", "text"),
    ]
)


@given(st.dictionaries(KEYS, JSON | st.just({"sections": [{"paragraphs": ["x y"]}]}), max_size=6))
def test_any_object_gives_one_document_or_one_error(write: Write, item: dict[str, Any]) -> None:
    (found,) = read([write("any.json", json.dumps(item))])
    assert isinstance(found, DocumentError) or found.text


PIECES = st.sampled_from(
    [
        *(
            "<newsItem guid='a'>",
            "</newsItem>",
            "<nitf>",
            "</nitf>",
            "<body.content>",
            "</body.content>",
            "<p>",
            "</p>",
        ),
        *("<contentSet>", "<inlineXML>", "</inlineXML>", "<![CDATA[", "]]>", "<!--", "-->", "<?p", "?>"),
        *("x y", "é", "\0", "&x;"),
    ]
)


@given(st.sampled_from(["<nitf>", "<newsMessage>", "<newsItem>"]), st.lists(PIECES, max_size=30).map("".join))
def test_any_xml_gives_documents_and_errors(write: Write, root: str, rest: str) -> None:
    for unit in read([write("any.xml", root + rest)]):
        assert isinstance(unit, DocumentError) or unit.text.strip()
