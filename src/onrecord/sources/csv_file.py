"""CSV and TSV: a header, then a document a row."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from onrecord.errors import DocumentError, SourceError
from onrecord.sources.columns import USUAL, assigned, row_document
from onrecord.sources.decoding import BYTE_ORDER_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.records import Document
    from onrecord.sources.feed import Feed
    from onrecord.sources.options import Options
    from onrecord.sources.sniff import Head

DELIMITERS = ("\t", ",", ";", "|")
FEWEST_ROWS = 3
"""Rows after the header that agree with it, from which on a table without a known column is taken for one."""

MOST_COLUMNS = 1000
_NAME = re.compile(r"[\w .:/()#-]{1,64}")
_TELLING = frozenset(name for known in USUAL.values() for name in known)
_BROKEN = re.compile("[\udc80-\udcff]")


def recognises(head: Head) -> bool:
    """Whether the first line names columns and the rows after it have as many cells.

    Where two of the names are those of a table of articles, some rows may be broken; else all have to agree.
    """
    delimiter = _delimiter(head.text)
    if delimiter is None:
        return False
    header, *rows = _sample(head.text, delimiter)
    known = sum(name.strip().lower() in _TELLING for name in header)
    agreeing = [len(row) == len(header) for row in rows if row]
    if known > 1:
        return any(agreeing)
    return all(agreeing) and len(agreeing) >= FEWEST_ROWS


def has_columns(head: Head, wanted: Iterable[str]) -> bool:
    """Whether the first line names all columns that somebody wants."""
    delimiter = _delimiter(head.text)
    if delimiter is None:
        return False
    header = _sample(head.text, delimiter)[0]
    return set(wanted) <= {name.strip() for name in header}


def read(feed: Feed, options: Options) -> Iterator[Document | DocumentError]:
    """A document or an error for each row.

    Raises:
        SourceError: if no column holds a text, or from the point on where rows cannot be told apart.
    """
    delimiter = _delimiter(feed.head.decode(_encoding(feed.head), errors="replace"))
    stream = io.TextIOWrapper(feed.stream(), encoding=_encoding(feed.head), errors="surrogateescape", newline="")
    csv.field_size_limit(options.limits.whole_bytes)
    rows = csv.reader(_bounded(stream, options.limits.whole_bytes, feed.name), delimiter=delimiter or ",")
    try:
        header = [name.strip() for name in next(rows, [])]
        columns = assigned(header, options.columns, feed.name)
        places = {field: header.index(column) for field, column in columns.items()}
        for row in rows:
            if row:
                yield _read_row(row, places, len(header), f"{feed.name}:{rows.line_num}", options)
    except csv.Error as error:
        raise SourceError(feed.name, f"a table that cannot be read at line {rows.line_num}: {error}") from error


def _read_row(
    row: list[str], places: dict[str, int], width: int, where: str, options: Options
) -> Document | DocumentError:
    if len(row) != width:
        return DocumentError(where, f"{len(row):,} cells in a table of {width} columns")
    cells = {field: row[place] for field, place in places.items()}
    if any(_BROKEN.search(cell) for cell in cells.values()):
        return DocumentError(where, "not UTF-8; convert the table, for instance: iconv -f WINDOWS-1252 -t UTF-8")
    try:
        return row_document(cells, where, options.limits)
    except DocumentError as error:
        return error


def _bounded(stream: io.TextIOWrapper, most: int, name: str) -> Iterator[str]:
    """The lines; one line, and the lines of one quoted cell, are bounded by the reader of cells."""
    while line := stream.readline(most + 1):
        if len(line) > most:
            raise SourceError(name, f"a line of more than {most:,} characters; what stood before was read")
        yield line


def _delimiter(text: str) -> str | None:
    """The sign between the names of the first line; None if they are no names of columns."""
    line = text.lstrip("\ufeff").partition("\n")[0].rstrip("\r")
    for delimiter in DELIMITERS:
        names = [name.strip() for row in _cells([line], delimiter) for name in row]
        if 1 < len(names) <= MOST_COLUMNS and len(set(names)) == len(names) and all(map(_NAME.fullmatch, names)):
            return delimiter
    return None


def _sample(text: str, delimiter: str) -> list[list[str]]:
    """The header and the rows that stand whole in the head; an unfinished quoted cell ends them."""
    rows = _cells(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter) or [[]]
    return rows[:-1] if len(rows) > FEWEST_ROWS else rows


def _cells(lines: Iterable[str], delimiter: str) -> list[list[str]]:
    """The rows of the lines; none where they are no rows."""
    try:
        return list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return []


def _encoding(head: bytes) -> str:
    return next((encoding for mark, encoding in BYTE_ORDER_MARKS if head.startswith(mark)), "utf-8")
