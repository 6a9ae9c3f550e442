"""What only the comparison of both databases shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.ledger.store import Ledger

from .articles import announced, held, letters

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.postgres
def test_both_databases_hold_and_say_the_same(postgres: str, tmp_path: Path) -> None:
    with Ledger.open(postgres) as one, Ledger.open(str(tmp_path / "l.db")) as other:
        for made in (announced(), held(), letters()):
            one.add(made.coded())
            other.add(made.coded())
        assert one.content_digest() == other.content_digest()
        for view in (
            "documents",
            "actors",
            "origins",
            "statements",
            "utterances",
            "events",
            "agreements",
            "accounts",
            "positions",
            "position_series",
        ):
            assert getattr(one, view)() == getattr(other, view)()
