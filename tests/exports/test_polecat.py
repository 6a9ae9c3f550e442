"""POLECAT's rows, read by another reader and held against the record."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from onrecord.exports.facts import is_fact_of_a_day
from onrecord.exports.offices import office_on
from onrecord.exports.separated import cell
from onrecord.ledger.views import LedgerActor, LedgerRole
from tests.exports.conftest import BREAKING

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger
    from tests.exports.conftest import Export


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter="\t"))


def test_one_row_a_fact_with_its_actors_side_by_side(record: Ledger, exported: Export) -> None:
    facts = [event for event in record.events() if is_fact_of_a_day(event)]
    written = rows(exported("polecat"))
    assert facts
    assert [(row["Event ID"], row["Event Date"], row["Event Type"]) for row in written] == [
        (event.id, event.date, event.type) for event in facts
    ]
    for row, event in zip(written, facts, strict=True):
        assert len(row) == 40
        assert (row["Contexts"], row["Event Mode"]) == ("; ".join(event.contexts), event.mode or "")
        for side, actors in (("Actor", event.actors), ("Recipient", event.recipients)):
            names = row[f"{side} Name"].split("; ") if actors else []
            assert names == [cell(actor.name.replace(";", ",")) for actor in actors]
            for column in (f"{side} Country", f"{side} COW", f"Primary {side} Sector"):
                assert row[column] == "" or len(row[column].split("; ")) == len(actors)


def test_parts_of_which_nothing_is_known_keep_their_place(exported: Export) -> None:
    (jailed,) = (row for row in rows(exported("polecat")) if row["Event Type"] == "COERCE")
    assert dict(zip(jailed["Actor Name"].split("; "), jailed["Actor COW"].split("; "), strict=True)) == {
        "Romania, its police": "360",
        "European Union": "None",
        "Ion Ionescu": "360",
    }
    assert (jailed["Recipient Country"], jailed["Recipient COW"], jailed["Wikipedia Actor ID"]) == ("", "", "")
    assert (jailed["Quad Code"], jailed["Intensity"], jailed["Publication Date"]) == (
        "MATERIAL CONFLICT",
        "-7.2",
        "2015-04-05",
    )


def test_the_story_is_that_of_the_latest_report(record: Ledger, exported: Export) -> None:
    (rejected,) = (row for row in rows(exported("polecat")) if row["Event Type"] == "REJECT")
    assert set(rejected["Story People"].split("; ")) == {"John Kerry", "Mohammad Javad Zarif"}
    assert (rejected["Story Organizations"], rejected["Source"], rejected["Language"]) == ("", "The Post", "en")
    (jailed,) = (row for row in rows(exported("polecat")) if row["Event Type"] == "COERCE")
    assert jailed["Story Organizations"] == f"{cell(BREAKING)}; European Union"


def test_an_actor_has_the_title_of_the_day() -> None:
    minister = LedgerRole("Foreign Minister", "Iran", "current", "2013-09-27", "2015-07-14T19:00", 3)
    former = LedgerRole("Foreign Minister", "Iran", "former", "2021-11-29", "2021-11-29", 1)
    actor = LedgerActor("ac", "M. J. Zarif", "person", "IRN", "GOV", (former, minister))
    days = ("2012-01-01", "2013-09-27", "2015-07-14", "2021-11-29", None)
    titles = [office_on(actor, day) for day in days]
    assert titles == [None, "Foreign Minister", "Foreign Minister", None, None]
