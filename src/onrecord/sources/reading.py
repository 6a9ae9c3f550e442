"""Inputs to documents: opens each in turn, tells its format, and hands on what its reader finds."""

from __future__ import annotations

import re
import sys
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.errors import DocumentError, SourceError
from onrecord.sources.feed import Feed
from onrecord.sources.formats import format_of
from onrecord.sources.paths import display_name, files, open_file
from onrecord.sources.sniff import Head

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.records import Document
    from onrecord.sources.options import Options

STANDARD_INPUT = "-"
STANDARD_INPUT_NAME = "stdin"
ID_DIGITS = 12
"""Of a text's hash, in the id of a document that has no other."""

_PLACE_IN_STANDARD_INPUT = re.compile(rf"{STANDARD_INPUT_NAME}(?:[:#]\d+)?")


def read_inputs(inputs: Sequence[str], options: Options) -> Iterator[Document | DocumentError]:
    """Documents and errors of all inputs, in order (see :func:`onrecord.sources.read`)."""
    for given in inputs:
        if given == STANDARD_INPUT:
            yield from guarded(STANDARD_INPUT_NAME, _read_standard_input(options))
        else:
            yield from _read_path(given, options)


def _read_path(given: str, options: Options) -> Iterator[Document | DocumentError]:
    for found in files(given):
        if isinstance(found, DocumentError):
            yield found
        else:
            yield from guarded(display_name(found), _read_file(found, options))


def _read_file(path: str, options: Options) -> Iterator[Document | DocumentError]:
    stream, size = open_file(path)
    with closing(stream):
        if options.opened is not None:
            options.opened(stream, size)
        yield from read_feed(Feed.of(display_name(path), stream, size), options)


def _read_standard_input(options: Options) -> Iterator[Document | DocumentError]:
    for found in read_feed(Feed.of(STANDARD_INPUT_NAME, sys.stdin.buffer, None), options):
        yield found if isinstance(found, DocumentError) else _told_apart(found)


def _told_apart(document: Document) -> Document:
    """A document of standard input without an id of its own: two articles piped in are not versions of one."""
    if not _PLACE_IN_STANDARD_INPUT.fullmatch(document.meta.id):
        return document
    own = f"{STANDARD_INPUT_NAME}-{(document.meta.text_sha256 or '')[:ID_DIGITS]}"
    return replace(document, meta=replace(document.meta, id=own))


def read_feed(feed: Feed, options: Options) -> Iterator[Document | DocumentError]:
    """What an opened input holds, by its format."""
    yield from format_of(Head.of(feed.head), options.columns.values()).read(feed, options)


def guarded(name: str, units: Iterator[Document | DocumentError]) -> Iterator[Document | DocumentError]:
    """Hands the units on; what stops their reader becomes the last of them, so that the next input is read."""
    try:
        yield from units
    except DocumentError as error:
        yield error
    except OSError as error:
        yield SourceError(name, f"cannot be read: {error.strerror or error}")
