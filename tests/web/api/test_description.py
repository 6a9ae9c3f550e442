"""The OpenAPI description holds: whatever is asked, sensible or not, the answer is one that it describes."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from pydantic import BaseModel
from schemathesis import GenerationMode
from schemathesis.checks import negative_data_rejection, positive_data_acceptance
from schemathesis.core.failures import FailureGroup
from starlette.responses import JSONResponse

from onrecord.web import api, problems
from onrecord.web.settings import Settings
from tests.ledger.conftest import DATABASES, postgres_database
from tests.web.apps import SIGNED, TOKEN, make_app
from tests.web.records import ADDRESS, SITUATION, make_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemathesis import BaseSchema, Case, Response

DESCRIPTION = f"{api.PREFIX}/openapi.json"
DOCUMENT = make_app("never-opened.db").openapi()
OPERATIONS = [(path, method) for path, methods in DOCUMENT["paths"].items() for method in methods]
READING = [path for path, method in OPERATIONS if method == "get"]
EXAMPLES = int(os.environ.get("ONRECORD_TEST_EXAMPLES", "20"))
"""Of each operation and mode, always the same ones, so that the suite is under a minute and does not come and go. With
ONRECORD_TEST_EXAMPLES others are drawn, as many as it says.
"""

UNSAID = ("is later than until", "is not a date like", "is not in English")
"""Reasons for refusing what JSON Schema cannot forbid: a period that ends before it begins, the 30th of February,
French.
"""


@pytest.fixture(scope="module", params=DATABASES)
def described(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BaseSchema]:
    own = tmp_path_factory.mktemp("description") / "record.db"
    for location in iter([str(own)]) if request.param == "sqlite" else postgres_database():
        app = make_app(make_ledger(location), Settings(token=TOKEN))
        yield schemathesis.openapi.from_asgi(DESCRIPTION, app)
        app.state.ledgers.close()


def is_unsaid(answer: Response) -> bool:
    faults = answer.json()["errors"] if answer.status_code == 422 else []
    return bool(faults) and all(any(reason in fault["why"] for reason in UNSAID) for fault in faults)


def is_right_as_sent(path: str, method: str, answer: Response) -> bool:
    """Whether an address holds nothing but what the description allows, whatever was drawn: it has only text, and the
    number 0.0 in place of names arrives as a name.
    """
    if (path, method) not in OPERATIONS or method != "get" or "{" in path:
        return False
    parameters = {one["name"]: one["schema"] for one in DOCUMENT["paths"][path][method].get("parameters", [])}
    sent = parse_qsl(urlsplit(answer.request.url or "").query, keep_blank_values=True)
    return all(name in parameters and takes(parameters[name], text) for name, text in sent)


def takes(schema: dict[str, Any], text: str) -> bool:
    """Whether a parameter that is a text, or several, may be this one."""
    return any(
        one.get("type") == "string"
        and one.get("minLength", 0) <= len(text) <= one.get("maxLength", len(text))
        and re.search(one.get("pattern", ""), text)
        and text in one.get("enum", [text])
        for one in schema.get("anyOf", [schema.get("items", schema)])
    )


def ask(described: BaseSchema, path: str, method: str, mode: GenerationMode) -> None:
    """Asks what the description allows, or forbids, and holds each answer against it."""

    always_the_same = "ONRECORD_TEST_EXAMPLES" not in os.environ

    @settings(
        max_examples=EXAMPLES,
        derandomize=always_the_same,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(described[path][method].as_strategy(generation_mode=mode))
    def asked(case: Case[Any]) -> None:
        answer = case.call(headers=SIGNED)
        right = is_right_as_sent(path, method, answer)
        excluded = [positive_data_acceptance] * is_unsaid(answer) + [negative_data_rejection] * right
        case.validate_response(answer, excluded_checks=excluded)

    asked()


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_answers_are_as_described(path: str, method: str, mode: GenerationMode, described: BaseSchema) -> None:
    ask(described, path, method, mode)


@pytest.mark.parametrize("path", READING)
def test_records_are_as_described(path: str, described: BaseSchema) -> None:
    """The same of what the ledger holds, which a random id does not hit."""
    operation = described[path]["get"]
    query: dict[str, Any] = {}
    if "/document" in path and not path.endswith("/documents"):
        query = {"id": ADDRESS}
    elif "/situation" in path and not path.endswith("/situations"):
        query = {"name": SITUATION}
    listed = path.removesuffix("/{id}")
    rows = described[listed]["get"].Case().call().json().get("items", []) if "{id}" in path else [{}]
    assert rows
    for row in rows[:5]:
        answer = operation.Case(path_parameters={"id": row["id"]} if row else {}, query=query).call()
        assert answer.status_code == 200
        operation.validate_response(answer)


class Told(BaseModel):
    number: int


def test_an_answer_that_is_not_as_described_is_found() -> None:
    """The tests above can fail: on a wrong type, and on a status that nobody described."""

    app = FastAPI(openapi_url=DESCRIPTION)
    problems.install(app)

    @app.get("/wrong")
    def wrong() -> Told:
        return JSONResponse({"number": "one"})  # type: ignore[return-value]

    @app.get("/unsaid")
    def unsaid() -> Told:
        return JSONResponse({}, 418)  # type: ignore[return-value]

    described = schemathesis.openapi.from_asgi(DESCRIPTION, app)
    for path in ("/wrong", "/unsaid"):
        with pytest.raises(FailureGroup):
            ask(described, path, "get", GenerationMode.POSITIVE)


def test_every_operation_says_what_it_does() -> None:
    for path, method in OPERATIONS:
        operation = DOCUMENT["paths"][path][method]
        assert operation["summary"]
        assert operation["description"]
        assert operation["tags"]
        assert {"422", "429", "500", "503"} <= set(operation["responses"])
        for status, response in operation["responses"].items():
            assert response["description"]
            if int(status) >= 400:
                assert list(response["content"]) == ["application/problem+json"]
        for parameter in operation.get("parameters", ()):
            told = {**parameter["schema"], **parameter}
            assert "description" in told or parameter["name"] in ("id", "verdict", "status")


def test_every_operation_has_a_name_of_its_own() -> None:
    names = [DOCUMENT["paths"][path][method]["operationId"] for path, method in OPERATIONS]
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() for name in names)


def test_only_writing_asks_for_the_token() -> None:
    secured = {(path, method) for path, method in OPERATIONS if "security" in DOCUMENT["paths"][path][method]}
    assert secured == {(path, method) for path, method in OPERATIONS if method != "get"} != set()
