"""Who may read and write, how much anybody may ask, and where a form may come from."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from onrecord.commands.serve import arranged
from onrecord.errors import ConfigurationError
from onrecord.web.app import make_app
from onrecord.web.guard import ATTEMPTS, HEADERS, SESSION
from onrecord.web.pages.session import own_address
from onrecord.web.templating import web_address
from tests.web.conftest import SETTINGS, TOKEN

if TYPE_CHECKING:
    from pathlib import Path

CLOSED = replace(SETTINGS, reading_needs_token=True)
VERDICT = {"verdict": "accept", "records": "ev_1", "then": "/review"}


def secret(client: TestClient) -> str:
    found = re.search(r'name="form" value="([0-9a-f]{64})"', client.get("/").text)
    assert found
    return found[1]


def test_loopback_is_read_without_a_token_and_written_with_it(client: TestClient) -> None:
    assert client.get("/review").status_code == 200
    assert "Accept" not in client.get("/review").text
    assert client.post("/review", data=VERDICT).status_code == 401


@pytest.mark.parametrize("address", ["/", "/search", "/document?id=x", "/charts/months", "/nowhere", "/docs"])
def test_elsewhere_nothing_is_read_without_the_token(own: Path, address: str) -> None:
    client = TestClient(make_app(str(own), CLOSED), follow_redirects=False)
    refused = client.get(address)
    assert refused.status_code == 303
    assert refused.headers["location"].startswith("/sign-in?then=%2F")
    assert client.get("/static/workbench.css").status_code == 200
    wrong = client.get(address, headers={"Authorization": "Bearer " + TOKEN[:-1]})
    assert wrong.status_code == 303


def test_programs_are_refused_and_let_in_in_their_own_terms(own: Path) -> None:
    client = TestClient(make_app(str(own), CLOSED), follow_redirects=False)
    refused = client.get("/api/v1/events")
    assert refused.status_code == 401
    assert refused.headers["content-type"] == "application/problem+json"
    assert client.get("/", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_signing_in_leads_back_and_the_cookie_is_not_the_token(own: Path) -> None:
    client = TestClient(make_app(str(own), CLOSED), follow_redirects=False)
    answer = client.post("/sign-in", data={"token": TOKEN, "then": "/search?q=a"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/search?q=a")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert TOKEN not in cookie
    assert client.get("/search?q=a").status_code == 200
    assert client.post("/sign-in", data={"token": "wrong"}).status_code == 403


def test_tokens_cannot_be_tried_for_long(own: Path) -> None:
    client = TestClient(make_app(str(own), CLOSED), follow_redirects=False)
    for _ in range(2 * ATTEMPTS.amount):
        assert client.post("/sign-in", data={"token": TOKEN}).status_code == 303
    tried = [client.post("/sign-in", data={"token": str(n)}).status_code for n in range(ATTEMPTS.amount + 1)]
    assert tried == [403] * ATTEMPTS.amount + [429]
    assert client.get("/sign-in", params={"token": TOKEN}).status_code == 429


@pytest.mark.parametrize(
    ("form", "origin"),
    [
        (None, None),
        ("0" * 64, None),
        ("right", "https://elsewhere.example"),
        ("right", "null"),
        ("right", "http://testserver.elsewhere.example"),
    ],
)
def test_another_site_cannot_write(writer: TestClient, form: str | None, origin: str | None) -> None:
    fields = VERDICT | ({"form": secret(writer) if form == "right" else form} if form else {})
    headers = {"Origin": origin} if origin else {}
    assert writer.post("/review", data=fields, headers=headers).status_code == 403
    assert writer.get("/reviews?format=json").json()["total"] == 0


def test_own_forms_may(writer: TestClient) -> None:
    fields = {"form": secret(writer), "name": "Talks", "actors": "IRN"}
    answer = writer.post("/situations", data=fields, headers={"Origin": "http://testserver"})
    assert answer.status_code == 200
    assert "Talks" in writer.get("/").text
    writer.post("/situations/end", data={"form": secret(writer), "name": "Talks"})
    assert "Talks" not in writer.get("/").text.replace("Iran talks", "")


def test_other_names_are_not_answered(client: TestClient) -> None:
    """A page of another site whose name is made to resolve to this machine reads nothing."""
    assert client.get("/", headers={"Host": "rebound.example"}).status_code == 421
    assert client.get("/", headers={"Host": "localhost:8000"}).status_code == 200


def test_sizes_are_bounded(writer: TestClient) -> None:
    fields = VERDICT | {"form": secret(writer)}
    assert writer.post("/review", data=fields | {"reason": "a" * SETTINGS.body_bytes}).status_code == 413

    def claiming_no_length() -> list[bytes]:
        return [b"a" * 1024] * (SETTINGS.body_bytes // 1024 + 1)

    assert writer.post("/review", content=iter(claiming_no_length())).status_code == 413
    assert writer.get("/search?q=" + "a" * SETTINGS.address_bytes).status_code == 414
    assert writer.get("/search?q=" + "a" * 401).status_code == 422


def test_rates_are_bounded(own: Path) -> None:
    client = TestClient(make_app(str(own), replace(SETTINGS, requests_a_minute=5)))
    assert [client.get("/sign-in").status_code for _ in range(6)] == [200] * 5 + [429]
    assert client.get("/static/workbench.css").status_code == 200


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static//etc/passwd"]
)
def test_no_path_reaches_the_file_system(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("id_", ["../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "a\x00b"])
def test_documents_are_found_in_the_ledger_alone(client: TestClient, id_: str) -> None:
    assert client.get("/document", params={"id": id_}).status_code == 404


@pytest.mark.parametrize(
    "then",
    ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nSet-Cookie: b=c", ""],
)
def test_signing_in_never_leads_elsewhere(then: str) -> None:
    assert own_address(then) == "/"
    assert own_address("/search?q=a&b=1#c") == "/search?q=a&b=1#c"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,a",
        "//evil.example",
        "http:evil",
        "https://[",
        "",
        None,
    ],
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert web_address(url) is None
    assert web_address("https://example.org/a?b=c") == "https://example.org/a?b=c"


def test_serving_others_takes_a_strong_token() -> None:
    assert arranged("127.0.0.1", None).token
    assert not arranged("localhost", None).reading_needs_token
    assert arranged("0.0.0.0", "t" * 20).reading_needs_token
    for host, token in (("0.0.0.0", None), ("192.168.0.7", None), ("127.0.0.1", "short")):
        with pytest.raises(ConfigurationError, match="token"):
            arranged(host, token)


def test_the_session_is_bound_to_the_token(own: Path) -> None:
    other = replace(CLOSED, token="another token, as long as that")
    client = TestClient(make_app(str(own), other), follow_redirects=False)
    client.cookies.set(SESSION, SETTINGS.derived("session"))
    assert client.get("/").status_code == 303


def test_what_goes_wrong_tells_nothing_of_the_program(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a secret of the program")

    monkeypatch.setattr("onrecord.web.overviews.course", fail)
    client = TestClient(make_app(str(own), SETTINGS), raise_server_exceptions=False)
    answer = client.get("/course")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Please report it" in answer.text
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_a_length_that_is_none_is_no_error(client: TestClient) -> None:
    assert client.post("/sign-in", content=b"a", headers={"Content-Length": "a"}).status_code == 403
