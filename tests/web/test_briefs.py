"""Long briefs are written by another process: pages do not wait for them, and show what is there meanwhile."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from onrecord.brief.reporting import ReportingLedger
from onrecord.brief.writing import write
from onrecord.errors import LedgerError
from onrecord.ledger.scope import Scope
from onrecord.web import briefs as module
from onrecord.web.app import make_app
from onrecord.web.briefs import Briefs
from onrecord.web.pages.brief import AGAIN
from onrecord.web.settings import Settings
from tests.web.records import dispatch, make_ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

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
def briefs(location: str) -> Iterator[Briefs]:
    made = Briefs(location)
    yield made
    made.close()


@pytest.fixture
def everything_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONG", 1)
    monkeypatch.setattr(module, "PATIENCE", 0.0)


def until(found: Callable[[], bool]) -> bool:
    ends = time.monotonic() + LONGEST
    while not found() and time.monotonic() < ends:
        time.sleep(0.05)
    return found()


def test_a_short_brief_is_there_at_once(ledger: ReportingLedger, briefs: Briefs) -> None:
    assert briefs.at_hand(ledger, SCOPE, "Russia") == (write(ledger, SCOPE, "Russia"), None)


@pytest.mark.usefixtures("everything_is_long")
def test_another_process_writes_the_very_same(ledger: ReportingLedger, briefs: Briefs) -> None:
    made = briefs.of(ledger, SCOPE, "Russia")
    assert made == write(ledger, SCOPE, "Russia")
    assert briefs.of(ledger, SCOPE, "Russia") is made, "it is kept"


@pytest.mark.usefixtures("everything_is_long")
def test_the_brief_before_is_shown_until_the_new_one_is_written(ledger: ReportingLedger, briefs: Briefs) -> None:
    assert briefs.at_hand(ledger, SCOPE, None) == (None, None)
    before = briefs.of(ledger, SCOPE, None)
    assert briefs.at_hand(ledger, SCOPE, None) == (before, None)
    ledger.add(dispatch(13).coded())
    shown, outdated = briefs.at_hand(ledger, SCOPE, None)
    assert shown is before
    assert outdated
    assert until(lambda: briefs.at_hand(ledger, SCOPE, None).outdated is None)
    after = briefs.at_hand(ledger, SCOPE, None).brief
    assert after
    assert after.counts.documents == before.counts.documents + 1


@pytest.mark.usefixtures("everything_is_long")
def test_a_ledger_that_cannot_be_read_is_told_and_the_next_brief_is_written(
    ledger: ReportingLedger, briefs: Briefs, tmp_path: Path
) -> None:
    lost = Briefs(str(tmp_path / "nothing" / "here.db"))
    with pytest.raises(LedgerError):
        lost.of(ledger, SCOPE, None)
    lost.close()
    briefs.of(ledger, SCOPE, "first")
    process = briefs._writer._process
    assert process
    process.kill()
    with pytest.raises(LedgerError, match="ask again"):
        briefs.of(ledger, SCOPE, "second")
    assert briefs.of(ledger, SCOPE, "second").title == "second"


@pytest.mark.usefixtures("everything_is_long")
def test_briefs_that_failed_are_not_kept_for_ever(
    ledger: ReportingLedger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KEPT", 2)
    lost = Briefs(str(tmp_path / "nothing" / "here.db"))
    for number in range(5):
        with pytest.raises(LedgerError):
            lost.of(ledger, SCOPE, str(number))
    lost.close()
    assert [order.title for order in lost._coming] == ["2", "3", "4"]


@pytest.mark.usefixtures("everything_is_long")
def test_the_page_says_that_a_brief_is_being_written_and_then_shows_it(location: str) -> None:
    with TestClient(make_app(location, Settings(hosts=("testserver",)))) as client:
        first = client.get("/brief?actors=RUS")
        assert "is being written" in first.text
        assert first.headers["refresh"] == AGAIN
        assert until(lambda: "Key points" in client.get("/brief?actors=RUS").text)
        assert "refresh" not in client.get("/brief?actors=RUS").headers
