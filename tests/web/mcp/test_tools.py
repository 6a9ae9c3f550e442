"""The tools, asked by the protocol's own client: what they tell is in the record, with citations that can be read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

import pytest
from mcp import Client
from mcp.shared.exceptions import MCPError

from onrecord.brief.reporting import ReportingLedger
from onrecord.ledger.scope import Scope
from onrecord.web.mcp.server import make_server
from tests.web.mcp.loops import run
from tests.web.records import ADDRESS, SITUATION, dispatch, make_ledger

if TYPE_CHECKING:
    from pathlib import Path

Session = Callable[[Client], Awaitable[Any]]
LISTS: dict[str, dict[str, Any]] = {
    "search_statements": {"query": "talks"},
    "search_events": {"actors": ["USA"]},
    "brief_of_situation": {"actors": ["IRN", "USA"]},
    "list_situations": {},
}
"""Tools that list something, each with arguments that find several."""


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> str:
    made = make_ledger(tmp_path_factory.mktemp("mcp") / "record.db")
    with ReportingLedger.open(made) as ledger:
        for number in range(8):
            ledger.save_situation(f"Situation {number}", Scope(actors=("RUS",)))
    return made


def converse(location: str, session: Session) -> Any:
    async def connected() -> Any:
        async with Client(make_server(location)) as client:
            return await session(client)

    return run(connected())


async def told(client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
    answer = await client.call_tool(tool, arguments)
    assert not answer.is_error, answer.content
    assert isinstance(answer.structured_content, dict)
    return answer.structured_content


async def refused(client: Client, tool: str, **arguments: Any) -> str:
    answer = await client.call_tool(tool, arguments)
    assert answer.is_error
    return str(answer.content[0].text)  # type: ignore[union-attr]


def ask(location: str, tool: str, **arguments: Any) -> dict[str, Any]:
    answer: dict[str, Any] = converse(location, lambda client: told(client, tool, **arguments))
    return answer


def test_the_tools_say_what_they_are(location: str) -> None:
    tools = converse(location, lambda client: client.list_tools()).tools
    names = {"search_statements", "search_events", "read_evidence", "brief_of_situation", "list_situations"}
    assert {tool.name for tool in tools} == names
    for tool in tools:
        assert tool.title
        assert tool.description
        assert tool.annotations.read_only_hint is True
        assert tool.output_schema["properties"]["next_cursor"]
        assert "self" not in tool.input_schema["properties"]


def test_statements_are_told_with_every_report(location: str) -> None:
    answer = ask(location, "search_statements", source="Zarif", limit=50)
    with ReportingLedger.open(location) as ledger:
        known = {one.id: one for one in ledger.utterances(Scope(source="Zarif"))}
    assert {item["id"] for item in answer["items"]} == set(known)
    assert answer["total"] == len(known) > 1
    for item in answer["items"]:
        utterance = known[item["id"]]
        assert item["words"] == utterance.wording
        assert [c["record"] for c in item["citations"]] == [report.statement for report in utterance.reports]
        assert item["citations_total"] == len(utterance.reports)


def test_events_are_told_with_every_mention(location: str) -> None:
    answer = ask(location, "search_events", actors=["IRN"], types=["consult"], limit=50)
    with ReportingLedger.open(location) as ledger:
        known = {one.id: one for one in ledger.events(Scope(actors=("IRN",), types=("CONSULT",)))}
    assert {item["id"] for item in answer["items"]} == set(known)
    for item in answer["items"]:
        mentions = known[item["id"]].mentions
        assert [(c["record"], c["factuality"]) for c in item["citations"]] == [(m.id, m.factuality) for m in mentions]


def test_what_is_like_a_text_is_found_and_gone_on_with(location: str) -> None:
    async def session(client: Client) -> None:
        like = "The United States accused Russia."
        first = await told(client, "search_events", like=like, limit=1)
        assert first["items"][0]["type"] == "ACCUSE"
        assert first["total"] > 1
        following = await told(client, "search_events", like=like, limit=1, cursor=first["next_cursor"])
        assert following["offset"] == 1
        other = await refused(client, "search_events", like="Russia accused.", limit=1, cursor=first["next_cursor"])
        assert "other arguments" in other
        said = await told(client, "search_statements", like="Iran will leave the talks, Zarif said.")
        assert said["items"][0]["speaker"]["name"] == "Mohammad Javad Zarif"
        french = "Les ministres des affaires étrangères se sont rencontrés mardi à Vienne pour discuter du nucléaire."
        assert "not in English" in await refused(client, "search_statements", like=french)

    converse(location, session)


def test_fewer_citations_are_counted_not_hidden(location: str) -> None:
    whole = ask(location, "search_events", types=["CONSULT"])
    cut = ask(location, "search_events", types=["CONSULT"], citations=1)
    assert max(item["citations_total"] for item in cut["items"]) > 1
    for one, other in zip(whole["items"], cut["items"], strict=True):
        assert other["citations"] == one["citations"][:1]
        assert other["citations_total"] == one["citations_total"] == len(one["citations"])


@pytest.mark.parametrize("tool", LISTS)
@pytest.mark.parametrize("limit", [1, 3, 7])
def test_an_answer_goes_on_until_all_is_told(tool: str, limit: int, location: str) -> None:
    async def walked(client: Client) -> None:
        whole = await told(client, tool, **LISTS[tool], limit=50)
        assert whole["next_cursor"] is None
        assert whole["total"] == len(whole["items"]) > 3
        items: list[Any] = []
        cursor = None
        while cursor is not None or not items:
            answer = await told(client, tool, **LISTS[tool], limit=limit, cursor=cursor)
            assert answer["offset"] == len(items)
            assert answer["changed"] is False
            items += answer["items"]
            cursor = answer["next_cursor"]
        assert items == whole["items"]

    converse(location, walked)


def test_a_cursor_is_good_for_its_own_question_alone(location: str) -> None:
    async def misused(client: Client) -> None:
        cursor = (await told(client, "search_events", limit=1))["next_cursor"]
        assert "other arguments" in await refused(client, "search_events", query="met", cursor=cursor)
        assert "other arguments" in await refused(client, "search_statements", cursor=cursor)
        for nonsense in ("x", "bm9uc2Vuc2U=", "é", "W10=", "WyJhIiwgMSwgMl0="):
            assert "cursor" in await refused(client, "search_events", cursor=nonsense)

    converse(location, misused)


def test_a_ledger_that_grows_is_told(tmp_path: Path) -> None:
    location = make_ledger(tmp_path / "record.db")

    async def grown(client: Client) -> None:
        cursor = (await told(client, "search_events", limit=1))["next_cursor"]
        with ReportingLedger.open(location) as ledger:
            ledger.add(dispatch(20).coded())
        assert (await told(client, "search_events", limit=1, cursor=cursor))["changed"] is True

    converse(location, grown)


def test_citations_can_be_read_in_their_place(location: str) -> None:
    async def read(client: Client) -> None:
        for item in (await told(client, "search_statements", limit=50))["items"]:
            for cited in item["citations"]:
                place = {"document": cited["document"], "version": cited["version"], "spans": cited["spans"]}
                answer = await told(client, "read_evidence", **place, context=10)
                (piece,) = answer["items"]
                assert piece["marked"] == cited["spans"]
                parts = [piece["text"][s - piece["start"] : e - piece["start"]] for s, e in piece["marked"]]
                assert " ... ".join(parts) == cited["quote"]
                assert (answer["outlet"], answer["published"]) == (cited["outlet"], cited["published"])

    converse(location, read)


def test_a_document_is_read_whole_or_in_an_earlier_version(location: str) -> None:
    with ReportingLedger.open(location) as ledger:
        texts = {version: ledger.text(ADDRESS, version) for version in (1, 2)}
    for arguments, version in (({}, 2), ({"version": 1}, 1)):
        answer = ask(location, "read_evidence", document=ADDRESS, **arguments)
        assert answer["version"] == version
        assert "".join(piece["text"] for piece in answer["items"]) == texts[version]
        assert answer["length"] == answer["total"] == len(texts[version])


def test_a_brief_has_evidence_for_every_sentence(location: str) -> None:
    answer = ask(location, "brief_of_situation", name=SITUATION, limit=50)
    assert answer["title"] == SITUATION
    assert answer["items"]
    assert all(item["citations"] for item in answer["items"])
    with ReportingLedger.open(location) as ledger:
        assert ledger.situation(SITUATION).briefs == 0, "reading is not writing"


def test_situations_are_listed_with_what_they_ask(location: str) -> None:
    items = ask(location, "list_situations", limit=50)["items"]
    assert {"name": SITUATION, "actors": ["IRN", "USA"]}.items() <= items[0].items()


def test_what_cannot_be_answered_is_refused_with_the_reason(location: str) -> None:
    cases: list[tuple[str, dict[str, Any], str]] = [
        ("search_events", {"since": "2015-13"}, "not a date"),
        ("search_events", {"since": "2016", "until": "2015"}, "later than"),
        ("search_events", {"types": ["SHOUT"]}, "SHOUT"),
        ("search_events", {"limit": 51}, "less than or equal to 50"),
        ("search_statements", {"query": "a" * 401}, "400"),
        ("read_evidence", {"document": "nobody"}, "there is no document nobody"),
        ("read_evidence", {"document": ADDRESS, "version": 3}, "version 3"),
        ("read_evidence", {"document": ADDRESS, "spans": [[0, 10**9]]}, "is no span of"),
        ("read_evidence", {"document": ADDRESS, "spans": [[5, 5]]}, "is no span of"),
        ("brief_of_situation", {"name": "Mars"}, "Mars"),
        ("brief_of_situation", {"name": SITUATION, "actors": ["IRN"]}, "not both"),
        ("brief_of_situation", {"name": SITUATION, "only_new": True}, "no last brief"),
        ("brief_of_situation", {"only_new": True}, "name one"),
    ]

    async def misused(client: Client) -> None:
        for tool, arguments, reason in cases:
            assert reason in await refused(client, tool, **arguments)

    converse(location, misused)


def test_an_argument_that_a_tool_does_not_have_is_refused_by_name(location: str) -> None:
    async def misspelt(client: Client) -> None:
        reason = await refused(client, "list_situations", **{"Limit": 5, "": "talks"})
        assert reason == "list_situations has no argument 'Limit', ''; it takes limit, cursor"
        for tool in (await client.list_tools()).tools:
            assert tool.input_schema["additionalProperties"] is False
            known = ", ".join(tool.input_schema["properties"])
            arguments = {**LISTS.get(tool.name, {}), "actor": ["USA"]}
            assert f"no argument 'actor'; it takes {known}" in await refused(client, tool.name, **arguments)

    converse(location, misspelt)


def test_a_brief_is_a_resource(location: str) -> None:
    async def read(client: Client) -> None:
        (contents,) = (await client.read_resource("onrecord://situations/Situation%201/brief")).contents
        assert contents.mime_type == "text/markdown"
        assert str(contents.text).startswith("# Situation 1")  # type: ignore[union-attr]
        with pytest.raises(MCPError, match="Mars"):
            await client.read_resource("onrecord://situations/Mars/brief")

    converse(location, read)
