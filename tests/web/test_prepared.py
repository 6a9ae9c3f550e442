"""What takes long is made by another process: pages do not wait for it, and show what is there meanwhile."""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from http import HTTPStatus
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from onrecord.brief.reporting import ReportingLedger
from onrecord.brief.writing import write
from onrecord.errors import LedgerError
from onrecord.ledger.scope import Scope
from onrecord.ledger.views import Slice
from onrecord.web import prepared as module
from onrecord.web.app import make_app
from onrecord.web.ledgers import AT_ONCE
from onrecord.web.overviews import brief_of, event_counts_in, facets_of
from onrecord.web.prepared import AtHand, Prepared
from onrecord.web.queries import facets
from onrecord.web.settings import Settings
from onrecord.web.waiting import AGAIN
from onrecord.web.worker import Order, Timed, Worker
from tests.web.records import dispatch, make_ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from onrecord.brief.report import Brief

SCOPE = Scope(actors=("RUS",))
LONGEST = 30.0
"""Seconds in which a process has started and written a brief of a few documents on a busy machine."""


@pytest.fixture
def location(tmp_path: Path) -> str:
    return make_ledger(tmp_path / "ledger.db")


@pytest.fixture
def ledger(location: str) -> Iterator[ReportingLedger]:
    with ReportingLedger.open(location) as opened:
        yield opened


@pytest.fixture
def briefs(location: str) -> Iterator[Prepared]:
    made = Prepared(location)
    yield made
    made.close()


@pytest.fixture
def everything_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "is_long", lambda ledger, order: True)
    monkeypatch.setattr(module, "PATIENCE", 0.0)


def until(found: Callable[[], bool]) -> bool:
    ends = time.monotonic() + LONGEST
    while not found() and time.monotonic() < ends:
        time.sleep(0.05)
    return found()


def test_a_short_brief_is_there_at_once(ledger: ReportingLedger, briefs: Prepared) -> None:
    assert briefs.at_hand(ledger, brief_of(SCOPE, "Russia")) == AtHand(write(ledger, SCOPE, "Russia"))


@pytest.mark.usefixtures("everything_is_long")
def test_another_process_writes_the_very_same(ledger: ReportingLedger, briefs: Prepared) -> None:
    made = briefs.of(ledger, brief_of(SCOPE, "Russia"))
    assert made == write(ledger, SCOPE, "Russia")
    assert briefs.of(ledger, brief_of(SCOPE, "Russia")) is made, "it is kept"


@pytest.mark.usefixtures("everything_is_long")
def test_the_brief_before_is_shown_until_the_new_one_is_written(ledger: ReportingLedger, briefs: Prepared) -> None:
    assert briefs.at_hand(ledger, brief_of(SCOPE, None)) == AtHand(None)
    before = briefs.of(ledger, brief_of(SCOPE, None))
    assert briefs.at_hand(ledger, brief_of(SCOPE, None)) == AtHand(before)
    ledger.add(dispatch(13).coded())
    shown = briefs.at_hand(ledger, brief_of(SCOPE, None))
    assert shown.made is before
    assert shown.outdated
    assert until(lambda: briefs.at_hand(ledger, brief_of(SCOPE, None)).outdated is None)
    after = briefs.at_hand(ledger, brief_of(SCOPE, None)).made
    assert after
    assert after.counts.documents == before.counts.documents + 1


@pytest.mark.usefixtures("everything_is_long")
def test_what_was_begun_is_there_for_who_asks_a_moment_later(ledger: ReportingLedger, briefs: Prepared) -> None:
    counting = facets_of(Scope(query="talks"))
    briefs.begin(ledger, counting)
    (begun,) = briefs._coming.values()
    assert until(begun.future.done)
    assert until(lambda: not briefs._coming), "it is kept"
    kept = briefs._kept_of(counting)
    briefs.begin(ledger, counting)
    assert not briefs._coming, "what is there is not begun again"
    found = len(ledger.events(counting.scope)) + len(ledger.statements(counting.scope))
    shown = briefs.at_hand(ledger, facets_of(counting.scope, found))
    assert shown == AtHand(facets(ledger, counting.scope))
    assert kept
    assert shown.made is kept.made


def test_what_is_short_is_not_begun(ledger: ReportingLedger, briefs: Prepared) -> None:
    briefs.begin(ledger, facets_of(Scope(query="talks")))
    assert not briefs._coming


@pytest.mark.usefixtures("everything_is_long")
def test_what_took_long_is_not_made_anew_with_every_document(
    ledger: ReportingLedger, briefs: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "REST", 10**6)
    before = briefs.of(ledger, brief_of(SCOPE, None))
    ledger.add(dispatch(13).coded())
    for _ in range(3):
        shown = briefs.at_hand(ledger, brief_of(SCOPE, None))
        assert (shown.made is before, bool(shown.outdated)) == (True, True)
    assert not briefs._coming
    assert briefs.of(ledger, brief_of(SCOPE, None)) is not before, "a file has the record as it is"


@pytest.mark.usefixtures("everything_is_long")
def test_a_chart_waits_for_nobody(ledger: ReportingLedger, briefs: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    ordered: list[object] = []

    def order(wanted: object, *, urgent: bool) -> Future[object]:
        assert not urgent, "an earlier one is shown"
        ordered.append(wanted)
        return Future()

    monkeypatch.setattr(briefs._worker, "order", order)
    before = briefs.at_once(ledger, event_counts_in(SCOPE))
    assert before == ledger.event_counts(SCOPE)
    assert not ordered, "what is not there is made here"
    ledger.add(dispatch(13).coded())
    assert briefs.at_once(ledger, event_counts_in(SCOPE)) is before
    assert ordered == [event_counts_in(SCOPE)]


@pytest.mark.usefixtures("everything_is_long")
def test_a_ledger_that_cannot_be_read_is_told_and_the_next_brief_is_written(
    ledger: ReportingLedger, briefs: Prepared, tmp_path: Path
) -> None:
    lost = Prepared(str(tmp_path / "nothing" / "here.db"))
    with pytest.raises(LedgerError):
        lost.of(ledger, brief_of(SCOPE, None))
    lost.close()
    briefs.of(ledger, brief_of(SCOPE, "first"))
    process = briefs._worker._process
    assert process
    process.kill()
    with pytest.raises(LedgerError, match="ask again"):
        briefs.of(ledger, brief_of(SCOPE, "second"))
    assert briefs.of(ledger, brief_of(SCOPE, "second")).title == "second"


@pytest.mark.usefixtures("everything_is_long")
def test_briefs_that_failed_are_not_kept_for_ever(
    ledger: ReportingLedger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KEPT", 2)
    lost = Prepared(str(tmp_path / "nothing" / "here.db"))
    for number in range(5):
        with pytest.raises(LedgerError):
            lost.of(ledger, brief_of(SCOPE, str(number)))
    lost.close()
    assert [order.given[0] for order in lost._coming] == ["2", "3", "4"]


@pytest.mark.usefixtures("everything_is_long")
def test_the_page_says_that_a_brief_is_being_written_and_then_shows_it(location: str) -> None:
    with TestClient(make_app(location, Settings(hosts=("testserver",)))) as client:
        first = client.get("/brief?actors=RUS")
        assert "is being written" in first.text
        assert first.headers["refresh"] == AGAIN["briefs"]
        assert until(lambda: "Key points" in client.get("/brief?actors=RUS").text)
        assert "refresh" not in client.get("/brief?actors=RUS").headers


def is_there(client: TestClient, path: str) -> bool:
    return "refresh" not in client.get(path).headers


@pytest.mark.usefixtures("everything_is_long")
def test_others_read_while_files_and_programs_wait(location: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made: Future[Timed[object]] = Future()
    monkeypatch.setattr(Worker, "order", lambda worker, wanted, urgent: made)
    monkeypatch.setattr(module, "MOST_ORDERED", AT_ONCE + 1)
    app = make_app(location, Settings(hosts=("testserver",)))
    with TestClient(app) as client, ThreadPoolExecutor(AT_ONCE + 1) as others:
        asked = [others.submit(client.get, f"/api/v1/agreements?since=20{n:02}") for n in range(AT_ONCE + 1)]
        assert until(lambda: len(app.state.views._coming) == AT_ONCE + 1)
        assert client.get("/documents").status_code == HTTPStatus.OK
        refused = client.get("/api/v1/accounts")
        assert (refused.status_code, refused.headers["retry-after"]) == (HTTPStatus.SERVICE_UNAVAILABLE, "5")
        made.set_result(Timed(Slice(0, ()), 0.0))
        assert {one.result().status_code for one in asked} == {HTTPStatus.OK}
        assert client.get("/api/v1/accounts").status_code == HTTPStatus.OK, "there is room again"


def test_what_nobody_can_be_shown_yet_is_made_first(location: str, monkeypatch: pytest.MonkeyPatch) -> None:
    may_go_on, made = Event(), list[str]()

    def make(_: Worker, order: Order[Brief]) -> Timed[str]:
        assert may_go_on.wait(LONGEST)
        made.append(str(order.given[0]))
        return Timed(made[-1], 0.0)

    monkeypatch.setattr(Worker, "_made", make)
    worker = Worker(location)
    running = worker.order(brief_of(SCOPE, "running"))
    assert until(running.running)
    others = [worker.order(brief_of(SCOPE, name), urgent=False) for name in ("other", "hurried", "another")]
    worker.order(brief_of(SCOPE, "urgent"))
    worker.hurry(others[1])
    may_go_on.set()
    assert until(lambda: all(one.done() for one in others))
    worker.close()
    assert made == ["running", "hurried", "urgent", "other", "another"]


def test_who_waits_is_told_that_the_workbench_ends(location: str, monkeypatch: pytest.MonkeyPatch) -> None:
    may_go_on = Event()
    monkeypatch.setattr(Worker, "_made", lambda worker, order: may_go_on.wait(LONGEST))
    worker = Worker(location)
    running = worker.order(brief_of(SCOPE, "running"))
    assert until(running.running)
    waiting = worker.order(brief_of(SCOPE, "waiting"))
    ending = Thread(target=worker.close)
    ending.start()
    assert until(waiting.cancelled)
    may_go_on.set()
    ending.join(LONGEST)
    assert running.done()


PARTS = ("agreements", "accounts", "positions", "series", "commitments")


def test_what_programs_are_given_is_the_same_whichever_process_makes_it(
    location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ReportingLedger.open(location) as ledger:
        commitments = [one.id for one in ledger.commitments()]
    paths = [f"/api/v1/{part}?limit=2&offset=1" for part in PARTS]
    paths += [f"/api/v1/commitments/{one}" for one in (*commitments[:1], "co_0123456789abcdef0123")]
    with TestClient(make_app(location, Settings(hosts=("testserver",)))) as client:
        here = [(answer.status_code, answer.json()) for answer in map(client.get, paths)]
    monkeypatch.setattr(module, "is_long", lambda ledger, order: True)
    with TestClient(make_app(location, Settings(hosts=("testserver",)))) as client:
        assert [(answer.status_code, answer.json()) for answer in map(client.get, paths)] == here
    assert [status for status, _ in here][-2:] == [HTTPStatus.OK, HTTPStatus.NOT_FOUND]


LONG_VIEWS = (
    "course",
    "network?level=actors",
    "map?side=by",
    "said",
    "contested",
    "agreements",
    "ahead",
    "brief",
    "timeline",
    "search",
)


@pytest.mark.parametrize("form", ["html", "json"])
def test_every_view_that_another_process_makes_is_the_same(
    location: str, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [f"/{view}{'&' if '?' in view else '?'}format={form}" for view in LONG_VIEWS]
    with TestClient(make_app(location, Settings(hosts=("testserver",)))) as client:
        paths += [f"/actors/{one['id']}?format={form}" for one in client.get("/actors?format=json").json()["rows"][:2]]
        at_once = {path: client.get(path).text for path in paths}
    monkeypatch.setattr(module, "is_long", lambda ledger, order: True)
    monkeypatch.setattr(module, "PATIENCE", 0.0)
    with TestClient(make_app(location, Settings(hosts=("testserver",)))) as client:
        for path in paths:
            assert until(partial(is_there, client, path)), path
        assert {path: client.get(path).text for path in paths} == at_once


@pytest.mark.usefixtures("everything_is_long")
def test_a_view_of_the_record_as_it_was_says_so(location: str, ledger: ReportingLedger) -> None:
    with TestClient(make_app(location, Settings(hosts=("testserver",)))) as client:
        assert until(partial(is_there, client, "/map"))
        assert "As the record was" not in client.get("/map").text
        ledger.add(dispatch(13).coded())
        assert "As the record was" in client.get("/map").text
        assert until(lambda: "As the record was" not in client.get("/map").text)
