"""The workbench shows the same record whichever database holds it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fastapi.testclient import TestClient

import onrecord
from onrecord.web.app import make_app
from tests.ledger.conftest import postgres
from tests.web import addresses
from tests.web.conftest import SETTINGS

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["postgres"]


def test_every_page_is_the_same(client: TestClient, sample: Path, postgres: str) -> None:
    with onrecord.open_ledger(str(sample)) as ours, onrecord.open_ledger(postgres) as theirs:
        for document in ours.documents(superseded=True):
            theirs.add(ours.coded(document.id, document.version))
        for situation in ours.situations():
            theirs.save_situation(situation.name, situation.scope)
    other = TestClient(make_app(postgres, SETTINGS))
    ranked = "like="  # by BM25, which PostgreSQL reckons with a mean length of 20 words, each counted once
    for address in (one for one in (*addresses.LISTS, *addresses.records(client)) if ranked not in one):
        assert _timeless(other.get(address).text) == _timeless(client.get(address).text), address


def _timeless(page: str) -> str:
    """The page without what depends on when something was saved."""
    return re.sub(r"si_\w+|\d{4}-\d\d-\d\dT[^\"<]+", "", page)
