"""Filters and options that cannot hold are refused in one line; nothing is dropped silently."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import onrecord
from onrecord.commands.options import period
from onrecord.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.commands.conftest import Outcome


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger that holds nothing."""
    path = tmp_path / "l.db"
    onrecord.open_ledger(str(path)).close()
    return path


@pytest.mark.parametrize(
    "date", ["soon", "2015-13-40", "2015-02-29", "2015-1", "20150402", "2015/04/02", " 2015", "", "٢٠١٥"]
)
def test_a_date_that_is_none_is_refused(date: str) -> None:
    for pair in ((date, None), (None, date)):
        with pytest.raises(ConfigurationError, match="is not a date like"):
            period(*pair)


def test_periods() -> None:
    for pair in ((None, None), ("2015", None), ("2015-04", "2015"), ("2015", "2015-04-02"), ("2016-02-29", "2016-02")):
        assert period(*pair) == pair
    with pytest.raises(ConfigurationError, match="--since 2015 is later than --until 2014-12"):
        period("2015", "2014-12")


@pytest.mark.parametrize(
    "arguments",
    [
        ("brief", "--since", "soon"),
        ("brief", "--until", "2015-13-40"),
        ("brief", "--contexts", "military,gossip"),
        ("find", "x", "--since", "soon"),
        ("find", "x", "--type", "foo"),
        ("find", "x", "--source", "IRN,USA"),
        ("find", "x", "--limit", "0"),
        ("find", "x", "--format", "xml"),
        ("export",),
        ("evaluate", "times", "--part", "foo"),
    ],
)
def test_a_wrong_option_costs_one_line(run: Callable[..., Outcome], ledger: Path, arguments: tuple[str, ...]) -> None:
    place = () if arguments[0] == "evaluate" else ("--ledger", ledger)
    done = run(*arguments, *place)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("onrecord: ")
    assert done.err.count("\n") == 1


def test_a_name_that_nobody_has_is_told(run: Callable[..., Outcome], ledger: Path) -> None:
    for done in (
        run("brief", "--actors", "Nemo", "--ledger", ledger),
        run("find", "--source", "Nemo", "--ledger", ledger),
    ):
        assert done.status == 0
        assert "called Nemo" in done.err


def test_reading_makes_no_ledger_by_url_either(run: Callable[..., Outcome], tmp_path: Path) -> None:
    done = run("find", "x", "--ledger", f"sqlite:///{tmp_path}/none.db")
    assert done.status == 2
    assert list(tmp_path.iterdir()) == []
