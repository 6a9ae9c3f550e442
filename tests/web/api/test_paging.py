"""Pages: whatever their size, all of them together are the list, and each tells where the next one is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

LISTS = (
    "statements",
    "events",
    "documents",
    "origins",
    "search",
    "utterances",
    "unreviewed",
    "search?q=accus*",
)


def walk(reader: TestClient, address: str | None) -> list[Any]:
    """The rows of a list from an address on, page by page."""
    rows: list[Any] = []
    while address is not None:
        page = reader.get(address).json()
        assert page["returned"] == len(page["items"])
        assert page["offset"] == len(rows)
        rows += page["items"]
        address = page["next"]
        assert (address is None) == (len(rows) == page["total"])
    return rows


@pytest.mark.parametrize("name", LISTS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(limit=st.integers(1, 25))
def test_pages_of_any_size_are_the_list(name: str, limit: int, reader: TestClient) -> None:
    address = f"/api/v1/{name}{'&' if '?' in name else '?'}limit="
    whole = reader.get(f"{address}200").json()
    assert whole["next"] is None
    assert whole["total"] == len(whole["items"]) > 10
    assert walk(reader, f"{address}{limit}") == whole["items"]


def test_past_the_last_row_there_is_nothing_more(reader: TestClient) -> None:
    page = reader.get("/api/v1/events?offset=1000").json()
    assert (page["returned"], page["items"], page["next"]) == (0, [], None)
    assert page["total"] > 0


def test_the_next_page_keeps_the_filters(reader: TestClient) -> None:
    page = reader.get("/api/v1/events?actors=USA,RUS&type=ACCUSE&limit=5").json()
    rows = walk(reader, page["next"].replace("offset=5", "offset=0"))
    assert len(rows) == page["total"]
    assert {row["type"] for row in rows} == {"ACCUSE"}
