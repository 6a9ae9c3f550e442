"""JSON files that are not JSON Lines."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest

from onrecord.errors import DocumentError
from onrecord.records import Document
from onrecord.sources import read

from .conftest import Write, documents, refusal

ENTRIES = [
    {"id": "a", "text": "The envoys met."},
    {"text": "They left, “at once”."},
    {"url": "u", "text": "It is over."},
]


def test_one_object_over_several_lines(write: Write) -> None:
    raw = json.dumps({"text": "The envoys met.", "outlet": "Haven Herald"}, indent=2)
    (document,) = documents(write("one.json", raw + "\n"))
    assert (document.meta.id, document.text, document.meta.outlet) == ("one.json", "The envoys met.", "Haven Herald")
    assert document.meta.raw_sha256 == sha256(raw.encode()).hexdigest()


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_list_of_objects(write: Write, indent: int | None, encoding: str) -> None:
    raw = json.dumps(ENTRIES, indent=indent, ensure_ascii=False)
    found = documents(write("list.json", raw.encode(encoding)))
    assert [document.meta.id for document in found] == ["a", "list.json#2", "u"]
    assert [document.text for document in found] == [entry["text"] for entry in ENTRIES]


def test_objects_one_after_another(write: Write) -> None:
    raw = "\n".join(json.dumps(entry, indent=1) for entry in ENTRIES)
    assert [document.meta.id for document in documents(write("stream.json", raw))] == ["a", "stream.json#2", "u"]


def test_one_bad_object_does_not_cost_the_others(write: Write) -> None:
    raw = json.dumps([ENTRIES[0], {"text": 3}, {"id": "c"}, ENTRIES[2]], indent=1)
    first, wrong, missing, last = list(read([write("list.json", raw)]))
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert str(wrong) == "list.json#2: 'text' is not a string"
    assert str(missing) == "list.json#3: neither 'text' nor 'html' is given"


@pytest.mark.parametrize(
    ("tail", "reason"),
    [(",\n", "the list has no end"), (',\n{"text": "cut', "Unterminated string"), ("] x", "more after the end")],
)
def test_what_stood_before_the_damage_is_read(write: Write, tail: str, reason: str) -> None:
    document, error = list(read([write("cut.json", '[\n{"id": "a",\n"text": "The envoys met."}' + tail)]))
    assert isinstance(document, Document)
    assert isinstance(error, DocumentError)
    assert reason in error.reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("[]", "empty"),
        ('{\n"text": "a b",\n}', "not valid JSON"),
        ('[{"a":\n' + '{"a":\n' * 200_000, "JSON that cannot"),
    ],
)
def test_files_without_a_document(write: Write, content: str, reason: str) -> None:
    assert reason in refusal(write("bad.json", content)).reason
