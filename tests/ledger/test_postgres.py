"""What only the comparison of both databases shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from onrecord.ledger import store
from onrecord.ledger.store import Ledger

from .articles import announced, held, letters
from .test_order import VIEWS

if TYPE_CHECKING:
    from pathlib import Path


def review(ledger: Ledger) -> None:
    by: Any = {"author": "A. Reader", "reason": "read it"}
    ids = {event.type: event.id for event in ledger.events()}
    kerry = next(actor.id for actor in ledger.actors() if actor.name == "John Kerry")
    ledger.review("correct", ids["REJECT"], corrections={"date": "2016", "actors": [kerry]}, **by)
    first, second = next(event.mentions for event in ledger.events() if event.type == "CONSULT")
    ledger.review("different", first.id, second.id, **by)
    ledger.withdraw_review(ledger.review("reject", second.id, **by), **by)


@pytest.mark.postgres
def test_both_databases_hold_and_say_the_same(postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Ledger.open(postgres) as one, Ledger.open(str(tmp_path / "l.db")) as other:
        for made in (announced(), held(), letters()):
            one.add(made.coded())
            other.add(made.coded())
        monkeypatch.setattr(store, "_now", lambda: "2025-01-01T00:00:00+00:00")
        for ledger in (one, other):
            review(ledger)
        assert one.content_digest() == other.content_digest()
        for view in (*VIEWS, "documents", "reviews"):
            assert getattr(one, view)() == getattr(other, view)()
