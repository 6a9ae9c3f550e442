"""Parquet: a document a row, read a few rows at a time. Needs the extra ``onrecord[parquet]``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.errors import DocumentError, SourceError, in_one_line
from onrecord.sources.columns import assigned, row_document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType
    from typing import IO, Any

    from onrecord.records import Document
    from onrecord.sources.feed import Feed
    from onrecord.sources.options import Options
    from onrecord.sources.sniff import Head

MAGIC = b"PAR1"
ROWS = 16
"""Rows decoded at a time: memory holds so many documents of a large file, not a row group of a million."""

READ_AHEAD = 1024 * 1024
MOST_FOOTER = 16 * 1024 * 1024
"""Bytes of a string, and number of list items, that the file's own description may have."""


def recognises(head: Head) -> bool:
    """Whether it begins as Parquet does."""
    return head.raw.startswith(MAGIC)


def read(
    feed: Feed, options: Options, groups: range | None = None, before: int = 0
) -> Iterator[Document | DocumentError]:
    """A document or an error for each row, or for those of some row groups, which so many rows stand ``before``.

    Raises:
        SourceError: if the library is not installed, the file is damaged, or no column holds a text.
    """
    pyarrow, parquet = _library(feed.name)
    number = before
    with feed.seekable() as stream:
        try:
            table = _opened(parquet, stream)
            columns = assigned(table.schema_arrow.names, options.columns, feed.name)
            chosen = list(groups) if groups is not None else None
            for batch in table.iter_batches(ROWS, chosen, sorted(set(columns.values())), use_threads=False):
                for row in batch.to_pylist():
                    number += 1
                    yield _read_row(row, columns, f"{feed.name}#{number}", options)
        except (pyarrow.ArrowException, OSError, ValueError) as error:
            reason = in_one_line(error)
            raise SourceError(feed.name, f"a Parquet file that cannot be read after row {number}: {reason}") from error


def group_sizes(stream: IO[bytes], name: str) -> tuple[tuple[int, int], ...]:
    """Rows and bytes of each row group.

    Raises:
        SourceError: if the library is not installed, or the file is damaged.
    """
    pyarrow, parquet = _library(name)
    try:
        described = _opened(parquet, stream).metadata
        groups = [described.row_group(number) for number in range(described.num_row_groups)]
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise SourceError(name, f"a Parquet file that cannot be read: {in_one_line(error)}") from error
    return tuple((group.num_rows, group.total_byte_size) for group in groups)


def _opened(parquet: ModuleType, stream: IO[bytes]) -> Any:
    return parquet.ParquetFile(
        stream,
        pre_buffer=False,
        buffer_size=READ_AHEAD,
        thrift_string_size_limit=MOST_FOOTER,
        thrift_container_size_limit=MOST_FOOTER,
    )


def _read_row(row: dict[str, Any], columns: dict[str, str], where: str, options: Options) -> Document | DocumentError:
    try:
        return row_document({field: row[column] for field, column in columns.items()}, where, options.limits)
    except DocumentError as error:
        return error


def _library(name: str) -> tuple[ModuleType, ModuleType]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise SourceError(name, "Parquet is read with pyarrow: pip install 'onrecord[parquet]'") from error
    return pyarrow, parquet
