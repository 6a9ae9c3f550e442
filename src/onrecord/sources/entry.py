"""One JSON object of the input contract to a document. The only module here that meets a validation library."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from onrecord.errors import DocumentError
from onrecord.records import Document, Metadata
from onrecord.sources import json_dialects
from onrecord.sources.dates import iso_prefix
from onrecord.sources.html import extract
from onrecord.sources.page import Page
from onrecord.sources.text import digest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.sources.limits import Limits
    from onrecord.sources.options import Options

# What a field has to be, where it is not a string.
_EXPECTED = {"id": "a string or a number", "author": "a string or a list of strings"} | dict.fromkeys(
    ("published", "updated"), "a date as a string, or Unix time as a number"
)


class Entry(BaseModel):
    """``text`` or ``html`` is needed, the rest is not; where both are given, ``text`` counts. Other fields are ignored.

    ``published`` and ``updated`` may be whatever :func:`onrecord.sources.dates.iso_prefix` accepts.
    """

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", allow_inf_nan=False)

    id: str | int | float | None = None
    text: str | None = None
    html: str | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    author: str | list[str] | None = None
    published: str | int | float | None = None
    updated: str | int | float | None = None
    language: str | None = None
    credited: str | None = None


@dataclass(frozen=True, slots=True)
class _Origin:
    where: str
    raw_sha256: str


def document(raw: bytes, where: str, options: Options) -> Document:
    """The document that ``raw``, the UTF-8 of one JSON object, gives; its text is the ``text`` unchanged.

    What the object does not say is taken from its ``html``, if that is what it gives. A date that cannot be read
    counts as not given. An object of another program's (ninjs, fundus) is read as that program means it.

    Raises:
        DocumentError: if it is not UTF-8, no valid JSON, breaks the contract, or its text is no document's.
    """
    other = json_dialects.translated(raw, where, options.columns)
    entry = _checked(other, where) if other is not None else _parse(raw, where)
    return _complete(entry, raw, where, options.limits)


def from_fields(fields: Mapping[str, object], raw: bytes, where: str, limits: Limits) -> Document:
    """The document that fields of the contract give, from whatever format; ``raw`` are the bytes they were read from.

    Raises:
        DocumentError: if they break the contract, or the text is no document's.
    """
    return _complete(_checked(fields, where), raw, where, limits)


def _complete(entry: Entry, raw: bytes, where: str, limits: Limits) -> Document:
    origin = _Origin(where, sha256(raw).hexdigest())
    if entry.text is not None and (entry.html is None or entry.text.strip()):
        return _document(entry, Page(limits.check(entry.text, where)), origin)
    if entry.html is None:
        raise DocumentError(where, "neither 'text' nor 'html' is given")
    return _document(entry, extract(entry.html, where, limits), origin)


def _document(entry: Entry, page: Page, origin: _Origin) -> Document:
    facts = page.facts
    url = _said(entry.url) or facts.url
    meta = Metadata(
        id=_said(entry.id) or url or origin.where,
        title=_said(entry.title) or facts.title,
        outlet=_said(entry.outlet) or facts.outlet,
        url=url,
        author=_authors(entry.author) or facts.author,
        published=iso_prefix(entry.published) or facts.published,
        updated=iso_prefix(entry.updated) or facts.updated,
        language=_said(entry.language) or facts.language,
        credited=_said(entry.credited),
        text_sha256=digest(page.text),
        raw_sha256=origin.raw_sha256,
    )
    return Document(meta, page.text)


def _said(value: str | float | None) -> str | None:
    return (str(value).strip() or None) if value is not None else None


def _authors(value: str | list[str] | None) -> str | None:
    return _said("; ".join(value) if isinstance(value, list) else value)


def _parse(raw: bytes, where: str) -> Entry:
    try:
        return Entry.model_validate_json(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        reason = f"not UTF-8, which JSON must be (byte 0x{raw[error.start]:02X} at {error.start})"
        raise DocumentError(where, f"{reason}; convert it, for instance: iconv -f WINDOWS-1252 -t UTF-8") from error
    except ValidationError as error:
        raise DocumentError(where, _reason(error)) from error


def _checked(fields: Mapping[str, object], where: str) -> Entry:
    try:
        return Entry.model_validate(dict(fields))
    except ValidationError as error:
        raise DocumentError(where, _reason(error)) from error


def _reason(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False, include_context=True)[0]
    if first["type"] == "json_invalid":
        # A line of JSON Lines has its number in the input; its own "line 1" would contradict it.
        return f"not valid JSON: {first['ctx']['error']}".replace(" at line 1 column ", " at column ")
    if not first["loc"]:
        return "not a JSON object"
    name = str(first["loc"][0])
    return f"{name!r} is not {_EXPECTED.get(name, 'a string')}"
