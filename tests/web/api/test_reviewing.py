"""Verdicts over HTTP: they change the record as those of the command line do, and leave no trace when withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.web.apps import SIGNED
from tests.web.records import BY

if TYPE_CHECKING:
    from fastapi.testclient import TestClient


def items(writer: TestClient, address: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = writer.get(f"/api/v1/{address}").json()["items"]
    return found


def judge(writer: TestClient, **verdict: Any) -> Any:
    return writer.post("/api/v1/reviews", json={**BY, **verdict}, headers=SIGNED)


def withdraw(writer: TestClient, review: str) -> Any:
    return writer.post(f"/api/v1/reviews/{review}/withdrawal", json=BY, headers=SIGNED)


def test_a_rejected_event_vanishes_and_comes_back(writer: TestClient) -> None:
    before = items(writer, "events")
    made = judge(writer, verdict="reject", record=before[0]["id"])
    assert made.status_code == 201
    assert writer.get(made.headers["location"]).json() == made.json()
    assert items(writer, "events") == before[1:]
    assert len(items(writer, "events?rejected=true")) == len(before)
    taken_back = withdraw(writer, made.json()["id"])
    assert taken_back.status_code == 200
    assert taken_back.json()["status"] == "withdrawn"
    assert items(writer, "events") == before


def test_the_same_verdict_twice_is_one(writer: TestClient) -> None:
    event = items(writer, "events")[1]["id"]
    first, second = (judge(writer, verdict="accept", record=event) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()


def test_a_contrary_verdict_is_refused(writer: TestClient) -> None:
    event = items(writer, "events")[1]["id"]
    judge(writer, verdict="accept", record=event)
    refused = judge(writer, verdict="reject", record=event)
    assert refused.status_code == 409
    assert "withdraw it first" in refused.json()["detail"]


def test_what_is_withdrawn_cannot_be_withdrawn_again(writer: TestClient) -> None:
    made = judge(writer, verdict="accept", record=items(writer, "events")[1]["id"]).json()["id"]
    assert [withdraw(writer, made).status_code for _ in range(2)] == [200, 409]
    assert withdraw(writer, "rv_00").status_code == 404


def test_corrections(writer: TestClient) -> None:
    event = next(row for row in items(writer, "events") if row["type"] == "ACCUSE")
    iran = next(actor for actor in items(writer, "actors") if actor["country"] == "IRN" and actor["kind"] != "person")
    fields = {"date": None, "actors": [iran["id"]], "factuality": "PR+"}
    assert judge(writer, verdict="correct", record=event["id"], corrections=fields).status_code == 201
    (corrected,) = (row for row in items(writer, "events") if row["mentions"][0]["id"] == event["mentions"][0]["id"])
    assert [actor["name"] for actor in corrected["actors"]] == ["Iran"]
    assert (corrected["factuality"], corrected["date"]) == ("PR+", None)
    assert corrected["recipients"] == event["recipients"], "a field that is not given stays"


def test_a_statement_has_one_source_or_none(writer: TestClient) -> None:
    statement = items(writer, "statements?source=Lavrov")[0]
    fields: dict[str, Any] = {"source": None, "act": "denies"}
    assert judge(writer, verdict="correct", record=statement["id"], corrections=fields).status_code == 201
    corrected = writer.get(f"/api/v1/statements/{statement['id']}").json()
    assert (corrected["source"], corrected["act"]) == (None, "denies")


def test_two_events_are_one(writer: TestClient) -> None:
    one, other = [row for row in items(writer, "events") if row["type"] == "ACCUSE"][:2]
    assert judge(writer, verdict="same", one=one["id"], other=other["id"]).status_code == 201
    joined = writer.get(f"/api/v1/events/{one['mentions'][0]['id']}").json()
    assert {m["id"] for m in joined["mentions"]} == {row["mentions"][0]["id"] for row in (one, other)}
    both = [mention["id"] for mention in joined["mentions"]]
    assert judge(writer, verdict="different", one=both[0], other=both[1]).status_code == 409


@pytest.mark.parametrize(
    "verdict",
    [
        {"verdict": "accept"},
        {"verdict": "accept", "record": "ac_00"},
        {"verdict": "accept", "record": "ev_00", "reason": "  "},
        {"verdict": "accept", "record": "ev_00", "reason": "\u2003\u0085"},
        {"verdict": "accept", "record": "ev_00", "author": ""},
        {"verdict": "accept", "record": "ev_00", "author": "A\n"},
        {"verdict": "accept", "record": "ev_00", "reason": "a\x00"},
        {"verdict": "accept", "record": "ev_00", "reason": "a" * 1001},
        {"verdict": "accept", "record": "ev_00", "corrections": {"date": "2015"}},
        {"verdict": "same", "one": "ev_00"},
        {"verdict": "same", "one": "ev_00", "other": "st_00"},
        {"verdict": "correct", "record": "ev_00"},
        {"verdict": "correct", "record": "ev_00", "corrections": {"date": "May"}},
        {"verdict": "correct", "record": "ev_00", "corrections": {"type": "SHOUT"}},
        {"verdict": "correct", "record": "ev_00", "corrections": {"colour": "red"}},
    ],
)
def test_verdicts_that_are_none(writer: TestClient, verdict: dict[str, Any]) -> None:
    refused = judge(writer, **verdict)
    assert refused.status_code == 422
    assert all(fault["where"].startswith("body.") for fault in refused.json()["errors"])


@pytest.mark.parametrize(
    "verdict",
    [
        {"verdict": "accept", "record": "ev_00"},
        {"verdict": "same", "one": "ev_00", "other": "ev_01"},
        {"verdict": "correct", "record": "ev_00", "corrections": {}},
    ],
)
def test_verdicts_on_what_is_not_there(writer: TestClient, verdict: dict[str, Any]) -> None:
    before = items(writer, "reviews")
    assert judge(writer, **verdict).status_code == 409
    assert items(writer, "reviews") == before
