"""Judging in the workbench changes the record, and undoing it changes it back."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import onrecord

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi.testclient import TestClient


def form(page: str, action: str) -> dict[str, str]:
    """The fields of the first form that is sent to ``action``, as they stand."""
    (text,) = re.findall(rf'<form[^>]*method="post" action="{action}"[^>]*>(.*?)</form>', page, re.DOTALL)[:1]
    fields = dict(re.findall(r'<input[^>]*name="(\w+)" value="([^"]*)"', text))
    for name, options in re.findall(r'<select name="(\w+)">(.*?)</select>', text, re.DOTALL):
        fields[name] = next(iter(re.findall(r'value="([^"]*)" selected', options)))
    return {name: unescape(value) for name, value in fields.items()}


def events(path: Path) -> dict[str, str]:
    with onrecord.open_ledger(str(path)) as ledger:
        return {event.id: f"{event.type} {event.date}" for event in ledger.events()}


def test_the_queue_begins_with_the_least_certain(writer: TestClient, own: Path) -> None:
    with onrecord.open_ledger(str(own)) as ledger:
        least = ledger.some_unreviewed(limit=1).rows[0]
    shown = form(writer.get("/review").text, "/review")
    assert set(shown["records"].split(",")) == {mention.id for mention in least.mentions}


def test_rejecting_takes_an_event_out_and_undoing_brings_it_back(writer: TestClient, own: Path) -> None:
    before = events(own)
    answer = writer.post("/review", data=form(writer.get("/review").text, "/review") | {"verdict": "reject"})
    assert "Rejected" in answer.text
    assert len(events(own)) == len(before) - 1
    answer = writer.post("/review/undo", data=form(answer.text, "/review/undo"))
    assert answer.status_code == 200
    assert events(own) == before
    statuses = [review["status"] for review in writer.get("/reviews?format=json").json()["rows"]]
    assert statuses == ["withdrawn"]


def test_accepting_goes_on_to_the_next(writer: TestClient) -> None:
    first = form(writer.get("/review").text, "/review")
    second = form(writer.post("/review", data=first | {"verdict": "accept", "author": "B. Reader"}).text, "/review")
    assert first["records"] != second["records"]
    assert second["author"] == "B. Reader"
    (made,) = writer.get("/reviews?format=json").json()["rows"]
    assert (made["author"], made["reason"], made["verdict"]) == ("B. Reader", first["reason"], "accept")


def test_correcting_changes_what_was_changed_and_no_more(writer: TestClient, own: Path) -> None:
    shown = form(writer.get("/review").text, "/review")
    writer.post("/review", data=shown | {"verdict": "correct", "date": "1999-01-02", "actors": "Iran"})
    (made,) = writer.get("/reviews?format=json").json()["rows"]
    expected = {"date": "1999-01-02"} | ({"actors": ["Iran"]} if shown["was_actors"] != "Iran" else {})
    assert made["corrections"] == expected
    assert any(told.endswith("1999-01-02") for told in events(own).values())


def test_a_correction_that_names_nobody_says_so(writer: TestClient) -> None:
    shown = form(writer.get("/review").text, "/review")
    answer = writer.post("/review", data=shown | {"verdict": "correct", "actors": "Nobody At All"})
    assert answer.status_code == 400
    assert "Nobody is called Nobody At All" in answer.text


def test_skipping_passes_an_event_over_and_judges_nothing(writer: TestClient) -> None:
    seen = []
    address = "/review"
    for _ in range(4):
        page = writer.get(address).text
        seen.append(form(page, "/review")["records"])
        (address,) = re.findall(r'<a class="button" href="([^"]+)" data-key="s"', page)
        address = unescape(address)
    assert len(set(seen)) == 4
    assert writer.get("/reviews?format=json").json()["total"] == 0


def test_what_is_skipped_stays_behind_a_judgement(writer: TestClient) -> None:
    page = writer.get("/review").text
    skipped = form(page, "/review")["records"]
    (address,) = re.findall(r'<a class="button" href="([^"]+)" data-key="s"', page)
    page = writer.get(unescape(address)).text
    page = writer.post("/review", data=form(page, "/review") | {"verdict": "accept"}).text
    assert form(page, "/review")["records"] != skipped
    assert form(writer.get("/review").text, "/review")["records"] == skipped


def test_an_unknown_verdict_or_record_is_refused(writer: TestClient) -> None:
    shown = form(writer.get("/review").text, "/review")
    assert writer.post("/review", data=shown | {"verdict": "burn"}).status_code == 422
    assert writer.post("/review", data=shown | {"verdict": "accept", "records": "ev_0"}).status_code == 409
    assert writer.post("/review/undo", data=shown | {"review": "rv_0"}).status_code == 409


def test_a_statement_is_judged_on_its_page(writer: TestClient, own: Path) -> None:
    with onrecord.open_ledger(str(own)) as ledger:
        statement = ledger.statements()[0].id
    answer = writer.post(
        "/review", data=form(writer.get(f"/statements/{statement}").text, "/review") | {"verdict": "reject"}
    )
    assert answer.status_code == 200
    assert "Rejected" in answer.text
    assert "read against the report" in answer.text
