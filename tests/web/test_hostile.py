"""Articles that attack whoever reads them: nothing executes, nothing is loaded, nothing breaks a page."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

import onrecord
from onrecord.ledger.scope import Scope
from onrecord.records import Actor, Role, Span
from onrecord.web.app import make_app
from tests.ledger.articles import Article
from tests.web.addresses import SCOPED
from tests.web.conftest import SETTINGS, serve
from tests.web.test_browser import opened
from tests.web.test_pages import assert_sound

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from onrecord.records import CodedDocument

ATTACKS = {
    "script": "<script>window.caught = 1</script>",
    "closing": "</title></textarea></style></script><script>window.caught = 1</script>",
    "handler": "<img src=x onerror=\"window.caught = 1\"><b onmouseover='window.caught = 1'>b</b>",
    "attribute": "\"><script>window.caught = 1</script><a b=\"' onfocus='window.caught = 1' autofocus='",
    "svg": "<svg onload=window.caught=1><animate onbegin=window.caught=1></svg>",
    "template": "{{ 7 * 191 }}{% for a in ().__class__.__base__.__subclasses__() %}{{ a }}{% endfor %}${7*191}#{7*191}",
    "link": "[a](javascript:window.caught=1) <a href=javascript:window.caught=1>a</a>",
    "image": '<img src="https://remote.example/pixel.png"><link rel=stylesheet href=https://remote.example/a.css>',
    "direction": "\u202e\u2066gnirts desrever\u202d \u200f\u0007\x1b[31m",
    "formula": '=HYPERLINK("https://remote.example")',
    "comment": "<!-- <base href=https://remote.example/> ]]> <![CDATA[",
    "surrogate": "\U0001f1ee\U0001f1f7 \ufeff\u0000 e\u0301\u0301\u0301",
    "long": "w" * 1_000_000,
}
JAVASCRIPT = "javascript:window.caught=1"


def hostile(name: str, attack: str) -> CodedDocument:
    """A report whose every free text is an attack: words, title, outlet, author, address, actors, offices, places."""
    attack = attack.replace("\x00", "")
    said, did = f"{attack} said the envoy. ", f"{attack} condemned Iran in {attack}. "
    text = said + did
    article = Article(f"{name} {attack[:300]}", text, published="2020-01-02", outlet=attack[:500], title=attack[:500])
    envoy = Role(attack[:300], attack[:300], "current")
    article.actors["envoy"] = Actor("envoy", attack[:400], "person", "FJI", "GOV", (envoy,), (Span(0, len(attack)),))
    article.event("REJECT", "condemned", "envoy", "irn", date="2020-01-02", place=(attack[:200], "FJI"))
    article.statement("envoy", attack, cue="said", act="accuses", date="2020-01-02")
    coded = article.coded()
    return replace(coded, document=replace(coded.document, url=JAVASCRIPT, author=attack[:300]))


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of such reports, and a situation with such a name."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.db"
    with onrecord.open_ledger(str(path)) as ledger:
        for name, attack in ATTACKS.items():
            ledger.add(hostile(name, attack))
        ledger.save_situation(ATTACKS["attribute"], Scope(actors=("FJI",), query=""))
        event = ledger.some_unreviewed(limit=1).rows[0]
        ledger.review("accept", event.id, author=ATTACKS["script"], reason=ATTACKS["attribute"])
    return path


@pytest.fixture(scope="module")
def addresses(attacked: Path) -> list[str]:
    """Every view, and every record's own page."""
    from onrecord.web.templating import document_address, record_address

    with onrecord.open_ledger(str(attacked)) as ledger:
        found = [document_address(one.id, mark="0-5") for one in ledger.documents()]
        found += [f"/document/changes?{document_address(one.id).partition('?')[2]}" for one in ledger.documents()]
        found += [record_address("events", one.id) for one in ledger.events()]
        found += [record_address("statements", one.id) for one in ledger.statements()]
        found += [record_address("actors", one.id) for one in ledger.actors()]
    views = (
        "/",
        *(f"/{view}" for view in SCOPED),
        "/network?level=actors",
        "/actors",
        "/documents",
        "/review",
        "/reviews",
    )
    return [*views, *found]


def test_pages_stay_whole_and_show_attacks_as_text(attacked: Path, addresses: list[str]) -> None:
    client = TestClient(make_app(str(attacked), SETTINGS))
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert_sound(answer.text)
        assert "1337" not in answer.text.replace("1337px", ""), address
        assert "\u202e" not in answer.text
        assert 'href="javascript:' not in answer.text


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_what_is_asked_for_is_shown_as_text(attacked: Path, attack: str) -> None:
    """The same in every parameter of an address, which somebody may have sent."""
    client = TestClient(make_app(str(attacked), SETTINGS))
    for name in (
        "q",
        "actors",
        "source",
        "situation",
        "since",
        "type",
        "offset",
        "format",
        "level",
        "at",
        "done",
        "after",
    ):
        for path in ("/search", "/network", "/review"):
            answer = client.get(path, params={name: attack[:390]})
            assert answer.status_code in (200, 404, 422)
            if answer.headers["content-type"].startswith("text/html"):
                assert_sound(answer.text)


def test_a_spreadsheet_finds_no_formula(attacked: Path) -> None:
    before = csv.field_size_limit(2**22)
    client = TestClient(make_app(str(attacked), SETTINGS))
    for path in ("/search", "/actors", "/documents", "/timeline", "/said"):
        rows = csv.reader(io.StringIO(client.get(f"{path}?format=csv").text))
        assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "@", "\t"))] == []
    csv.field_size_limit(before)


def test_nothing_executes_and_nothing_is_loaded(browser: Browser, attacked: Path, addresses: list[str]) -> None:
    with serve(attacked) as served, opened(browser) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: asked.append(dialog.message))
        page.goto(served.entrance)
        for address in addresses:
            page.goto(served.address + address)
            page.evaluate("document.querySelectorAll('details').forEach((row) => (row.open = true))")
            assert page.evaluate("typeof window.caught") == "undefined", address
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide == 0, address
        assert [url for url in asked if not url.startswith(served.address)] == []
