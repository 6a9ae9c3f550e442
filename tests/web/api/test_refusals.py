"""What the API cannot answer it refuses with a problem document that says where the fault is, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient

from onrecord.errors import LedgerError
from tests.web.apps import SIGNED, make_app
from tests.web.records import BY, SITUATION

if TYPE_CHECKING:
    from pathlib import Path

REFUSED: dict[str, tuple[int, str]] = {
    "events?limit=0": (422, "query.limit"),
    "events?limit=201": (422, "query.limit"),
    "events?offset=-1": (422, "query.offset"),
    "events?offset=9999999999": (422, "query.offset"),
    "events?since=2015-13": (422, "query.since"),
    "events?since=2015-02-30": (422, "query.since"),
    "events?until=yesterday": (422, "query.until"),
    "events?since=2016&until=2015": (422, "query"),
    "events?type=SHOUT": (422, "query.type.0"),
    "events?contexts=nuclear": (422, "query.contexts.0"),
    "events?sort=date": (422, "query.sort"),
    "events?q=%00": (422, "query.q"),
    f"events?q={'a' * 401}": (422, "query.q"),
    f"events?actors={','.join(['IRN'] * 21)}": (422, "query.actors"),
    "events?source=IRN,USA": (422, "query.source"),
    "events?actors=": (422, "query.actors.0"),
    "events?type=AGREE,": (422, "query.type.1"),
    "events?source=IRN&source=USA": (422, "query.source"),
    "agreements?type=AGREE": (422, "query.type"),
    "documents?q=talks": (422, "query.q"),
    "document": (422, "query.id"),
    "document?id=gazette-0325&version=0": (422, "query.version"),
    "document?id=nobody": (404, "there is no document nobody"),
    "document?id=gazette-0325&version=9": (404, "there is no document gazette-0325, version 9"),
    "document/text?id=nobody": (404, "there is no document nobody"),
    "document/coded?id=gazette-0325&version=9": (404, "version 9"),
    "document/versions?id=nobody": (404, "there is no document nobody"),
    "document/differences?id=nobody": (404, "there is no document nobody"),
    "document/differences?id=gazette-0325&newer=1": (404, "there is no document gazette-0325 with these versions"),
    "events/ev_00": (404, "there is no event ev_00"),
    "events/..%2f..%2fetc": (404, "there is nothing at this address"),
    "events/nobody": (422, "path.id"),
    "situation?name=Mars": (404, "there is no situation called Mars"),
    "situation/brief?name=Mars": (404, "there is no situation called Mars"),
    "nowhere": (404, "there is nothing at this address"),
}


def problem(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    told: dict[str, Any] = answer.json()
    assert told["status"] == status
    assert told["type"] == "about:blank"
    assert told["title"]
    assert told["detail"]
    return told


@pytest.mark.parametrize("address", REFUSED)
def test_refusals(address: str, reader: TestClient) -> None:
    status, named = REFUSED[address]
    told = problem(reader.get(f"/api/v1/{address}"), status)
    assert named in told["detail"]
    assert told["instance"].startswith("/api/v1/")
    assert bool(told["errors"]) == (status == 422)
    assert all(fault["where"] and fault["why"] for fault in told["errors"])


def test_other_methods(reader: TestClient) -> None:
    answer = reader.delete("/api/v1/events")
    assert problem(answer, 405)["detail"] == "this address takes GET"
    assert answer.headers["allow"] == "GET"


def test_a_body_that_is_none(writer: TestClient) -> None:
    for body in ("", "{", "[]", '"x"', '{"verdict": "praise"}', "\ud800".encode("utf-8", "surrogatepass")):
        problem(writer.post("/api/v1/reviews", content=body, headers=SIGNED), 422)


def test_a_ledger_that_cannot_be_read_is_told_without_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = make_app(str(tmp_path / "record.db"))

    def locked(*_: object, **__: object) -> None:
        raise LedgerError(f"{tmp_path}: locked by another process")

    monkeypatch.setattr("onrecord.brief.reporting.ReportingLedger.some_events", locked)
    with TestClient(app) as client:
        answer = client.get("/api/v1/events")
    assert str(tmp_path) not in answer.text
    assert "try again" in problem(answer, 503)["detail"]
    assert answer.headers["retry-after"]


def test_an_error_of_our_own_is_told_without_its_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = make_app(str(tmp_path / "record.db"))

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr("onrecord.brief.reporting.ReportingLedger.some_events", broken)
    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.get("/api/v1/events")
    assert "secret" not in problem(answer, 500)["detail"]


def test_writing_needs_the_token(reader: TestClient, writer: TestClient) -> None:
    verdict = {"verdict": "accept", "record": "ev_00", **BY}
    assert "without an access token" in problem(reader.post("/api/v1/reviews", json=verdict), 403)["detail"]
    for headers in ({}, {"Authorization": "Bearer other"}, {"Authorization": "Basic dTpw"}, {"Cookie": "onrecord=x"}):
        answer = writer.post("/api/v1/reviews", json=verdict, headers=headers)
        problem(answer, 401)
        assert answer.headers["www-authenticate"] == "Bearer"
        problem(writer.post("/api/v1/reviews/rv_00/withdrawal", json=BY, headers=headers), 401)


def test_a_brief_of_what_is_new_needs_a_last_one(reader: TestClient) -> None:
    answer = reader.get("/api/v1/situation/brief", params={"name": SITUATION, "only_new": "true"})
    assert "no last brief" in problem(answer, 409)["detail"]
