"""A document's text in pieces: nothing is lost, and what an address points out is just that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import onrecord
from onrecord.web.marked import HERE, pieces, stretches

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.records import CodedDocument


@pytest.fixture(scope="module")
def documents(sample: Path) -> list[CodedDocument]:
    with onrecord.open_ledger(str(sample)) as ledger:
        return [ledger.coded(one.id, one.version) for one in ledger.documents(superseded=True)]


def test_pieces_are_the_text(documents: list[CodedDocument]) -> None:
    for coded in documents:
        assert "".join(piece.text for piece in pieces(coded)) == coded.text


def test_every_record_begins_somewhere_once(documents: list[CodedDocument]) -> None:
    """An anchor for each statement and event that has a span, so that the panel can lead to it."""
    for coded in documents:
        anchors = [anchor for piece in pieces(coded) for anchor in piece.anchors]
        assert len(anchors) == len(set(anchors))
        assert {statement.id for statement in coded.statements} <= set(anchors)
        assert {event.id for event in coded.events} <= set(anchors)


@given(choice=st.integers(0, 10**6), start=st.integers(0, 3000), length=st.integers(1, 400))
def test_what_is_pointed_out_is_that_stretch(
    documents: list[CodedDocument], choice: int, start: int, length: int
) -> None:
    coded = documents[choice % len(documents)]
    found = stretches(f"{start}-{start + length}", len(coded.text))
    shown = [piece for piece in pieces(coded, found) if HERE in piece.classes.split()]
    inside = start + length <= len(coded.text)
    assert "".join(piece.text for piece in shown) == (coded.text[start : start + length] if inside else "")
    assert "".join(piece.text for piece in pieces(coded, found)) == coded.text


@pytest.mark.parametrize("asked", ["", "a-b", "5", "9-3", "3-3", "-1-5", "0-99999999999999", "1e3-2e3"])
def test_what_is_no_stretch_points_nothing_out(asked: str) -> None:
    assert stretches(asked, 100) == []
