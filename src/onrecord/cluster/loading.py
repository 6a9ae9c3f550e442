"""Coded documents out of a cluster's output, a few at a time: what a ledger is filled from. Needs pyarrow."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from onrecord.errors import ConfigurationError, DocumentError, SourceError, in_one_line
from onrecord.interchange import from_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import ModuleType

    from onrecord.cluster.folder import Folder
    from onrecord.records import CodedDocument

    Wanted = Callable[[str, str], bool]
    OnError = Callable[[DocumentError], None]

ROWS = 32
"""Documents read at a time."""


def coded_documents(folder: Folder, wanted: Wanted, on_error: OnError) -> Iterator[CodedDocument]:
    """The coded documents of finished shards, by month; those that are not ``wanted`` (id, SHA-256) are passed over.

    Raises:
        ConfigurationError: if pyarrow is not installed.
    """
    parquet = _library()
    names = [name for receipt in folder.receipts() for name in receipt.files if name.startswith("coded/")]
    for name in sorted(names):
        try:
            yield from _read(parquet, folder.path / name, wanted, on_error)
        except (OSError, ValueError) as error:  # pyarrow's errors are of these kinds
            on_error(SourceError(str(folder.path / name), f"cannot be read: {in_one_line(error)}"))


def _read(parquet: ModuleType, path: Path, wanted: Wanted, on_error: OnError) -> Iterator[CodedDocument]:
    with parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(ROWS, columns=["document", "text_sha256", "coded"], use_threads=False):
            for document, text_sha256, coded in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                if wanted(document, text_sha256):
                    try:
                        read = from_json(coded)
                    except ValueError as error:
                        on_error(DocumentError(document, f"{path}: not a coded document: {in_one_line(error)}"))
                    else:
                        yield read


def _library() -> ModuleType:
    try:
        return import_module("pyarrow.parquet")
    except ImportError as error:
        advice = "pip install 'onrecord[parquet]'"
        raise ConfigurationError(f"what a cluster coded is read with pyarrow: {advice}") from error
