"""Segments are the text again, cut so that no mark overlaps another; pages escape what they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import Span
from onrecord.show.marks import Mark, segments
from onrecord.show.page import render

if TYPE_CHECKING:
    from onrecord.coder.pipeline import Coder

TEXT = "Any text that is long enough to be marked all over."


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)).filter(lambda p: p[0] < p[1]), max_size=12))
def test_segments_are_the_text_again(pairs: list[tuple[int, int]]) -> None:
    marks = [Mark(Span(*pair), "content", f"n{n}", owner=f"s{n}") for n, pair in enumerate(sorted(pairs))]
    pieces = list(segments(TEXT, marks))
    assert "".join(piece.text for piece in pieces) == TEXT
    anchors = [anchor for piece in pieces for anchor in piece.anchors]
    assert sorted(anchors) == sorted({mark.owner for mark in marks})
    at = 0
    for piece in pieces:
        inside = {mark.note for mark in marks if mark.span.start <= at and at + len(piece.text) <= mark.span.end}
        assert {mark.note for mark in piece.marks} == inside
        at += len(piece.text)


def test_page_escapes_hostile_text(coder: Coder) -> None:
    hostile = "<script>alert(1)</script> The minister said on Monday: “<img src=x onerror=alert(2)> will not do.”"
    page = "".join(render([coder.code(hostile, published="2020-03-03", title="<b>Title</b>", outlet="{{ 7*7 }}")]))
    assert "<script>" not in page
    assert "<img" not in page
    assert "<b>Title" not in page
    assert "&lt;script&gt;" in page


def test_page_without_documents_says_so() -> None:
    assert "No document could be coded" in "".join(render([]))


def test_direction_overrides_do_not_turn_the_page_round(coder: Coder) -> None:
    text = "The minister said on Monday: “We will \u202ewait for May.”"
    page = "".join(render([coder.code(text, published="2020-03-03", outlet="Wire\u202e\x1b[31m")]))
    assert "\u202e" not in page
    assert "\x1b" not in page
    assert "Wire��[31m" in page
