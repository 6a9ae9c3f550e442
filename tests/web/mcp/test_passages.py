"""Reading a text piece by piece: whatever the pieces' size, together they are what was to be read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.web.mcp.passages import pieces, total, windows

TEXTS = st.text(min_size=1, max_size=60)


@st.composite
def asked(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]], int]:
    """A text, spans of it, and how much context is wanted."""
    text = draw(TEXTS)
    starts = draw(st.lists(st.integers(0, len(text) - 1), max_size=5))
    spans = [(start, draw(st.integers(start + 1, len(text)))) for start in starts]
    return text, spans, draw(st.integers(0, 20))


@given(asked(), st.integers(1, 30))
def test_pieces_are_the_characters_near_a_span(given_: tuple[str, list[tuple[int, int]], int], most: int) -> None:
    text, spans, context = given_
    read = windows(len(text), spans, context)
    near = [n for n in range(len(text)) if not spans or any(s - context <= n < e + context for s, e in spans)]
    assert total(read) == len(near)
    seen: list[int] = []
    while len(seen) < len(near):
        found = pieces(text, read, spans, len(seen), most)
        assert 0 < sum(piece.end - piece.start for piece in found) <= most
        for piece in found:
            assert piece.text == text[piece.start : piece.end]
            assert set(piece.marked) == {(s, e) for s, e in spans if s < piece.end and piece.start < e}
            seen += range(piece.start, piece.end)
    assert seen == near
    assert pieces(text, read, spans, len(near), most) == []
