"""Coded documents out of files that ``onrecord code`` wrote: what a ledger is filled from without coding again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from onrecord.errors import DocumentError, SourceError, in_one_line
from onrecord.interchange import from_json
from onrecord.sources import coded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from onrecord.records import CodedDocument


LONGEST_FIRST = 1 << 26
"""Bytes of a first line: a coded document of a million characters takes some ten million; a disk image has no lines."""


def holds_coded(path: Path) -> bool:
    """Whether a file's first line is a coded document; of a pipe nothing is read, since it could not be read again."""
    if not path.is_file():
        return False
    try:
        with path.open("rb") as stream:
            first = json.loads(stream.readline(LONGEST_FIRST))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(first, dict) and coded.recognises(first)


def coded_lines(
    path: Path, wanted: Callable[[str, str | None], bool], on_error: Callable[[DocumentError], None]
) -> Iterator[CodedDocument]:
    """The coded documents of a file that are ``wanted`` (id, SHA-256 of the text); a line that is none is an error."""
    try:
        with path.open("rb") as stream:
            for number, line in enumerate(stream, start=1):
                try:
                    read = from_json(line)
                except ValueError as error:
                    on_error(DocumentError(f"{path}:{number}", f"not a coded document: {in_one_line(error)}"))
                    continue
                if wanted(read.document.id, read.document.text_sha256):
                    yield read
    except OSError as error:
        on_error(SourceError(str(path), f"cannot be read: {error.strerror or error}"))
