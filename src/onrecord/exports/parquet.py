"""The long tables of :mod:`onrecord.exports.tables` as Parquet: the same columns, with types and what each holds.

Needs pyarrow (``pip install 'onrecord[parquet]'``). Ids, codes and dates are strings, since a date is an ISO prefix as
long as it is known; what is not known is null.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from onrecord.errors import ConfigurationError
from onrecord.exports.columns import COLUMNS
from onrecord.exports.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO, TextIO

    from onrecord.exports.columns import Column
    from onrecord.ledger.store import Ledger

ROWS_AT_ONCE = 20_000
ARROW_TYPES = {"integer": "int64", "number": "float64", "flag": "bool_"}
"""Of the kinds of columns that are no strings."""


def write(ledger: Ledger, what: str, stream: IO[str]) -> None:
    """One file, written in row groups.

    Raises:
        ConfigurationError: if pyarrow is not installed, or the stream is a terminal.
    """
    try:
        import pyarrow
        from pyarrow.parquet import ParquetWriter
    except ImportError as error:
        raise ConfigurationError("--to parquet needs pyarrow: pip install 'onrecord[parquet]'") from error
    if stream.isatty():
        raise ConfigurationError("--to parquet writes bytes, which a terminal cannot show: name a file with --output")
    schema = schema_of(COLUMNS[what])
    with ParquetWriter(cast("TextIO", stream).buffer, schema) as writer:
        for group in _groups(ledger, what):
            writer.write_table(pyarrow.table([list(cells) for cells in zip(*group, strict=True)], schema=schema))


def schema_of(columns: Iterable[Column]) -> Any:
    """The Arrow schema of such columns; what each holds stands in its metadata. Needs pyarrow."""
    import pyarrow

    return pyarrow.schema([_field(pyarrow, column) for column in columns])


def _field(pyarrow: Any, column: Column) -> Any:
    arrow_type = getattr(pyarrow, ARROW_TYPES.get(column.kind, "string"))()
    return pyarrow.field(column.name, arrow_type, metadata={"description": column.holds})


def _groups(ledger: Ledger, what: str) -> Iterator[list[Any]]:
    cells = rows(ledger, what)
    while group := list(islice(cells, ROWS_AT_ONCE)):
        yield group
