"""Every page is whole, keeps its promises on links and scripts, and can be taken away."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

import onrecord
from onrecord.ledger.scope import Scope
from onrecord.web.guard import HEADERS
from onrecord.web.pages import brief
from tests.web import addresses
from tests.web.conftest import REVISED, SITUATION

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi.testclient import TestClient

VOID = {"meta", "link", "img", "input", "br", "source"}
EVERY_LIST = pytest.mark.parametrize("address", addresses.LISTS)


class Page(HTMLParser):
    """A page taken apart: its elements, and whether they are closed in the order in which they were opened."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.elements if name == tag]


def assert_sound(text: str) -> Page:
    page = Page(text)
    assert page.faults == []
    assert [tag for tag in page.open if tag != "p"] == []
    assert len(page.all("h1")) == len(page.all("main")) == 1
    assert [attrs for _, attrs in page.elements for name in attrs if name.startswith("on") or name == "style"] == []
    assert page.all("style") == page.all("iframe") == page.all("object") == page.all("base") == []
    assert all((script.get("src") or "").startswith("/static/") for script in page.all("script"))
    assert all((image.get("src") or "").startswith(("/static/", "/charts/")) for image in page.all("img"))
    ids = Counter(attrs["id"] for _, attrs in page.elements if "id" in attrs)
    assert [name for name, number in ids.items() if number > 1] == []
    for link in page.all("a"):
        outside = not (link.get("href") or "/").startswith(("/", "#"))
        assert not outside or {"noopener", "noreferrer"} <= set((link["rel"] or "").split())
    return page


@pytest.mark.parametrize("address", [*addresses.LISTS, *addresses.EMPTY])
def test_lists_are_sound(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert_sound(answer.text)


def test_pages_of_one_record_are_sound(client: TestClient) -> None:
    for address in addresses.records(client):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert_sound(answer.text)


@pytest.mark.parametrize(("address", "status"), [*zip(addresses.OTHER, (200, 404, 422), strict=True)])
def test_refusals_are_pages_too(client: TestClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert_sound(answer.text)


@pytest.mark.parametrize("address", addresses.EMPTY)
def test_an_empty_page_says_what_to_do_next(client: TestClient, address: str) -> None:
    text = client.get(address).text
    assert 'class="empty"' in text
    assert "Take a filter away" in text


def test_an_empty_ledger_says_how_to_fill_it(tmp_path: Path) -> None:
    from fastapi.testclient import TestClient

    from onrecord.web.app import make_app
    from tests.web.conftest import SETTINGS

    client = TestClient(make_app(str(tmp_path / "new.db"), SETTINGS))
    for address in ("/", *(f"/{view}" for view in addresses.SCOPED), "/actors", "/documents", "/review"):
        assert "onrecord add" in client.get(address).text, address


@EVERY_LIST
def test_what_is_shown_can_be_taken_away(client: TestClient, address: str) -> None:
    join = "&" if "?" in address else "?"
    as_csv, as_json = (client.get(f"{address}{join}format={form}") for form in ("csv", "json"))
    assert as_csv.headers["content-type"].startswith("text/csv")
    header, *rows = csv.reader(io.StringIO(as_csv.text))
    assert all(len(row) == len(header) for row in rows)
    found: dict[str, Any] = as_json.json()
    if "rows" in found:  # but for the brief, which is written as the command writes it
        assert len(found["rows"]) == len(rows)
        assert found["total"] == int(as_csv.headers["x-total-count"]) >= len(rows)


def test_internal_links_lead_somewhere(client: TestClient) -> None:
    """From each kind of page a few of each kind of link."""
    found: dict[str, list[str]] = {}
    for address in (*addresses.LISTS, *addresses.records(client)):
        for link in Page(client.get(address).text).all("a"):
            href = (link.get("href") or "").partition("#")[0]
            if href.startswith("/"):
                kind = "/".join(urlsplit(href).path.split("/")[:2]) + ",".join(sorted(parse_qs(urlsplit(href).query)))
                found.setdefault(kind, []).append(href)
    for links in found.values():
        for href in list(dict.fromkeys(links))[:6]:
            assert client.get(href).status_code == 200, href


def test_evidence_leads_to_its_words(client: TestClient) -> None:
    """Every citation of the brief opens its document with just the cited words pointed out."""
    cited = list(dict.fromkeys(re.findall(r'href="(/document\?id=[^"]+mark=[^"#]+)', client.get("/brief").text)))
    assert len(cited) > 20
    for href in cited[:25]:
        address = href.replace("&amp;", "&")
        asked = parse_qs(urlsplit(address).query)
        text = client.get(address).text
        document = client.get(address + "&format=json").json()["rows"][0]["text"]
        for stretch in asked["mark"][0].split(","):
            start, end = map(int, stretch.split("-"))
            assert "".join(_pointed_out(text)).find(document[start:end].strip()) >= 0, address
        assert 'id="here"' in text


def test_a_long_brief_shows_some_of_its_evidence_and_says_so(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(brief, "EVIDENCE", 10_000)
    whole = client.get("/brief").text
    for name, most in (("EVIDENCE", 1), ("SOURCES", 2), ("CITED", 1)):
        monkeypatch.setattr(brief, name, most)
    cut = client.get("/brief").text
    assert_sound(cut)
    assert re.search(r"1 of \d+ pieces of evidence shown", cut)
    assert not re.search("pieces of evidence shown|stand in the brief", whole)
    stated = re.search(r"(\d+) of (\d+) shown, those whose numbers stand in the brief", cut)
    assert stated
    assert [int(number) for number in stated.groups()] == [text.count('id="source-') for text in (cut, whole)]
    cited = {
        number
        for part in re.findall(r'class="cites">(.*?)</span> ?[<\n]', cut)
        for number in re.findall(r">(\d+)<", part)
    }
    assert cited <= set(re.findall(r'id="source-(\d+)"', cut))


def _pointed_out(text: str) -> list[str]:
    from html import unescape

    pieces = re.findall(r'<(?:a|span) class="mark [^"]*\bhere\b[^"]*"[^>]*>([^<]*)<', text)
    return [unescape(piece) for piece in pieces]


def test_pages_agree_with_the_ledger(client: TestClient, sample: Path) -> None:
    """What pages count is what the ledger counts."""
    scope = Scope(actors=("IRN", "USA"), since="2018")
    with onrecord.open_ledger(str(sample)) as ledger:
        events, documents = ledger.events(scope), ledger.documents()
        speakers = {one.source.id for one in ledger.utterances(scope) if one.source}
    asked = {"actors": "IRN,USA", "since": "2018", "format": "json"}
    assert client.get("/timeline", params=asked).json()["total"] == len(events)
    assert client.get("/said", params=asked).json()["total"] == len(speakers)
    assert client.get("/documents?format=json").json()["total"] == len(documents)
    ahead = [event["event"] for event in client.get("/timeline", params=asked).json()["rows"]]
    assert ahead == [event.id for event in reversed(events)]


def test_every_mark_of_a_document_leads_to_its_record(client: TestClient, sample: Path) -> None:
    with onrecord.open_ledger(str(sample)) as ledger:
        statements = [one for one in ledger.statements() if one.evidence.document == REVISED]
        mentions = [m for event in ledger.events() for m in event.mentions if m.document == REVISED]
    shown = set(re.findall(r'href="/(?:statements|events)/(\w+)"', client.get(f"/document?id={REVISED}").text))
    assert shown == {one.id for one in statements} | {one.id for one in mentions}
    assert 'href="/events/' not in client.get(f"/document?id={REVISED}&version=1").text


def test_a_situation_is_its_scope(client: TestClient) -> None:
    named = client.get("/timeline", params={"situation": SITUATION, "format": "json"}).json()
    assert named == client.get("/timeline", params={"actors": "IRN,USA", "format": "json"}).json()
    narrowed = client.get("/timeline", params={"situation": SITUATION, "since": "2020", "format": "json"}).json()
    assert 0 < narrowed["total"] < named["total"]


def test_facets_count_what_they_lead_to(client: TestClient) -> None:
    """A count beside a value is the number of results behind it, for types, which only events have."""
    page = client.get("/search?q=nuclear").text
    for value, number in re.findall(r'href="[^"]*type=([A-Z]+)"[^>]*>[^<]*</a> <span class="n">(\d+)', page):
        events = client.get(f"/search?q=nuclear&type={value}&format=json").json()["rows"]
        assert sum(row["record"] == "event" for row in events) == int(number)


def test_pages_of_a_list_do_not_overlap(client: TestClient) -> None:
    first, second = (client.get(f"/search?offset={offset}").text for offset in (0, 50))
    shown = [set(re.findall(r'href="(/(?:events|statements)/[^"]+)"', text)) for text in (first, second)]
    assert len(shown[0]) > 20
    assert shown[0] != shown[1]
    assert 'rel="next"' in first
    assert 'rel="prev"' in second


def test_charts_are_drawn_twice_from_one_description(client: TestClient) -> None:
    for address in ("/charts/months", "/charts/course?actors=IRN,USA&width=360&theme=dark"):
        assert client.get(address).text.startswith("<svg")
        spec = client.get(address, headers={"Accept": "application/json"}).json()
        assert "vega-lite" in spec["$schema"]
    assert client.get("/charts/months?width=99999").status_code == 422


def test_head_is_answered_as_get(client: TestClient) -> None:
    assert client.head("/").status_code == 200


def test_what_is_told_alike_is_a_click_away(client: TestClient) -> None:
    """From an event's page to a search in which it comes first, whose filters keep what it is to be like."""
    event = next(address for address in addresses.records(client) if address.startswith("/events/"))
    links = [link["href"] or "" for link in Page(client.get(event).text).all("a")]
    like = next(link for link in links if link.startswith("/search?like="))
    found = Page(client.get(like).text)
    records = [link["href"] or "" for link in found.all("a") if (link["href"] or "").startswith(("/events/", "/stat"))]
    assert event in records[:5]
    narrowed = client.get(f"{like}&since=2015&q=talks").text
    without = [link["href"] or "" for link in Page(narrowed).all("a") if link.get("title") == "Take this filter away"]
    assert len(without) == 3
    assert sum("like=" in address for address in without) == 2
