"""GDELT's rows, read by another reader and held against the record."""

from __future__ import annotations

import csv
from datetime import datetime
from itertools import product
from typing import TYPE_CHECKING

import pytest

from onrecord.exports.facts import is_dated_fact
from onrecord.exports.gdelt import EVENT_COLUMNS, MENTION_COLUMNS, cameo_actor
from onrecord.exports.separated import cell
from onrecord.ledger.views import LedgerActor

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import LedgerEvent
    from onrecord.records import ActorKind, Sector
    from tests.exports.conftest import Export


def rows(text: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    read = list(csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    return [dict(zip(columns, row, strict=True)) for row in read]


def name(actor: LedgerActor | None) -> str:
    return cell(actor.name) if actor else ""


def facts(record: Ledger) -> list[LedgerEvent]:
    return [event for event in record.events() if is_dated_fact(event)]


def test_columns_of_the_codebook() -> None:
    assert (len(EVENT_COLUMNS), len(MENTION_COLUMNS)) == (61, 16)
    assert EVENT_COLUMNS[26:35] == (
        *("EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
        *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
    )
    assert (EVENT_COLUMNS[53], EVENT_COLUMNS[60]) == ("ActionGeo_CountryCode", "SOURCEURL")


def test_one_row_a_dyad_with_what_the_record_says(record: Ledger, exported: Export) -> None:
    written = rows(exported("gdelt"), EVENT_COLUMNS)
    expected = [
        (name(actor), name(recipient), event.documents, len(event.mentions))
        for event in facts(record)
        for actor, recipient in product(event.actors or (None,), event.recipients or (None,))
    ]
    assert expected
    assert [
        (row["Actor1Name"], row["Actor2Name"], int(row["NumArticles"]), int(row["NumMentions"])) for row in written
    ] == expected
    assert len({row["GLOBALEVENTID"] for row in written}) == len(written)
    assert all(int(row["GLOBALEVENTID"]) < 2**53 for row in written)
    assert {row["AvgTone"] + row["Actor1Geo_FullName"] + row["Actor2EthnicCode"] for row in written} == {""}


def test_dates_as_long_as_they_are_known(record: Ledger, exported: Export) -> None:
    written = rows(exported("gdelt"), EVENT_COLUMNS)
    rest = [row for row in written if not row["SQLDATE"]]
    assert {(r["MonthYear"], r["Year"], r["FractionDate"]) for r in rest} == {
        ("201504", "2015", ""),
        ("", "2015", ""),
        ("", "0476", ""),
    }
    days = {datetime.strptime(row["SQLDATE"], "%Y%m%d").date().isoformat() for row in written if row["SQLDATE"]}
    assert days == {event.date for event in facts(record) if event.date and len(event.date) == 10}
    assert {(row["SQLDATE"], row["FractionDate"]) for row in written} >= {("20150330", "2015.2466")}


def test_codes_of_the_hostile_report(exported: Export) -> None:
    (meeting,) = (
        row for row in rows(exported("gdelt"), EVENT_COLUMNS) if row["MonthYear"] == "201504" and not row["SQLDATE"]
    )
    assert (meeting["Actor1Code"], meeting["Actor1CountryCode"], meeting["Actor1Type1Code"]) == ("REB", "", "REB")
    assert (meeting["Actor2Code"], meeting["Actor2KnownGroupCode"]) == ("IGOEUREEC", "EEC")
    assert (meeting["EventCode"], meeting["EventRootCode"], meeting["QuadClass"]) == ("040", "04", "1")
    assert (meeting["ActionGeo_FullName"], meeting["ActionGeo_Type"]) == ("the Hills", "")
    assert meeting["SOURCEURL"] == "a 'b'/"
    jailed = [row for row in rows(exported("gdelt"), EVENT_COLUMNS) if row["SQLDATE"] == "20150403"]
    assert {row["Actor1Code"] for row in jailed} == {"ROMCOP", "IGOEUREEC", "ROMGOV"}
    codes = {tuple(row[f"Event{part}Code"] for part in ("", "Base", "Root")) for row in jailed}
    assert codes == {("1722", "172", "17")}
    assert {(row["QuadClass"], row["GoldsteinScale"]) for row in jailed} == {("4", "-5.0")}


def test_places_are_countries_or_names(record: Ledger, exported: Export) -> None:
    written = rows(exported("gdelt"), EVENT_COLUMNS)
    places = {(r["ActionGeo_Type"], r["ActionGeo_FullName"], r["ActionGeo_CountryCode"]) for r in written}
    assert places == {("", "", ""), ("", "Lausanne", "SZ"), ("1", "Iran", "IR"), ("", "the Hills", "")}


def test_counts_and_leads(record: Ledger, exported: Export) -> None:
    written = {row["Actor1Name"]: row for row in rows(exported("gdelt"), EVENT_COLUMNS)}
    told = {who: (row["IsRootEvent"], row["NumSources"], row["NumMentions"]) for who, row in written.items()}
    assert told["John Kerry"] == told["United States"] == ("1", "2", "2")
    assert told["Ion Ionescu"] == ("0", "1", "1")
    assert told["Russia"] == ("", "", "1")


def test_mentions_point_to_rows_and_words(record: Ledger, exported: Export) -> None:
    numbers = {row["GLOBALEVENTID"]: row["DATEADDED"] for row in rows(exported("gdelt"), EVENT_COLUMNS)}
    mentions = rows(exported("gdelt", "mentions"), MENTION_COLUMNS)
    assert {row["GLOBALEVENTID"] for row in mentions} == set(numbers)
    texts = {cell(document.url or document.id): record.text(document.id) for document in record.documents()}
    words = {mention.trigger_text for event in facts(record) for mention in event.mentions}
    for row in mentions:
        text = texts[row["MentionIdentifier"]]
        assert any(text.startswith(word, int(row["ActionCharOffset"])) for word in words)
        assert int(row["MentionDocLen"]) == len(text)
        assert row["EventTimeDate"] == numbers[row["GLOBALEVENTID"]] <= row["MentionTimeDate"]
        assert row["Confidence"] == "80"
        datetime.strptime(row["MentionTimeDate"], "%Y%m%d%H%M%S")


def test_mentions_name_their_source(exported: Export) -> None:
    mentions = rows(exported("gdelt", "mentions"), MENTION_COLUMNS)
    assert {(row["MentionType"], row["MentionSourceName"], row["MentionIdentifier"]) for row in mentions} == {
        ("1", "www.herald.example", "https://www.herald.example/2015/talks"),
        ("1", "The Post", "https://[post/letter"),
        ("2", "The Gazette", "gazette-0325"),
        ("2", "The 'Hills' Post", "a 'b'/"),
        ("2", "", "old"),
    }


@pytest.mark.parametrize(
    ("kind", "country", "sector", "code"),
    [
        ("government", "IRN", "GOV", "IRNGOV"),
        ("person", "IRN", "OTH", "IRN"),
        ("igo", None, "IGO", "IGO"),
        ("igo", "EUR", "IGO", "IGOEUREEC"),
        ("person", "EUR", "LEG", "IGOEUREECLEG"),
        ("people", None, None, ""),
        ("government", "XKX", "GOV", "GOV"),
    ],
)
def test_actor_codes(kind: ActorKind, country: str | None, sector: Sector | None, code: str) -> None:
    assert cameo_actor(LedgerActor("ac", "X", kind, country, sector, ())).whole == code
