"""The formats that are read, in the order in which an input is tried against them.

A new format is one module with ``recognises`` and ``read``, and one row here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.errors import DocumentError
from onrecord.records import Document
from onrecord.sources import html, json_file, jsonl, text, unsupported
from onrecord.sources.feed import Feed
from onrecord.sources.limits import Limits

if TYPE_CHECKING:
    from onrecord.sources.sniff import Head

Reader = Callable[[Feed, Limits], Iterator[Document | DocumentError]]


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is recognised by its head, and the function that reads it.

    A reader yields an error for each unit that it has to leave out, and raises one where nothing more can be read.
    """

    name: str
    recognises: Callable[[Head], bool]
    read: Reader


FORMATS = (
    Format("known by its signature, not supported", unsupported.recognises_signature, unsupported.refuse_signature),
    Format("JSON Lines", jsonl.recognises, jsonl.read),
    Format("JSON", json_file.recognises, json_file.read),
    Format("XML, not supported", unsupported.recognises_xml, unsupported.refuse_xml),
    Format("HTML", html.recognises, html.read),
    Format("plain text", text.recognises, text.read),
)


def format_of(head: Head) -> Format:
    """The first format that recognises the head; plain text takes what is left."""
    return next(form for form in FORMATS if form.recognises(head))
