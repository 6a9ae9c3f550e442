"""ETags: an answer stays good until the ledger changes, by whatever it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from onrecord.brief.reporting import ReportingLedger
from onrecord.ledger.scope import Scope
from tests.web.apps import make_app
from tests.web.records import BY, SITUATION, dispatch, make_ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def review(ledger: ReportingLedger) -> None:
    ledger.review("accept", ledger.events()[1].id, **BY)


def withdraw(ledger: ReportingLedger) -> None:
    ledger.withdraw_review(next(made.id for made in ledger.reviews() if made.status == "holds"), **BY)


def separate(ledger: ReportingLedger) -> None:
    actors = ledger.actors()
    ledger.judge_actors("different", actors[1].id, actors[2].id, **BY)


def unjudge(ledger: ReportingLedger) -> None:
    ledger.withdraw_judgement(ledger.judgements()[0].id, **BY)


def add(ledger: ReportingLedger) -> None:
    ledger.add(dispatch(20).coded())


CHANGES: tuple[Callable[[ReportingLedger], object], ...] = (
    add,
    review,
    withdraw,
    separate,
    unjudge,
    lambda ledger: ledger.save_situation("Another", Scope(actors=("RUS",))),
    lambda ledger: ledger.remove_situation(SITUATION),
    lambda ledger: ledger.situation_brief(SITUATION),
)


@pytest.fixture
def location(tmp_path: Path) -> str:
    return make_ledger(tmp_path / "record.db")


@pytest.fixture
def client(location: str) -> Iterator[TestClient]:
    with TestClient(make_app(location)) as made:
        yield made


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_of_the_ledger_changes_the_tag(
    change: Callable[[ReportingLedger], object], client: TestClient, location: str
) -> None:
    tag = client.get("/api/v1/events").headers["etag"]
    assert client.get("/api/v1/events").headers["etag"] == tag
    with ReportingLedger.open(location) as ledger:
        change(ledger)
    answer = client.get("/api/v1/events", headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert answer.headers["etag"] != tag


def test_what_the_reader_has_is_not_sent_again(client: TestClient) -> None:
    full = client.get("/api/v1/statements")
    tag = full.headers["etag"]
    assert "no-cache" in full.headers["cache-control"]
    for known in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        answer = client.get("/api/v1/statements", headers={"If-None-Match": known})
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
    assert client.get("/api/v1/statements", headers={"If-None-Match": '"other"'}).status_code == 200


def test_what_is_not_there_stays_not_there(client: TestClient) -> None:
    """A refusal is no answer of a state: a reader who knows the state still learns that there is no such record."""
    answer = client.get("/api/v1/events/ev_00")
    assert answer.status_code == 404
    assert "etag" not in answer.headers
