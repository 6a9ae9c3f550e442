"""The nouns refuse what cannot be: empty spans, spans outside the text, ids twice, references to nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.records import Actor, CodedDocument, CoderInfo, Metadata, Span, Statement

TEXT = "Iran said it would not attend."


def coded(**changes: object) -> CodedDocument:
    empty = CodedDocument(Metadata("d1"), TEXT, (), (), (), (), (), (), (), (), CoderInfo("0"))
    return replace(empty, **changes)  # type: ignore[arg-type]


def actor(actor_id: str = "a1", *mentions: Span) -> Actor:
    return Actor(actor_id, "Iran", "government", "IRN", "GOV", (), mentions or (Span(0, 4),))


def statement(source: str | None) -> Statement:
    return Statement(
        id="s1",
        source=source,
        source_span=(Span(0, 4),),
        cue_span=(Span(5, 9),),
        content_span=(Span(10, 29),),
        kind="indirect",
        act="says",
        addressee=None,
        via=(),
        occasion=None,
        date=None,
        within=None,
    )


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 2)])
def test_span_must_be_a_range(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_span_reads_its_text_and_knows_its_neighbours() -> None:
    assert Span(0, 4).of(TEXT) == "Iran"
    assert Span(0, 4).overlaps(Span(3, 9))
    assert not Span(0, 4).overlaps(Span(4, 9))
    assert Span(0, 9).contains(Span(5, 9))


def test_span_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="outside the text"):
        coded(actors=(actor("a1", Span(20, 99)),))


def test_id_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="stands twice"):
        coded(actors=(actor("a1"), actor("a1")))


def test_reference_to_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="not in the document"):
        coded(statements=(statement("a9"),))


def test_sound_document_is_accepted() -> None:
    document = coded(actors=(actor(),), statements=(statement("a1"),))
    assert document.actor("a1").country == "IRN"
    with pytest.raises(KeyError):
        document.actor("a2")


def test_date_falls_back_on_the_revision() -> None:
    assert Metadata("d", published="2025-03-07T10:00", updated="2025-03-08").date == "2025-03-07"
    assert Metadata("d", updated="2025-03-08T13:21").date == "2025-03-08"
    assert Metadata("d").date is None
