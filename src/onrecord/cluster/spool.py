"""Rows of a shard put aside in Arrow files, then sorted into Parquet by month. Memory does not grow with the shard.

Rows cannot go to their month at once: a shard may hold documents of any number of months, and files that are open at a
time are few. Needs pyarrow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow
from pyarrow import dataset, ipc

from onrecord.cluster.columns import FAILURES, TABLES
from onrecord.exports.columns import Column
from onrecord.exports.parquet import schema_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from onrecord.cluster.rows import Row

    Dated = tuple[str, dict[str, list[Row]]]

MONTH = Column("month", "code", "of publication, 2025-03; unknown where not even that is known")
MOST_OPEN = 100
MOST_MONTHS = 100_000
"""Open files, and months, of one dataset at a time."""

ROWS_IN_GROUP = {"coded": 200}
"""Rows of a row group at most: a whole document takes as many bytes as a hundred rows of another table."""

MANY_ROWS = 50_000


class Spool:
    """Takes coded documents and failures of one shard; :meth:`sort` writes the datasets."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._options = ipc.IpcWriteOptions(compression="zstd")
        self._writers: dict[str, Any] = {}
        self._schemas = {table: schema_of((*columns, MONTH)) for table, columns in TABLES.items()}
        self._schemas["failures"] = schema_of(FAILURES)
        self.rows = dict.fromkeys(self._schemas, 0)

    def __enter__(self) -> Self:
        for table, schema in self._schemas.items():
            self._writers[table] = ipc.new_file(str(self._path(table)), schema, options=self._options)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for writer in self._writers.values():
            writer.close()

    def add(self, documents: Sequence[Dated], failures: Sequence[Row]) -> None:
        """Puts a batch aside: the rows of each document with its month, and those of failures."""
        for table in TABLES:
            self._write(table, [(*row, when) for when, tables in documents for row in tables[table]])
        self._write("failures", failures)

    def sort(self, folder: Path, shard: str) -> None:
        """Writes ``TABLE/month=2025-03/SHARD-0.parquet`` and so on, and ``failures/SHARD-0.parquet``, in a folder."""
        for table, schema in self._schemas.items():
            if self.rows[table]:
                self._sort(table, schema, folder / table, shard)

    def _path(self, table: str) -> Path:
        return self._folder / f"{table}.arrow"

    def _write(self, table: str, cells: Iterable[Row]) -> None:
        columns = list(zip(*cells, strict=True))
        if columns:
            self.rows[table] += len(columns[0])
            schema = self._schemas[table]
            self._writers[table].write_batch(pyarrow.record_batch([list(column) for column in columns], schema=schema))

    def _sort(self, table: str, schema: Any, folder: Path, shard: str) -> None:
        by_month = pyarrow.schema([schema.field(MONTH.name)]) if MONTH.name in schema.names else None
        dataset.write_dataset(
            dataset.dataset(str(self._path(table)), format="ipc"),
            str(folder),
            format="parquet",
            basename_template=f"{shard}-{{i}}.parquet",
            partitioning=dataset.partitioning(by_month, flavor="hive") if by_month else None,
            file_options=dataset.ParquetFileFormat().make_write_options(compression="zstd"),
            use_threads=False,
            max_open_files=MOST_OPEN,
            max_partitions=MOST_MONTHS,
            max_rows_per_group=ROWS_IN_GROUP.get(table, MANY_ROWS),
            existing_data_behavior="overwrite_or_ignore",
        )
