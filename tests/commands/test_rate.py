"""Rate and time left, by a clock that the test winds."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from onrecord.coding import Pace
from onrecord.commands.rate import Rate
from onrecord.sources import read
from onrecord.sources.gauge import Gauge

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.records import CodedDocument


def coded(words: int) -> CodedDocument:
    return cast("CodedDocument", SimpleNamespace(text="word " * words))


def test_rate_and_time_left() -> None:
    now = 0.0
    gauge = cast("Gauge", SimpleNamespace(share=0.5))
    pace = Pace(gauge, read=110, held=10, passed=20)
    rate = Rate(pace, clock=lambda: now)
    for _ in range(41):
        rate.count(coded(100))
        assert rate.told() == "" or now >= 1
        now += 0.5
    # 40 documents in 20.5 seconds; 39 read and not coded, and 110 unread, of which four in five are to be coded.
    assert rate.told() == f"{40 / 20.5:.1f} documents/s, {4000 / 20.5:.0f} words/s, 0:01:04 left"
    gauge.share = None  # type: ignore[misc]
    assert "left" not in rate.told()


def test_the_gauge_knows_how_much_is_read(tmp_path: Path) -> None:
    for name in "abcd":
        (tmp_path / name).write_text(f"Report {name}. " * 20, encoding="utf-8")
    gauge = Gauge([str(tmp_path)])
    assert gauge.share == 0
    shares = [gauge.share for _ in read([str(tmp_path)], opened=gauge.opened)]
    assert shares == pytest.approx([0.25, 0.5, 0.75, 1.0])
    assert Gauge(["-", str(tmp_path)]).share is None
    assert Gauge([str(tmp_path / "nowhere")]).share is None
