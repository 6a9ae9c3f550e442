"""In the workbench two actors are judged to be one, or two events, and that is taken back."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Literal

import pytest

import onrecord
from tests.web.test_review import form

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from fastapi.testclient import TestClient

    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import LedgerActor, LedgerEvent

WHY = {"reason": "read it", "author": "B. Reader"}


@pytest.fixture
def actors(own: Path) -> tuple[LedgerActor, LedgerActor]:
    """Two that nothing joins, with names of their own."""
    with onrecord.open_ledger(str(own)) as ledger:
        known = [actor for actor in ledger.actors() if actor.kind == "person" and len(actor.identities) == 1]
        names = [actor.name.casefold() for actor in ledger.actors()]
    one, other = [actor for actor in known if names.count(actor.name.casefold()) == 1][:2]
    return one, other


@pytest.fixture
def events(own: Path) -> tuple[LedgerEvent, LedgerEvent]:
    with onrecord.open_ledger(str(own)) as ledger:
        one, other = ledger.events()[:2]
    return one, other


def test_two_actors_become_one_and_two_again(writer: TestClient, actors: tuple[LedgerActor, LedgerActor]) -> None:
    one, other = actors
    page = writer.get(f"/actors/{one.id}").text
    sent = form(page, "/actors/judge") | WHY | {"other": other.name, "verdict": "same"}
    answer = writer.post("/actors/judge", data=sent)
    assert answer.status_code == 200
    merged = writer.get(f"/actors/{other.id}?format=json").json()["rows"][0]
    assert {identity["id"] for identity in merged["identities"]} == {one.id, other.id}
    assert "B. Reader" in answer.text
    answer = writer.post("/actors/withdraw", data=form(answer.text, "/actors/withdraw"))
    assert "(withdrawn)" in answer.text
    apart = writer.get(f"/actors/{other.id}?format=json").json()["rows"][0]
    assert [identity["id"] for identity in apart["identities"]] == [other.id]


def merged(ledger: Ledger, people: Iterable[LedgerActor]) -> tuple[str, LedgerActor]:
    """The judgement that makes two of these one, and this one, who has the id of the one and the name of the other."""
    for one, other in combinations(people, 2):
        made = ledger.judge_actors("same", one.id, other.id, **WHY)
        actor = ledger.actor(one.id)
        if actor.name == (other if actor.id == one.id else one).name:
            return made, actor
        ledger.withdraw_judgement(made, **WHY)
    raise AssertionError("each has the name of its id")


@pytest.mark.parametrize("by", ["name", "id"])
def test_names_of_one_actor_are_judged_by_their_own_identities(
    writer: TestClient, own: Path, by: Literal["name", "id"]
) -> None:
    with onrecord.open_ledger(str(own)) as ledger:
        people = [one for one in ledger.actors() if one.kind == "person" and len(one.identities) == 1]
        made, actor = merged(ledger, people)
    other = next(one for one in people if one.id == actor.id)
    sent = form(writer.get(f"/actors/{actor.id}").text, "/actors/judge") | WHY
    refused = writer.post("/actors/judge", data=sent | {"other": getattr(other, by), "verdict": "different"})
    assert f"{made} says the contrary" in refused.text


def test_two_events_become_one(writer: TestClient, own: Path, events: tuple[LedgerEvent, LedgerEvent]) -> None:
    one, other = events
    page = writer.get(f"/events/{one.id}").text
    address = f"http://testserver/events/{other.id}?x=1"
    answer = writer.post(
        "/events/judge", data=form(page, "/events/judge") | WHY | {"other": address, "verdict": "same"}
    )
    assert answer.status_code == 200
    assert "Judged the same" in answer.text
    with onrecord.open_ledger(str(own)) as ledger:
        assert ledger.event(one.mentions[0].id) == ledger.event(other.mentions[0].id)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"reason": " "}, 422),
        ({"verdict": "equal"}, 422),
        ({"other": "Nobody At All"}, 400),
        ({"other": "ac_0"}, 404),
        ({"one": "ac_0"}, 404),
    ],
)
def test_what_cannot_be_judged_says_why(
    writer: TestClient, actors: tuple[LedgerActor, LedgerActor], changes: dict[str, str], status: int
) -> None:
    one, other = actors
    sent = form(writer.get(f"/actors/{one.id}").text, "/actors/judge")
    sent |= WHY | {"other": other.name, "verdict": "same"}
    assert writer.post("/actors/judge", data=sent | changes).status_code == status


def test_who_may_not_write_sees_no_form(client: TestClient, actors: tuple[LedgerActor, LedgerActor]) -> None:
    assert "/actors/judge" not in client.get(f"/actors/{actors[0].id}").text
    assert client.post("/actors/judge", data=WHY).status_code == 401


def test_signing_out_ends_writing(writer: TestClient) -> None:
    answer = writer.post("/sign-out", data=form(writer.get("/search").text, "/sign-out"))
    assert "Sign in" in answer.text
    assert writer.post("/review", data={"verdict": "accept"}).status_code == 401
