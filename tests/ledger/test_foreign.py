"""Event data of other projects in the ledger: kept as read, each row once, beside the record and no part of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.foreign import ForeignEvent, ForeignMention, ForeignParty, ForeignRow, Part
from onrecord.ledger.comparison import Cell
from onrecord.ledger.scope import Scope
from onrecord.ledger.store import Ledger
from onrecord.records import Location

from .articles import Article, held, letters

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Any

    from onrecord.foreign import AnyRow

FILE = Part("events.2015.tab", None, "ab" * 32)


def event(number: int, **changes: Any) -> ForeignRow[ForeignEvent]:
    known: dict[str, Any] = {
        "id": f"fe_{number}",
        "dataset": "icews",
        "own_id": str(number),
        "date": "2015-03-30",
        "actors": (ForeignParty("John Kerry", "USA", "GOV"),),
        "recipients": (ForeignParty("Iran", "IRN", None),),
        "cameo": "040",
        "type": "CONSULT",
        "mode": None,
        "contexts": (),
        "quad": "verbal cooperation",
        "intensity": 1.0,
        "place": Location("Lausanne", "CHE"),
        "latitude": 46.5,
        "longitude": 6.6,
        "source": "The Example Wire",
        "url": None,
    }
    return ForeignRow(FILE, number, ForeignEvent(**{**known, **changes}))


def in_order(rows: Iterable[ForeignRow[ForeignEvent]]) -> list[ForeignRow[ForeignEvent]]:
    return sorted(rows, key=lambda row: (row.record.date, row.record.id))


def ids(rows: Iterable[AnyRow]) -> list[str]:
    return [row.record.id for row in rows]


words = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1, max_size=5)
names = st.none() | words
parties = st.lists(
    st.builds(ForeignParty, names, st.sampled_from([None, "USA", "IRN"]), st.sampled_from([None, "GOV"])), max_size=3
).map(tuple)
events = st.builds(
    event,
    st.integers(0, 99),
    dataset=st.sampled_from(["icews", "gdelt", "polecat"]),
    date=st.dates().map(str),
    actors=parties,
    recipients=parties,
    contexts=st.lists(words, max_size=2).map(tuple),
    quad=st.sampled_from([None, "material conflict"]),
    intensity=st.none() | st.floats(-10, 10),
    place=st.none() | st.builds(Location, words, names),
    source=names,
    url=names,
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=st.lists(events, max_size=8))
def test_what_went_in_comes_out(tmp_path: Path, empty_ledger: bytes, rows: list[ForeignRow[ForeignEvent]]) -> None:
    path = tmp_path / "l.db"
    path.write_bytes(empty_ledger)
    with Ledger.open(str(path)) as ledger:
        ledger.add_foreign(rows)
        first = {row.record.id: row for row in reversed(rows)}
        assert list(ledger.foreign_events()) == in_order(first.values())


def test_rows_come_out_as_they_went_in_on_both_databases(ledger: Ledger) -> None:
    rows = [event(1), event(2, date="2015-03-29", actors=(), place=None, contexts=("military",))]
    assert ledger.add_foreign(rows).added == 2
    assert list(ledger.foreign_events()) == [rows[1], rows[0]]


def test_a_row_that_is_there_adds_nothing(ledger: Ledger) -> None:
    assert ledger.add_foreign([event(1), event(2), event(1)]).unchanged == 1
    again = ForeignRow(Part("copy.zip", "a.tab", "cd" * 32), 7, event(1).record)
    done = ledger.add_foreign([again, event(3)])
    assert (done.added, done.unchanged) == (1, 1)
    assert [(row.line, row.part) for row in ledger.foreign_events()] == [(1, FILE), (2, FILE), (3, FILE)]


def test_mentions_are_found_by_their_event(ledger: Ledger) -> None:
    mention = ForeignMention(
        "fm_1", "gdelt", "77", "2015-03-30T12:00:00", "example.org", "https://example.org", 3, 60.0
    )
    row = ForeignRow(Part("m.zip", "m.csv", "ef" * 32), 1, mention)
    assert ledger.add_foreign([row, row]).added == 1
    assert ledger.add_foreign([row]).added == 0
    assert ledger.foreign_mentions("77") == (row,)
    assert ledger.foreign_mentions("78") == ()


def test_more_than_a_page_comes_out_once_and_in_order(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.ledger.foreign.PAGE", 3)
    rows = [event(n, date=f"2015-03-{10 + n % 4}") for n in range(10)]
    ledger.add_foreign(rows)
    assert ids(ledger.foreign_events()) == ids(in_order(rows))


@pytest.mark.parametrize(
    ("scope", "found"),
    [
        (Scope(), [1, 2, 3]),
        (Scope(since="2015-03-30"), [2, 3]),
        (Scope(since="2015-04"), [3]),
        (Scope(until="2015-03"), [1, 2]),
        (Scope(until="2015-03-29"), [1]),
        (Scope(since="2015", until="2015"), [1, 2, 3]),
        (Scope(actors=("rus",)), [3]),
        (Scope(actors=("kerry", "RUS")), [1, 2, 3]),
        (Scope(actors=("err",)), []),
        (Scope(source="IRN"), [3]),
        (Scope(recipient="IRN"), [1, 2]),
        (Scope(types=("ACCUSE",)), [2]),
        (Scope(contexts=("military", "economic")), [3]),
    ],
)
def test_scopes(ledger: Ledger, scope: Scope, found: list[int]) -> None:
    iran, russia = ForeignParty("Iran", "IRN", None), ForeignParty("Russia", "RUS", None)
    third = event(3, date="2015-04-01", actors=(iran,), recipients=(russia,), contexts=("military",))
    ledger.add_foreign([event(1, date="2015-03-29"), event(2, type="ACCUSE"), third])
    assert ids(ledger.foreign_events(scope)) == [f"fe_{number}" for number in found]


def test_they_are_no_part_of_the_record(ledger: Ledger) -> None:
    ledger.add(held().coded())
    views = ledger.events(), ledger.actors(), ledger.statements(), ledger.find("kerry"), ledger.content_digest()
    ledger.add_foreign([event(1)])
    assert (
        ledger.events(),
        ledger.actors(),
        ledger.statements(),
        ledger.find("kerry"),
        ledger.content_digest(),
    ) == views


def test_comparison(ledger: Ledger) -> None:
    ledger.add(held().coded())
    ledger.add(letters().coded())
    plan = Article("p", "Iran threatened to reject the talks with the United States.", "2015-03-30")
    ledger.add(plan.event("THREATEN", "threatened", "irn", "usa", factuality="PR+", date="2015-03").coded())
    undated = Article("u", "Iran accused the United States.", None).event(
        "ACCUSE", "accused", "irn", "usa", date="2015"
    )
    ledger.add(undated.coded())
    usa, iran = (ForeignParty(None, code, None) for code in ("USA", "IRN"))
    both = event(4, dataset="polecat", actors=(usa, usa), recipients=(iran, usa), date="2015-03-01")
    ledger.add_foreign([event(1), event(2), event(3, dataset="gdelt", quad="verbal conflict"), both])
    ledger.add_foreign([event(5, recipients=()), event(6, dataset="gdelt", actors=(ForeignParty("Fox", None, None),))])
    found = ledger.compare()
    assert found.columns == ("own", "own_other", "gdelt", "icews", "polecat")
    assert {row.cell: row.counts for row in found.rows} == {
        Cell("2015-03", "USA", "IRN", "verbal cooperation"): (1, 0, 0, 2, 1),
        Cell("2015-03", "USA", "USA", "verbal cooperation"): (0, 0, 0, 0, 1),
        Cell("2015-03", "USA", "IRN", "verbal conflict"): (0, 0, 1, 0, 0),
        Cell("2015-03", "IRN", "USA", "verbal conflict"): (0, 1, 0, 0, 0),
        Cell("2016-04", "IRN", "USA", "verbal conflict"): (1, 0, 0, 0, 0),
    }
    assert found.left_out == {"own": 1, "own_other": 0, "gdelt": 1, "icews": 1, "polecat": 0}
    assert [row.cell for row in found.rows] == sorted(row.cell for row in found.rows)


def test_comparison_within_a_period_and_between_countries(ledger: Ledger) -> None:
    ledger.add(letters().coded())
    rus = (ForeignParty("Russia", "RUS", None),)
    ledger.add_foreign([event(1), event(2, recipients=rus), event(3, date="2015-05-01"), event(4, actors=rus)])
    early = ledger.compare(Scope(until="2015-04"))
    assert [row.cell[:3] for row in early.rows] == [
        ("2015-03", "RUS", "IRN"),
        ("2015-03", "USA", "IRN"),
        ("2015-03", "USA", "RUS"),
    ]
    assert len(ledger.compare(between={"RUS"}).rows) == 2
    assert {row.cell[:3] for row in ledger.compare(between={"USA", "IRN"}).rows} == {
        ("2015-03", "USA", "IRN"),
        ("2015-05", "USA", "IRN"),
        ("2016-04", "IRN", "USA"),
    }


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=st.lists(events, max_size=8, unique_by=lambda row: row.record.id))
def test_dyads_are_counted_as_a_loop_counts_them(
    tmp_path: Path, empty_ledger: bytes, rows: list[ForeignRow[ForeignEvent]]
) -> None:
    expected = Counter(
        (e.dataset, Cell(e.date[:7], a, r, e.quad))
        for e in (row.record for row in rows)
        for a in {party.country for party in e.actors if party.country}
        for r in {party.country for party in e.recipients if party.country}
    )
    path = tmp_path / "l.db"
    path.write_bytes(empty_ledger)
    with Ledger.open(str(path)) as ledger:
        ledger.add_foreign(rows)
        found = ledger.compare()
    counted = {
        (column, row.cell): number
        for row in found.rows
        for column, number in zip(found.columns, row.counts, strict=True)
        if number
    }
    assert counted == expected
