"""The formats that are read, in the order in which an input is tried against them.

A new format is one module with ``recognises`` and ``read``, and one row here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from onrecord.errors import DocumentError, SourceError
from onrecord.records import Document
from onrecord.sources import (
    address_list,
    csv_file,
    html,
    json_file,
    jsonl,
    newsml,
    nitf,
    parquet,
    syndication,
    text,
    unsupported,
    warc,
    zip_file,
)
from onrecord.sources.feed import Feed
from onrecord.sources.options import Options
from onrecord.sources.sniff import Head

Reader = Callable[[Feed, Options], Iterator[Document | DocumentError]]


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is recognised by its head, and the function that reads it.

    A reader yields an error for each unit that it has to leave out, and raises one where nothing more can be read.
    """

    name: str
    recognises: Callable[[Head], bool]
    read: Reader


def read_archive(feed: Feed, options: Options) -> Iterator[Document | DocumentError]:
    """What the files of a ZIP archive hold, each by its own format; one that cannot be read costs itself.

    Raises:
        SourceError: if the archive is damaged, is another program's document, or has too many files.
    """
    for member in zip_file.members(feed):
        if isinstance(member, DocumentError):
            yield member
        else:
            yield from _read_member(member, options)


def _read_member(member: Feed, options: Options) -> Iterator[Document | DocumentError]:
    try:
        head = Head.of(member.head)
        if zip_file.recognises(head):
            raise SourceError(member.name, "an archive within an archive; unpack the outer one")
        yield from format_of(head, options.columns.values()).read(member, options)
    except DocumentError as error:
        yield error


CSV = Format("CSV", csv_file.recognises, csv_file.read)
FORMATS = (
    Format("WARC", warc.recognises, warc.read),
    Format("Parquet", parquet.recognises, parquet.read),
    Format("ZIP", zip_file.recognises, read_archive),
    Format("known by its signature, not supported", unsupported.recognises_signature, unsupported.refuse_signature),
    Format("JSON Lines", jsonl.recognises, jsonl.read),
    Format("JSON", json_file.recognises, json_file.read),
    Format("RSS or Atom", syndication.recognises, syndication.read),
    Format("NewsML-G2", newsml.recognises, newsml.read),
    Format("NITF", nitf.recognises, nitf.read),
    Format("XML, not supported", unsupported.recognises_xml, unsupported.refuse_xml),
    Format("list of addresses", address_list.recognises, address_list.read),
    CSV,
    Format("HTML", html.recognises, html.read),
    Format("plain text", text.recognises, text.read),
)


def format_of(head: Head, columns: Collection[str] = ()) -> Format:
    """The first format that recognises the head; plain text takes what is left.

    Columns that somebody asks for tell a table that is too short to be told by itself.
    """
    if columns and csv_file.has_columns(head, columns):
        return CSV
    return next(form for form in FORMATS if form.recognises(head))
