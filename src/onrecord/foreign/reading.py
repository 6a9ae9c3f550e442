"""Files to rows: each opened in turn, its data set told by the first row, every row read or reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.errors import DocumentError, SourceError
from onrecord.foreign import cells
from onrecord.foreign.formats import format_of, wanted
from onrecord.foreign.opening import STANDARD_INPUT, opened, parts, reporting_damage
from onrecord.foreign.records import ForeignRow
from onrecord.sources.feed import Feed
from onrecord.sources.paths import display_name, files

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from onrecord.foreign.formats import Parser
    from onrecord.foreign.records import AnyRow, Dataset, Part

LINE_BYTES = 1024 * 1024
"""Longest line; rows with the names of a whole story have some ten thousand bytes."""


def read(inputs: Sequence[str], dataset: Dataset | None = None) -> Iterator[AnyRow | DocumentError]:
    """The rows of all inputs (paths, directories, ``-``), in order; an error for each row that cannot be read.

    Args:
        inputs: what to read; gzip and zip files are read without unpacking them.
        dataset: which data set it is; None tells it by the first row of each file.
    """
    for given in inputs:
        for found in (given,) if given == STANDARD_INPUT else files(given):
            if isinstance(found, DocumentError):
                yield found
            else:
                yield from _guarded(found, dataset)


def _guarded(given: str, dataset: Dataset | None) -> Iterator[AnyRow | DocumentError]:
    """What stops a file's reading becomes its last error, so that the next file is read."""
    name = "stdin" if given == STANDARD_INPUT else display_name(given)
    try:
        with reporting_damage(name), opened(given) as (_, stream, size):
            for part, content in parts(name, stream, size):
                yield from _part(part, content, dataset)
    except DocumentError as error:
        yield error
    except OSError as error:
        yield SourceError(name, f"cannot be read: {error.strerror or error}")


def _part(part: Part, stream: BinaryIO, dataset: Dataset | None) -> Iterator[AnyRow | DocumentError]:
    name = part.name if part.member is None else f"{part.name}#{part.member}"
    lines = enumerate(Feed.of(name, stream, None).lines(LINE_BYTES), 1)
    first = cells.split(_decoded(next(lines, (1, b""))[1] or b"").removeprefix("\ufeff"))
    form = format_of(first, dataset)
    if form is None:
        yield SourceError(name, f"its first row ({len(first)} cells) is not that of {wanted(dataset)}")
        return
    parser = form.parser(first)
    if not form.header:
        yield _row(part, name, 1, first, parser)
    for number, line in lines:
        if line is None:
            yield DocumentError(f"{name}:{number}", f"a line of more than {LINE_BYTES:,} bytes")
        elif line.strip():
            yield _row(part, name, number, cells.split(_decoded(line)), parser)


def _row(part: Part, name: str, number: int, found: list[str], parser: Parser) -> AnyRow | DocumentError:
    try:
        return ForeignRow(part, number, parser(found))
    except cells.RowError as error:
        return DocumentError(f"{name}:{number}", str(error))


def _decoded(line: bytes) -> str:
    """Places' names are cut within a character here and there; a replacement sign costs less than the row."""
    return line.decode("utf-8", errors="replace")
