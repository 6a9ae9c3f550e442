"""The whole application: API and feeds stand behind the same guard as the pages, and answer programs as such."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient

from onrecord.web.app import make_app
from onrecord.web.settings import Settings
from tests.web.apps import SIGNED, TOKEN
from tests.web.records import BY, SITUATION, make_ledger

if TYPE_CHECKING:
    from pathlib import Path

FEED = "/situations/Iran%20%2F%20United%20States/feed.atom"


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> str:
    return make_ledger(tmp_path_factory.mktemp("application") / "record.db")


def ask(location: str, **settings: Any) -> TestClient:
    return TestClient(make_app(location, Settings(**settings)), follow_redirects=False)


def test_programs_and_people_are_told_errors_each_in_their_way(location: str) -> None:
    client = ask(location)
    for path in ("events/ev_00", "document?id=nobody"):
        assert client.get(f"/{path}").headers["content-type"].startswith("text/html")
        told = client.get(f"/api/v1/{path}")
        assert (told.status_code, told.headers["content-type"]) == (404, "application/problem+json")


def test_the_description_is_of_the_api_alone(location: str) -> None:
    document = ask(location).get("/api/v1/openapi.json").json()
    assert document["info"] == {"title": "onrecord", "version": document["info"]["version"]}
    assert all(path.startswith("/api/v1/") for path in document["paths"])
    assert "Problem" in document["components"]["schemas"]


def test_api_and_feed_carry_the_headers_of_the_pages(location: str) -> None:
    client = ask(location)
    for path in ("/api/v1/events", FEED):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert client.get(path, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304


def test_where_reading_needs_the_token_the_api_does_too(location: str) -> None:
    client = ask(location, token=TOKEN, reading_needs_token=True)
    refused = client.get("/api/v1/events")
    assert (refused.status_code, refused.headers["content-type"]) == (401, "application/problem+json")
    assert client.get("/api/v1/events", headers=SIGNED).status_code == 200
    assert client.get(FEED).status_code != 200
    assert client.get(FEED, headers=SIGNED).status_code == 200


def test_a_cookie_reads_but_does_not_write(location: str) -> None:
    """Else a page of another site could have a reader's browser write."""
    client = ask(location, token=TOKEN, reading_needs_token=True)
    client.cookies.set("onrecord", Settings(token=TOKEN).derived("session"))
    event = client.get("/api/v1/events").json()["items"][0]["id"]
    refused = client.post("/api/v1/reviews", json={"verdict": "accept", "record": event, **BY})
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
    assert client.get("/api/v1/reviews").json()["total"] == 2


def test_the_pages_of_a_situation_name_its_feed(location: str) -> None:
    client = ask(location)
    page = client.get("/brief", params={"situation": SITUATION}).text
    named = re.search(r'<link rel="alternate" type="application/atom\+xml" title="([^"]*)" href="([^"]*)">', page)
    assert named
    assert named[1] == SITUATION
    assert client.get(named[2]).headers["content-type"].startswith("application/atom+xml")
    assert "atom+xml" not in client.get("/brief").text


def test_a_review_is_made_and_found_where_its_answer_says(tmp_path: Path) -> None:
    client = ask(make_ledger(tmp_path / "record.db"), token=TOKEN)
    event = client.get("/api/v1/events").json()["items"][0]["id"]
    made = client.post("/api/v1/reviews", json={"verdict": "accept", "record": event, **BY}, headers=SIGNED)
    assert made.status_code == 201
    assert made.headers["location"] == f"/api/v1/reviews/{made.json()['id']}"
    assert client.get(made.headers["location"]).json() == made.json()


def test_too_much_is_refused_with_a_problem(location: str) -> None:
    client = ask(location, token=TOKEN, body_bytes=1_000, requests_a_minute=2)
    reviews = "/api/v1/reviews"
    large = client.post(reviews, content=b" " * 1_001, headers=SIGNED)
    unsized = client.post(reviews, content=iter([b" " * 800, b" " * 800]), headers=SIGNED)
    long = client.get(f"/api/v1/events?q={'a' * 10_000}")
    client.get(reviews)
    often = client.get(reviews)
    assert [one.status_code for one in (large, unsized, long, often)] == [413, 413, 414, 429]
    for one in (large, unsized, long, often):
        assert one.headers["content-type"] == "application/problem+json"
        assert one.json()["detail"]
    assert often.headers["retry-after"]


def test_what_is_broken_is_told_without_its_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a secret")

    for read in ("documents", "some_documents"):
        monkeypatch.setattr(f"onrecord.brief.reporting.ReportingLedger.{read}", broken)
    client = TestClient(make_app(str(tmp_path / "record.db"), Settings()), raise_server_exceptions=False)
    for path in ("/documents", "/api/v1/documents"):
        answer = client.get(path)
        assert answer.status_code == 500
        assert "secret" not in answer.text
