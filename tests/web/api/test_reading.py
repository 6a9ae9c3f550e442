"""What the API reads is what the ledger holds: every record of it, field by field, under the contract's filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pydantic import TypeAdapter

from onrecord.brief.reporting import ReportingLedger
from onrecord.exports.record import plain
from onrecord.interchange import to_dict
from onrecord.ledger.scope import Scope
from tests.web.records import ADDRESS, SITUATION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from fastapi.testclient import TestClient

    from onrecord.ledger.store import Ledger

LISTS: dict[str, Callable[[Ledger], Sequence[Any]]] = {
    "documents": lambda ledger: ledger.documents(),
    "documents?superseded=true": lambda ledger: ledger.documents(superseded=True),
    "actors": lambda ledger: ledger.actors(),
    "judgements": lambda ledger: ledger.judgements(),
    "statements": lambda ledger: ledger.statements(),
    "statements?rejected=true": lambda ledger: ledger.statements(Scope(rejected=True)),
    "utterances": lambda ledger: ledger.utterances(),
    "events": lambda ledger: ledger.events(),
    "unreviewed": lambda ledger: ledger.some_unreviewed(limit=None).rows,
    "agreements": lambda ledger: ledger.agreements(),
    "accounts": lambda ledger: ledger.accounts(),
    "commitments": lambda ledger: ledger.commitments()[::-1],
    "positions": lambda ledger: ledger.positions(),
    "series": lambda ledger: ledger.position_series(),
    "origins": lambda ledger: ledger.origins(),
    "reviews": lambda ledger: ledger.reviews(),
    "reviews?status=withdrawn": lambda ledger: [r for r in ledger.reviews() if r.status == "withdrawn"],
    "situations": lambda ledger: ledger.situations(),
    "events?actors=irn,USA&since=2015-03-30": lambda ledger: ledger.events(
        Scope(actors=("IRN", "USA"), since="2015-03-30")
    ),
    "events?actors=IRN&actors=USA&type=consult&contexts=diplomatic": lambda ledger: ledger.events(
        Scope(actors=("IRN", "USA"), types=("CONSULT",), contexts=("diplomatic",))
    ),
    "statements?source=Zarif&until=2015": lambda ledger: ledger.statements(Scope(source="Zarif", until="2015")),
    "statements?q=letter%20-received": lambda ledger: ledger.statements(Scope(query="letter -received")),
    "commitments?recipient=USA": lambda ledger: ledger.commitments(Scope(recipient="USA"))[::-1],
}
"""Lists by their addresses, and the same asked of the ledger itself."""

SINGLE = (
    "actors",
    "statements",
    "utterances",
    "events",
    "agreements",
    "accounts",
    "commitments",
    "positions",
    "series",
    "origins",
)


@pytest.fixture(scope="module")
def ledger(read_only: str) -> Iterator[ReportingLedger]:
    with ReportingLedger.open(read_only) as opened:
        yield opened


def get(reader: TestClient, address: str, **parameters: Any) -> Any:
    answer = reader.get(f"/api/v1/{address}", params=parameters or None)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("address", LISTS)
def test_lists_are_those_of_the_ledger(address: str, reader: TestClient, ledger: ReportingLedger) -> None:
    expected = [plain(row) for row in LISTS[address](ledger)]
    answer = get(reader, address)
    assert answer["items"] == expected
    assert (answer["total"], answer["returned"], answer["offset"]) == (len(expected), len(expected), 0)
    assert answer["next"] is None
    assert expected or "contexts" in address, "a filter that lets nothing through tests nothing"


@pytest.mark.parametrize("kind", [*SINGLE, "series", "origins", "reviews"])
def test_each_record_has_an_address(kind: str, reader: TestClient) -> None:
    for row in get(reader, kind)["items"]:
        assert get(reader, f"{kind}/{row['id']}") == row


def test_an_event_answers_to_its_mentions_an_utterance_to_its_statements(reader: TestClient) -> None:
    event = next(row for row in get(reader, "events")["items"] if len(row["mentions"]) > 1)
    assert [get(reader, f"events/{mention['id']}")["id"] for mention in event["mentions"]] == [event["id"]] * 2
    utterance = get(reader, "utterances")["items"][0]
    assert get(reader, f"utterances/{utterance['reports'][0]['statement']}") == utterance


def test_search_finds_what_find_finds(reader: TestClient, ledger: ReportingLedger) -> None:
    found = ledger.find("letter", limit=50)
    answer = get(reader, "search", q="letter")
    assert [row["id"] for row in answer["items"]] == [hit.id for hit in found.rows]
    assert answer["total"] == found.total > 1
    assert get(reader, "search", q="letter", limit=1, offset=1)["items"] == answer["items"][1:2]


def test_a_document_whose_id_is_an_address(reader: TestClient, ledger: ReportingLedger) -> None:
    assert get(reader, "document", id=ADDRESS)["version"] == 2
    assert get(reader, "document", id=ADDRESS, version=1)["superseded"] is True
    text = get(reader, "document/text", id=ADDRESS, version=1)
    assert text == {"document": ADDRESS, "version": 1, "text": ledger.text(ADDRESS, 1)}
    assert get(reader, "document/coded", id=ADDRESS) == to_dict(ledger.coded(ADDRESS))
    assert [row["version"] for row in get(reader, "document/versions", id=ADDRESS)["items"]] == [1, 2]


def test_differences_of_versions(reader: TestClient, ledger: ReportingLedger) -> None:
    answer = get(reader, "document/differences", id=ADDRESS)
    views = TypeAdapter(list[Any]).dump_python(list(ledger.differences(ADDRESS)), mode="json")
    assert answer["items"] == views
    assert answer["items"][0]["text"]
    assert get(reader, "document/differences", id=ADDRESS, older=1, newer=2)["items"] == views


def test_spans_are_of_the_text(reader: TestClient) -> None:
    """What a program reads back is what the record quotes."""
    for event in get(reader, "events")["items"]:
        for mention in event["mentions"]:
            told = get(reader, "document/text", id=mention["document"], version=mention["version"])
            start, end = mention["trigger"]
            assert told["text"][start:end] == mention["trigger_text"]


def test_a_situation_and_its_brief(reader: TestClient, ledger: ReportingLedger) -> None:
    assert get(reader, "situation", name=SITUATION) == plain(ledger.situation(SITUATION))
    brief = get(reader, "situation/brief", name=SITUATION)
    sentences = [sentence for section in brief["sections"] for sentence in section["sentences"]]
    assert brief["title"] == SITUATION
    assert sentences
    assert all(sentence["evidence"] for sentence in sentences)
    asked = get(reader, "brief", actors="IRN,USA", title=SITUATION)
    assert asked == brief


def test_reading_a_brief_does_not_make_it_the_last_one(reader: TestClient, ledger: ReportingLedger) -> None:
    get(reader, "situation/brief", name=SITUATION)
    assert ledger.situation(SITUATION).briefs == 0
    refused = reader.get("/api/v1/situation/brief", params={"name": SITUATION, "only_new": True})
    assert refused.status_code == 409


def test_a_search_finds_what_is_like_a_text(reader: TestClient) -> None:
    like = "The United States accused Russia."
    found = reader.get("/api/v1/search", params={"like": like, "limit": 3}).json()
    assert found["total"] > found["returned"] == 3
    assert "like=" in found["next"]
    first = found["items"][0]
    assert first["event"]["type"] == "ACCUSE"
    assert "type ACCUSE 0.05" in first["because"]
    scores = [item["score"] for item in found["items"]]
    assert scores == sorted(scores, reverse=True)
    narrowed = reader.get("/api/v1/search", params={"like": like, "type": "THREATEN"}).json()
    assert 0 < narrowed["total"] < found["total"]


def test_blank_is_like_nothing_and_another_language_is_refused(reader: TestClient) -> None:
    blank = reader.get("/api/v1/search", params={"like": "  "}).json()
    assert blank == reader.get("/api/v1/search").json() | {"next": blank["next"]}
    french = (
        "Les ministres des affaires étrangères se sont rencontrés mardi à Vienne pour discuter du nucléaire iranien."
    )
    refused = reader.get("/api/v1/search", params={"like": french})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["where"] == "query.like"
    assert "not in English (fr)" in refused.json()["detail"]
    assert reader.get("/api/v1/search", params={"like": "a" * 2001}).status_code == 422
