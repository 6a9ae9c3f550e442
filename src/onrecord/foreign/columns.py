"""Rows by the names of their header: data sets with one have changed the order and number of columns over the years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.foreign.cells import RowError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, each under its column's name."""

    places: Mapping[str, int]
    cells: Sequence[str]

    def __getitem__(self, column: str) -> str:
        return self.cells[self.places[column]]

    def get(self, column: str) -> str:
        """The cell of a column that some files lack, "" there."""
        return self.cells[self.places[column]] if column in self.places else ""

    def first(self, *columns: str) -> str:
        """The first of these columns that this file has and that is not empty, else ""."""
        return next(filter(None, map(self.get, columns)), "")


@dataclass(frozen=True, slots=True)
class Header:
    """Where each column stands."""

    places: Mapping[str, int]

    @classmethod
    def of(cls, cells: Sequence[str]) -> Header:
        """The header that these cells are."""
        return cls({name: place for place, name in enumerate(cells)})

    def row(self, cells: Sequence[str]) -> Row:
        """A row under this header. Raises RowError if it has more or fewer cells."""
        check_width(cells, len(self.places))
        return Row(self.places, cells)


def check_width(cells: Sequence[str], wanted: int) -> None:
    """Raises RowError if there are more or fewer cells."""
    if len(cells) != wanted:
        raise RowError(f"{len(cells)} cells, not {wanted}")
