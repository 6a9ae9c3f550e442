"""Positions as series and their turns: what makes a turn, and that nothing less does."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.ledger.scope import Scope
from onrecord.ledger.shifts import CLEAR, WITNESSES, turns
from onrecord.ledger.store import Ledger

from .articles import Article

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.ledger.shifts import Showing
    from onrecord.ledger.views import LedgerPositionSeries
    from onrecord.records import CodedDocument

DAYS = st.dates(min_value=date(2012, 1, 1), max_value=date(2020, 1, 1))
STANCES = st.sampled_from([-1.0, -0.8, -0.5, 0.0, 0.5, 0.6, 0.8, 1.0])


@st.composite
def showings(draw: st.DrawFn) -> list[Showing]:
    """A series as it comes: by date, each day as often as there were origins."""
    days = sorted(draw(st.lists(DAYS, min_size=1, max_size=14)))
    return [(day.isoformat(), draw(STANCES)) for day in days]


def shown(name: str, day: str, stance: float, who: str = "irn", said: str | None = None) -> CodedDocument:
    """A report of that day with one position of Iran or of its minister toward the United States; no copies."""
    rest = said or f"{name} has words of its own. " * 6
    text = f"Iran and the United States, Mohammad Javad Zarif said in {name}. {rest}"
    article = Article(name, text, day, outlet=name)
    return (
        article.statement(who, "Iran and the United States")
        .position(who, "negotiations", stance, "s1", toward="usa", date=day)
        .coded()
    )


def series_of(ledger: Ledger, documents: list[CodedDocument], country: str = "Iran") -> LedgerPositionSeries:
    for document in documents:
        ledger.add(document)
    return next(series for series in ledger.position_series() if series.actor.name == country)


TURNING = [
    shown("a", "2013-09-24", 0.6),
    shown("b", "2013-09-27", 0.8),
    shown("c", "2018-08-13", -1.0),
    shown("d", "2019-06-17", -1.0),
]


def test_a_turn_is_told_in_words_between_the_dates_of_its_evidence(ledger: Ledger) -> None:
    (shift,) = series_of(ledger, TURNING).shifts
    assert (shift.earlier, shift.later) == ("in favour", "against")
    assert (shift.after, shift.before) == ("2013-09-27", "2018-08-13")
    assert [point.date for point in shift.earlier_points] == ["2013-09-24", "2013-09-27"]
    assert [evidence.document for point in shift.later_points for evidence in point.evidence] == ["c", "d"]


def test_one_mention_on_either_side_is_no_turn(tmp_path: Path) -> None:
    for left_out in range(4):
        with Ledger.open(str(tmp_path / f"{left_out}.db")) as ledger:
            assert series_of(ledger, TURNING[:left_out] + TURNING[left_out + 1 :]).shifts == ()


def test_two_origins_of_one_day_bear_out_a_turn_and_copies_do_not(tmp_path: Path) -> None:
    with Ledger.open(str(tmp_path / "two.db")) as ledger:
        documents = [*TURNING[:2], shown("c", "2018-08-13", -1.0), shown("d", "2018-08-13", -1.0)]
        assert len(series_of(ledger, documents).shifts) == 1
    words = "The very same words stand in both of these reports, since one outlet took them from the other. " * 5
    with Ledger.open(str(tmp_path / "copy.db")) as ledger:
        copies = [shown("x", "2018-08-13", -1.0, said=words), shown("x2", "2018-08-13", -1.0, said=words)]
        series = series_of(ledger, [*TURNING[:2], *copies])
        assert [len(point.positions) for point in series.points] == [1, 1, 2]
        assert series.shifts == ()


def test_officials_speak_for_their_government_at_the_time_of_the_report(ledger: Ledger) -> None:
    documents = [*TURNING[:3], shown("d", "2019-06-17", -1.0, "zarif")]
    (shift,) = series_of(ledger, documents).shifts
    assert [holder.name for holder in shift.later_points[-1].holders] == ["Mohammad Javad Zarif"]
    (own,) = (series for series in ledger.position_series() if series.actor.name == "Mohammad Javad Zarif")
    assert len(own.points) == 1


def test_a_minister_stands_for_a_government_that_only_other_reports_name(ledger: Ledger) -> None:
    ledger.add(Article("other", "The United States is named here.", "2013-01-01").statement("usa", "named").coded())
    said = Article("own", "Talks may go on with John Kerry, Mohammad Javad Zarif said.", "2013-09-24")
    said.statement("zarif", "Talks may go on")
    said.position("zarif", "negotiations", 0.6, "s1", toward="kerry", date="2013-09-24")
    ledger.add(said.coded())
    (series,) = ledger.position_series(Scope(actors=("Zarif",)))
    assert series.toward is not None
    assert series.toward.name == "United States"


def test_a_scope_cuts_the_series_to_its_period(ledger: Ledger) -> None:
    series_of(ledger, TURNING)
    (late,) = ledger.position_series(Scope(since="2014"))
    assert [point.date for point in late.points] == ["2018-08-13", "2019-06-17"]
    assert late.shifts == ()
    assert ledger.position_series(Scope(actors=("RUS",))) == ()


@settings(max_examples=15)
@given(st.permutations(TURNING))
def test_the_order_of_documents_does_not_matter(
    empty_ledger: bytes, tmp_path_factory: pytest.TempPathFactory, documents: list[CodedDocument]
) -> None:
    path = tmp_path_factory.mktemp("order") / "l.db"
    path.write_bytes(empty_ledger)
    with Ledger.open(str(path)) as ledger:
        (shift,) = series_of(ledger, list(documents)).shifts
    assert (shift.after, shift.before) == ("2013-09-27", "2018-08-13")


@given(st.lists(DAYS, max_size=20), STANCES)
def test_a_constant_series_has_no_turn(days: list[date], stance: float) -> None:
    assert turns([(str(day), stance) for day in sorted(map(str, days))]) == []


@given(st.lists(DAYS, min_size=1, max_size=20), st.sampled_from([0.5, 0.8, 1.0]), st.data())
def test_one_outlier_is_no_turn(days: list[date], stance: float, data: st.DataObject) -> None:
    series = [(day, stance) for day in sorted(map(str, days))]
    odd = data.draw(st.integers(0, len(series) - 1))
    series[odd] = (series[odd][0], data.draw(st.sampled_from([-1.0, -0.5, 0.0])))
    assert turns(series) == []


def test_a_second_witness_years_away_does_not_date_a_turn() -> None:
    for away in (0, 3):
        days = ["2013-09-24", "2013-09-27", "2018-08-13", "2018-09-13"]
        days[away] = {0: "2009-09-24", 3: "2021-08-13"}[away]
        assert turns(list(zip(days, [0.8, 0.8, -1.0, -1.0], strict=True))) == []


@given(showings())
def test_a_turn_lies_between_its_evidence_and_has_two_witnesses_on_either_side(series: list[Showing]) -> None:
    """Held against the definition, not against how turns are found."""
    for turn in turns(series):
        earlier, later = ([series[i] for i in side] for side in (turn.earlier, turn.later))
        assert len(earlier) >= WITNESSES
        assert len(later) >= WITNESSES
        assert max(day for day, _ in earlier) < min(day for day, _ in later)
        signs = [{stance > 0 for _, stance in side} for side in (earlier, later)]
        assert sorted(map(tuple, signs)) == [(False,), (True,)]
        assert all(abs(stance) >= CLEAR for _, stance in (*earlier, *later))
        for one, other in (earlier[-2:], later[:2]):
            assert date.fromisoformat(other[0]) - date.fromisoformat(one[0]) <= timedelta(366)


@pytest.mark.parametrize("after", ["2018-08", "2018-08-13"])
def test_what_lies_within_one_day_or_month_is_a_disagreement_and_no_turn(after: str) -> None:
    series = [("2013-09-24", 0.8), (after, 0.8), ("2018-08-13", -1.0), ("2018-08-13", -0.8)]
    assert turns(series) == []
