"""Addresses: what one asks for comes back in the addresses that it links to; what a reader has seen is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import pytest
from fastapi import HTTPException, Request
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import Response

import onrecord
from onrecord.web import seen
from onrecord.web.scopes import Asked, asked
from onrecord.web.seen import COOKIE, MOST, VISIT, Looked
from tests.web.conftest import SITUATION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onrecord.brief.reporting import ReportingLedger

NAMES = st.lists(st.text(st.characters(exclude_characters=",", exclude_categories=("C", "Z")), min_size=1), min_size=1)
DATES = st.sampled_from(["2015", "2015-04", "2015-04-02"])


@pytest.fixture(scope="module")
def ledger(sample: Path) -> Iterator[ReportingLedger]:
    with onrecord.open_ledger(str(sample)) as opened:
        yield opened


def again(ledger: ReportingLedger, address: str) -> Asked:
    return asked(ledger, **dict(parse_qsl(urlsplit(address).query)))


@given(actors=NAMES, source=NAMES, since=DATES, q=st.text(st.characters(exclude_categories=("C", "Z")), max_size=50))
def test_an_address_asks_for_what_it_was_made_from(
    ledger: ReportingLedger, actors: list[str], source: list[str], since: str, q: str
) -> None:
    wanted = asked(ledger, actors=",".join(actors), source=source[0], since=since, q=q)
    assert again(ledger, wanted.address("/timeline")) == wanted


def test_toggling_twice_changes_nothing(ledger: ReportingLedger) -> None:
    wanted = asked(ledger, type="REJECT,ACCUSE", q="deal")
    once = again(ledger, wanted.toggled("/search", "type", "THREATEN"))
    assert once.scope.types == ("REJECT", "ACCUSE", "THREATEN")
    assert again(ledger, once.toggled("/search", "type", "THREATEN")) == wanted
    assert again(ledger, wanted.toggled("/search", "type", "REJECT")).scope.types == ("ACCUSE",)


def test_a_chip_takes_its_filter_away(ledger: ReportingLedger) -> None:
    wanted = asked(ledger, situation=SITUATION, type="REJECT", since="2018")
    for chip, kept in zip(wanted.chips("/map"), ({"since": "2018"}, {"type": "REJECT"}), strict=True):
        assert again(ledger, chip.without).given == kept
        assert again(ledger, chip.without).situation == wanted.situation


def test_a_situation_is_narrowed_never_widened(ledger: ReportingLedger) -> None:
    followed = ledger.situation(SITUATION).scope
    narrowed = asked(ledger, situation=SITUATION, since="2018", q="deal", type="REJECT").scope
    assert (narrowed.actors, narrowed.since, narrowed.query) == (followed.actors, "2018", "deal")
    with pytest.raises(HTTPException, match="actors of its own"):
        asked(ledger, situation=SITUATION, actors="FJI")


@pytest.mark.parametrize("given", [{"since": "yesterday"}, {"until": "2015-13"}, {"type": "KISS"}, {"contexts": "x"}])
def test_what_cannot_hold_is_refused(ledger: ReportingLedger, given: dict[str, str]) -> None:
    with pytest.raises(HTTPException):
        asked(ledger, **given)


class Reader:
    """A browser that keeps one cookie, and a clock that is put forward."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.cookie, self.minute = "", 1_000_000
        monkeypatch.setattr(seen, "_minute", lambda: self.minute)

    def looked(self) -> Looked:
        headers = [(b"cookie", f"{COOKIE}={self.cookie}".encode())] if self.cookie else []
        return Looked.of(Request({"type": "http", "headers": headers}))

    def look(self, situation: str, arrival: int) -> None:
        response = Response()
        self.looked().look(situation, arrival, response)
        self.cookie = response.headers["set-cookie"].split(";")[0].partition("=")[2]


def test_news_stay_news_for_a_visit_and_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader(monkeypatch)
    assert reader.looked().known("si_1", otherwise=3) == 3
    reader.look("si_1", 10)
    reader.look("si_1", 12)
    assert reader.looked().known("si_1") == 0
    reader.minute += VISIT + 1
    assert reader.looked().known("si_1") == 12
    reader.look("si_1", 20)
    assert reader.looked().known("si_1") == 12
    assert reader.looked().known("si_2", otherwise=5) == 5


def test_the_cookie_stays_small_and_keeps_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader(monkeypatch)
    for number in range(2 * MOST):
        reader.look(f"si_{number:020x}", 10**6)
        reader.minute += 1
    assert len(reader.cookie) < 4096
    assert set(reader.looked().marks) == {f"si_{number:020x}" for number in range(MOST, 2 * MOST)}


@given(st.text())
def test_any_cookie_is_read(cookie: str) -> None:
    headers = [(b"cookie", f"{COOKIE}={cookie}".encode("utf-8", "replace"))]
    for known in Looked.of(Request({"type": "http", "headers": headers})).marks.values():
        assert known.now >= 0
