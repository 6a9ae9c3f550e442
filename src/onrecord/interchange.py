"""Coded documents as JSON, and the JSON Schema of that JSON.

The only place where records meet a validation library (pydantic). ``from_json(to_json(x)) == x`` for every coded
document; unknown fields of a newer writer are ignored, wrong ones refused.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from onrecord.records import CodedDocument

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SCHEMA_ID = "https://onrecord.example/schemas/coded-document.schema.json"


@cache
def _adapter() -> TypeAdapter[CodedDocument]:
    from pydantic import TypeAdapter

    return TypeAdapter(CodedDocument)


def to_json(coded: CodedDocument) -> bytes:
    """One line of UTF-8 JSON, without the line's end."""
    return _adapter().dump_json(coded)


def from_json(data: bytes | str) -> CodedDocument:
    """Reads what :func:`to_json` wrote.

    Raises:
        ValueError: (pydantic's ValidationError) if the JSON is malformed or breaks the contract.
    """
    return _adapter().validate_json(data)


def to_dict(coded: CodedDocument) -> dict[str, Any]:
    """The JSON object as plain Python values."""
    plain: dict[str, Any] = _adapter().dump_python(coded, mode="json")
    return plain


def json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of one coded document, as checked in under ``docs/schema``."""
    schema = _adapter().json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID, **schema}
