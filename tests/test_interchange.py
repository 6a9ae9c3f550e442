"""JSON out and in without loss, and a schema that is that of the records."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import records
from onrecord.interchange import from_json, json_schema, to_dict, to_json
from onrecord.records import CodedDocument, CoderInfo, Metadata, Section, Span, Time

CHECKED_IN = Path(__file__).parents[1] / "docs" / "schema" / "coded-document.schema.json"


@st.composite
def documents(draw: st.DrawFn) -> CodedDocument:
    text = draw(st.text(min_size=1, max_size=80))
    start = draw(st.integers(0, len(text) - 1))
    span = Span(start, draw(st.integers(start + 1, len(text))))
    meta = Metadata(draw(st.text(min_size=1)), title=draw(st.none() | st.text()), published=draw(st.none() | st.text()))
    section = Section("body", draw(st.none() | st.just(span)), Span(0, len(text)))
    time = Time(span, "DATE", draw(st.none() | st.text()))
    return CodedDocument(meta, text, (section,), (time,), (), (), (), (), (), (), CoderInfo("0", {"m": "1"}))


@given(documents())
def test_round_trip(coded: CodedDocument) -> None:
    assert from_json(to_json(coded)) == coded
    assert json.loads(to_json(coded)) == to_dict(coded)


def test_spans_are_lists_of_two() -> None:
    coded = CodedDocument(
        Metadata("d"), "On Friday.", (), (Time(Span(3, 9), "DATE", None),), *((),) * 6, CoderInfo("0")
    )
    assert to_dict(coded)["times"] == [{"span": [3, 9], "type": "DATE", "value": None}]


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"document": {"id": "d"}}'])
def test_broken_json_is_refused(broken: str) -> None:
    with pytest.raises(ValueError, match="validation error"):
        from_json(broken)


def test_checked_in_schema_is_current() -> None:
    assert json.loads(CHECKED_IN.read_text(encoding="utf-8")) == json_schema(), "run `make schema`"


def test_schema_names_every_field_of_every_record() -> None:
    defined = json_schema()["$defs"]
    for noun in (records.Metadata, records.Actor, records.Statement, records.Event, records.Position):
        assert set(defined[noun.__name__]["properties"]) == {field.name for field in fields(noun)}
