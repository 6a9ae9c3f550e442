"""The feed of a situation: well formed, each entry once and under one name for good, hostile words harmless."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, urlsplit

import feedparser
import pytest
from fastapi.testclient import TestClient
from lxml import etree

from onrecord.brief.reporting import ReportingLedger
from onrecord.ledger import store
from onrecord.ledger.scope import Scope
from tests.ledger.articles import Article
from tests.web.apps import make_app
from tests.web.records import BY, SITUATION, make_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ATOM = "{http://www.w3.org/2005/Atom}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def location(tmp_path: Path) -> str:
    return make_ledger(tmp_path / "record.db")


@pytest.fixture
def client(location: str) -> Iterator[TestClient]:
    with TestClient(make_app(location)) as made:
        yield made


def fetch(client: TestClient, name: str = SITUATION, address: str | None = None) -> Any:
    """The feed, read by a feed reader's library that complains of anything that is not well formed."""
    answer = client.get(address or f"/situations/{quote(name, safe='')}/feed.atom")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert answer.headers["etag"]
    parsed = feedparser.parse(answer.content, response_headers=dict(answer.headers))
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == "atom10"
    return parsed


def test_entries_are_what_the_situation_holds(client: TestClient, location: str) -> None:
    feed = fetch(client)
    assert feed.feed.title == SITUATION
    with ReportingLedger.open(location) as ledger:
        scope = ledger.situation(SITUATION).scope
        events, utterances = ledger.events(scope), ledger.utterances(scope)
    own = {mention.id for event in events for mention in event.mentions}
    own |= {report.statement for told in utterances for report in told.reports}
    named = [entry.id.removeprefix("tag:onrecord.example,2026:") for entry in feed.entries]
    assert len(named) == len(set(named)) == len(events) + len(utterances)
    assert set(named) <= own
    for entry in feed.entries:
        assert entry.title
        assert entry.published_parsed <= entry.updated_parsed <= feed.feed.updated_parsed
        assert urlsplit(entry.link).path.rpartition("/")[2] in own


def test_every_entry_has_the_words_of_each_report_and_the_way_to_them(client: TestClient, location: str) -> None:
    with ReportingLedger.open(location) as ledger:
        events = {event.mentions[0].id: event for event in ledger.events()}
    document = etree.fromstring(client.get(f"/situations/{quote(SITUATION)}/feed.atom").content)
    told = 0
    for entry in document.iter(f"{ATOM}entry"):
        event = events.get(str(entry.findtext(f"{ATOM}id")).rpartition(":")[2])
        quotes = [element.findtext(f"{XHTML}p") for element in entry.iter(f"{XHTML}blockquote")]
        places = [parse_qs(urlsplit(str(element.get("href"))).query) for element in entry.iter(f"{XHTML}a")]
        assert len(quotes) == len(places) > 0
        if event:
            told += 1
            assert quotes == [mention.evidence.quote.strip() for mention in event.mentions]
            assert [place["id"] for place in places] == [[mention.document] for mention in event.mentions]
    assert told > 1


def test_an_entry_keeps_its_name_when_an_earlier_report_comes_in(
    client: TestClient, location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is updated, not another one; and comes first, because it came last."""
    before = fetch(client)
    monkeypatch.setattr(store, "_now", lambda: "2099-01-01T00:00:00+00:00")
    text = "BERN, March 24 - The United States and Iran will meet in Lausanne on March 30, Swiss officials said."
    earlier = Article("early-0324", text, published="2015-03-24", outlet="The Herald").event(
        "CONSULT", "will meet", "usa", "irn", date="2015-03-30", place=("Lausanne", "CHE"), factuality="PR+"
    )
    with ReportingLedger.open(location) as ledger:
        ids = {event.id for event in ledger.events()}
        ledger.add(earlier.coded())
        assert {event.id for event in ledger.events()} != ids, "the event's own id has changed"
    after = fetch(client)
    assert {entry.id for entry in after.entries} == {entry.id for entry in before.entries}
    assert after.entries[0].updated == after.feed.updated == "2099-01-01T00:00:00+00:00"
    known = next(entry for entry in before.entries if entry.id == after.entries[0].id)
    assert after.entries[0].published == known.published
    assert "early-0324" in after.entries[0].content[0].value
    assert "early-0324" not in known.content[0].value


def test_a_review_updates_an_entry(client: TestClient, location: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_now", lambda: "2099-01-01T00:00:00+00:00")
    with ReportingLedger.open(location) as ledger:
        event = next(one for one in ledger.events() if one.type == "REJECT")
        ledger.review("correct", event.id, **BY, corrections={"factuality": "CT-"})
    first = fetch(client).entries[0]
    assert first.updated.startswith("2099")
    assert "CT-" in [tag.term for tag in first.tags]


def test_one_document_after_the_other(client: TestClient, location: str) -> None:
    with ReportingLedger.open(location) as ledger:
        ledger.save_situation("All", Scope())
    one_page = client.get("/api/v1/utterances").json()["total"] + client.get("/api/v1/events").json()["total"]
    named: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("onrecord.web.atom.ENTRIES", 7)
        address: str | None = "/situations/All/feed.atom"
        while address:
            feed = fetch(client, address=address)
            assert len(feed.entries) <= 7
            named += [entry.id for entry in feed.entries]
            links = {link.rel: link.href for link in feed.feed.links}
            assert links["self"].endswith(address.removeprefix("http://testserver"))
            address = links.get("next")
    assert len(named) == len(set(named)) == one_page


def test_hostile_words_are_words(client: TestClient, location: str) -> None:
    words = "<script>alert(1)</script> ]]> &amp; \x08 \u202e \ufffe <img src=x onerror=alert(1)>"
    text = f"Iran rejected the United States {words} on Monday."
    article = Article("<b>hostile", text, published="2016-05-05", outlet="\"><script>alert('outlet')</script>")
    with ReportingLedger.open(location) as ledger:
        ledger.add(article.event("REJECT", "rejected", "irn", "usa", date="2016-05-05").coded())
        ledger.save_situation("<i>Iran</i>", Scope(actors=("IRN",)))
    answer = client.get(f"/situations/{quote('<i>Iran</i>', safe='')}/feed.atom")
    document = etree.fromstring(answer.content)
    own = {"feed", "id", "title", "updated", "author", "name", "generator", "link", "entry", "published", "category"}
    assert {etree.QName(element).localname for element in document.iter(f"{ATOM}*")} <= {*own, "content"}
    assert {etree.QName(element).localname for element in document.iter(f"{XHTML}*")} <= {"div", "blockquote", "p", "a"}
    assert document.findtext(f"{ATOM}title") == "<i>Iran</i>"
    quotes = "".join(document.itertext(f"{XHTML}p"))
    assert "<script>alert(1)</script> ]]> &amp; � � � <img" in quotes
    assert "<script>alert(1)</script>" in "".join(document.itertext(f"{ATOM}title"))


def test_what_is_not_followed_has_no_feed(client: TestClient, location: str) -> None:
    with ReportingLedger.open(location) as ledger:
        ledger.remove_situation(SITUATION)
    for name in (SITUATION, "Mars", "../../etc/passwd"):
        assert client.get(f"/situations/{quote(name, safe='')}/feed.atom").status_code == 404


def test_an_empty_situation_has_a_feed(client: TestClient, location: str) -> None:
    with ReportingLedger.open(location) as ledger:
        saved = ledger.save_situation("Nobody", Scope(actors=("ISL",)))
    feed = fetch(client, "Nobody")
    assert (feed.entries, feed.feed.updated) == ([], saved.saved_at)


def test_a_reader_who_has_it_gets_nothing(client: TestClient) -> None:
    address = f"/situations/{quote(SITUATION, safe='')}/feed.atom"
    tag = client.get(address).headers["etag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
