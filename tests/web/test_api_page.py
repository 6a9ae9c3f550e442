"""The page on the API tells the truth: requests are answered as it shows, and it names every address that there is."""

from __future__ import annotations

import json
import os
import re
import shlex
from argparse import ArgumentParser
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from onrecord.web import api
from onrecord.web.mcp.tools import Tools
from onrecord.web.settings import Settings
from tests.web.apps import TOKEN, make_app
from tests.web.records import ADDRESS, SITUATION, make_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```sh\n(curl .*?)```(?:\n\n```json\n(.*?)```)?", PAGE, re.DOTALL)
ANY = "..."


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    location = make_ledger(tmp_path_factory.mktemp("page") / "record.db")
    with TestClient(make_app(location, Settings(token=TOKEN))) as made:
        yield made


@pytest.fixture(scope="module")
def words(client: TestClient) -> dict[str, str]:
    """What the variables of the page stand for."""
    events = client.get("/api/v1/events?type=CONSULT").json()["items"]
    return {
        "HOST": "",
        "TOKEN": TOKEN,
        "DOCUMENT": ADDRESS,
        "SITUATION": SITUATION,
        "SITUATION_IN_ADDRESS": quote(SITUATION, safe=""),
        "MENTION": events[-1]["mentions"][0]["id"],
        "REVIEW": client.get("/api/v1/reviews?status=holds").json()["items"][0]["id"],
    }


def curl(client: TestClient, line: str) -> Any:
    """Does what curl would do with these options."""
    parser = ArgumentParser(allow_abbrev=False)
    parser.add_argument("address")
    parser.add_argument("-s", action="store_true")
    parser.add_argument("-G", action="store_true")
    parser.add_argument("-X", default="GET")
    parser.add_argument("-H", action="append", default=[])
    parser.add_argument("-d", "--data-urlencode", action="append", default=[])
    parser.add_argument("--json", type=json.loads)
    asked = parser.parse_args(shlex.split(line)[1:])
    headers = dict(header.split(": ", 1) for header in asked.H)
    if asked.G:
        return client.get(asked.address, params=dict(pair.split("=", 1) for pair in asked.data_urlencode))
    return client.request(asked.X, asked.address, headers=headers, json=asked.json)


def shows(told: Any, shown: Any) -> None:
    """Whether an answer has what the page shows, of the same kind: every field, and of a list at least one row."""
    if isinstance(shown, dict):
        assert isinstance(told, dict)
        for name, value in shown.items():
            shows(told[name], value)
    elif isinstance(shown, list):
        assert isinstance(told, list)
        assert bool(told) >= bool(shown)
        for row in told if shown else []:
            shows(row, shown[0])
            break
    elif isinstance(shown, str) and shown.endswith(ANY):
        assert told.startswith(shown.removesuffix(ANY))
    else:
        assert type(told) is type(shown), (told, shown)


@pytest.mark.parametrize(("line", "shown"), EXAMPLES)
def test_examples_are_answered_as_shown(line: str, shown: str, client: TestClient, words: dict[str, str]) -> None:
    answer = curl(client, Template(line).substitute(words))
    wanted = json.loads(shown) if shown else {}
    assert answer.status_code in ({wanted["status"]} if "errors" in wanted else {200, 201}), answer.text
    if shown:
        shows(answer.json(), wanted)
    else:
        assert answer.headers["content-type"].startswith("application/atom+xml")


def test_there_are_examples_and_they_can_fail() -> None:
    assert len(EXAMPLES) >= 9
    with pytest.raises(KeyError):
        shows({"a": 1}, {"b": 1})
    with pytest.raises(AssertionError):
        shows({"a": "1"}, {"a": 1})
    with pytest.raises(AssertionError):
        shows([], [1])


def test_the_page_names_every_address_and_no_other() -> None:
    paths = make_app(os.devnull).openapi()["paths"]
    there_are = {
        path.removeprefix(api.PREFIX) for path, methods in paths.items() if "get" in methods and "{" not in path
    }
    table = PAGE.split("## What there is")[1].split("\n\nSingle records")[0]
    assert set(re.findall(r"`(/[a-z/]+)`", table)) == there_are


def test_the_page_names_every_tool_and_no_other() -> None:
    table = PAGE.split("## For language models")[1]
    tools = {name for name in vars(Tools) if not name.startswith("_")} - {"situation_brief"}
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == tools
