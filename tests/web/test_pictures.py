"""Charts, network and map: what they draw is what the record holds, counted another way."""

from __future__ import annotations

import csv
from collections import Counter
from importlib import resources
from itertools import product
from math import hypot
from typing import TYPE_CHECKING

import pytest

import onrecord
from onrecord.ledger.outlines import counted
from onrecord.ledger.ties import by_country, tied
from onrecord.ontology.actors import countries
from onrecord.web import charts, months, words
from onrecord.web.charts import Look
from onrecord.web.ties import MOST, RADIUS, placed, ties
from onrecord.web.tiles import STEPS, cells, tiles

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.ledger.outlines import EventOutline
    from onrecord.ledger.ties import Level


@pytest.fixture(scope="module")
def events(sample: Path) -> tuple[EventOutline, ...]:
    with onrecord.open_ledger(str(sample)) as ledger:
        return ledger.event_outlines()


def test_months_count_every_event_with_a_month_once(events: tuple[EventOutline, ...]) -> None:
    found = months.months(counted(events))
    assert sum(month.events for month in found) == sum(len(event.date or "") >= 7 for event in events)
    assert [month.month for month in found] == sorted(month.month for month in found)


def test_a_course_between_two_is_theirs_alone(events: tuple[EventOutline, ...]) -> None:
    found = months.course(tied(events, "countries"), ("IRN", "USA"))
    assert {month.pair for month in found} == {"Iran and United States"}
    expected = [
        event
        for event in events
        if event.factuality == "CT+"
        and len(event.date or "") >= 7
        and any(
            {one.country, other.country} == {"IRN", "USA"} for one, other in product(event.actors, event.recipients)
        )
    ]
    assert sum(month.events for month in found) == len(expected) > 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_chart_is_drawn(events: tuple[EventOutline, ...], sample: Path, theme: charts.Theme) -> None:
    with onrecord.open_ledger(str(sample)) as ledger:
        series = ledger.position_series()[:6]
    for spec in (
        charts.drawn_months(months.months(counted(events)), Look(700, theme)),
        charts.drawn_months(months.course(tied(events, "countries")), Look(360, theme)),
        charts.drawn_months((), Look(360, theme)),
        charts.drawn_positions(series, Look(700, theme)),
    ):
        drawn = charts.svg(spec)
        assert drawn.startswith("<svg")
        assert "<script" not in drawn
        assert "http://" not in drawn.replace("http://www.w3.org/", "")


@pytest.mark.parametrize("level", ["countries", "actors"])
def test_ties_count_facts_between_two(events: tuple[EventOutline, ...], level: Level) -> None:
    expected: Counter[frozenset[str]] = Counter()
    for event in events:
        sides = (
            {(one.country if level == "countries" else None) or one.name for one in side}
            for side in (event.actors, event.recipients)
        )
        pairs = {frozenset(pair) for pair in product(*sides) if len(set(pair)) == 2}
        expected.update(pairs if event.factuality == "CT+" else ())
    found = {frozenset((tie.one.key, tie.other.key)): tie.events for tie in ties(tied(events, level))}
    assert found == expected


def test_nodes_stand_on_a_circle_apart_and_always_alike(events: tuple[EventOutline, ...]) -> None:
    nodes, curves = placed(ties(tied(events, "actors")))
    assert placed(ties(tied(reversed(events), "actors"))) == (nodes, curves)
    assert 2 < len(nodes) <= MOST
    assert all(abs(hypot(node.x, node.y) - RADIUS) < 0.2 for node in nodes)
    assert len({(node.x, node.y) for node in nodes}) == len(nodes)
    assert placed([]) == ([], [])


def test_each_country_has_one_tile_of_its_own() -> None:
    path = resources.files("onrecord.web") / "data" / "country_tiles.csv"
    with path.open(encoding="utf-8") as stream:
        codes = [row["code"] for row in csv.DictReader(stream)]
    assert len(codes) == len(set(codes)) == len(set(cells().values())) > 190
    assert codes == sorted(codes)
    assert set(codes) <= set(countries())


def test_no_event_is_lost_on_the_map(events: tuple[EventOutline, ...]) -> None:
    counts = by_country(events, "either")
    made, off_map = tiles(counts)
    assert {tile.code: tile.events for tile in made if tile.events} | dict(off_map) == counts
    by_events = sorted((tile.events, tile.shade) for tile in made)
    assert [shade for _, shade in by_events] == sorted(shade for _, shade in by_events)
    assert by_events[0] == (0, 0)
    assert by_events[-1][1] == STEPS
    assert tiles(Counter())[0][0].shade == 0


def test_codes_have_words() -> None:
    assert words.said("no_comment") == "declines to comment"
    assert words.said("in_force") == "in force"
    assert words.country("XXX") == "XXX"
