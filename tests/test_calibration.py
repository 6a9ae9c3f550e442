"""The calibration error of confidences, by hand."""

from __future__ import annotations

import pytest
from benchmarks.calibration import Bin, bins, chart, error


def test_confidence_that_comes_true_has_no_error() -> None:
    found = bins([(0.75, True), (0.75, True), (0.75, True), (0.75, False)])
    assert found == [Bin(4, 0.75, 0.75)]
    assert error(found) == 0.0


def test_the_error_is_the_mean_distance_weighted_by_events() -> None:
    found = bins([(0.95, False), (0.95, False), (0.95, False), (0.25, False)])
    assert [one.events for one in found] == [1, 3]
    assert error(found) == pytest.approx((0.25 + 3 * 0.95) / 4)


def test_full_confidence_falls_into_the_last_bin() -> None:
    assert [one.events for one in bins([(1.0, True), (0.91, True)])] == [2]


def test_the_chart_draws_bins_with_enough_events() -> None:
    drawn = chart([Bin(4, 0.3, 0.5), Bin(9, 0.71, 0.67)])
    assert '"0.71 (9)"' in drawn
    assert "0.30" not in drawn
