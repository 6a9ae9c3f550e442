"""How far the reading of inputs has come: bytes read of all that there are."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import DocumentError
from onrecord.sources.paths import files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO

STANDARD_INPUT = "-"


class Gauge:
    """Counts the bytes of files in which reading stands or has passed; pass :meth:`opened` to whoever reads.

    ``inputs`` are those of :func:`onrecord.sources.read`, looked up when the share is first asked for; standard input
    has no end that is known.
    """

    def __init__(self, inputs: Sequence[str] = ()) -> None:
        self._inputs = inputs
        self._passed = 0
        self._size = 0
        self._stream: BinaryIO | None = None

    def opened(self, stream: BinaryIO, size: int) -> None:
        """The next file is read; the one before is done with."""
        self._passed += self._size
        self._stream, self._size = stream, size

    @property
    def share(self) -> float | None:
        """The share of all bytes that has been read; None where it is not known how many there are."""
        if not self._total:
            return None
        return min(1.0, (self._passed + self._position()) / self._total)

    @cached_property
    def _total(self) -> int | None:
        if STANDARD_INPUT in self._inputs:
            return None
        found = (path for given in self._inputs for path in files(given))
        return sum(_size(path) for path in found if not isinstance(path, DocumentError))

    def _position(self) -> int:
        if self._stream is None:
            return 0
        # A file that has been closed has been read.
        return self._size if self._stream.closed else self._stream.tell()


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except (OSError, ValueError):  # opening it will say what is wrong with it
        return 0
