"""Where commands write, and how they show that they are at work."""

from __future__ import annotations

import io
import os
import stat
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, TypeVar, cast

from onrecord.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO

T = TypeVar("T")

BLOCK = 1024 * 1024
"""Bytes that are looked through at a time for the end of the last line."""


@contextmanager
def opened(path: Path | None) -> Iterator[IO[str]]:
    """Standard output, or a file that appears whole under its name or not at all.

    Raises:
        ConfigurationError: if it cannot be written.
    """
    try:
        with _stream(path) as stream:
            yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        if path is None:
            discard_standard_output()
        raise ConfigurationError(f"cannot write {path or 'standard output'}: {error.strerror or error}") from error


@contextmanager
def _stream(path: Path | None) -> Iterator[IO[str]]:
    if path is None or str(path) == "-":
        yield _utf8(sys.stdout)
        sys.stdout.flush()
    elif path.exists() and not path.is_file():
        # A device or a named pipe is written to; a file moved over it would take its place. A directory refuses.
        with path.open("w", encoding="utf-8") as stream:
            yield stream
    else:
        with _replaced(Path(os.path.realpath(path))) as stream:
            yield stream


@contextmanager
def _replaced(path: Path) -> Iterator[IO[str]]:
    """A draft beside ``path`` that takes its name at the end, with the permissions that a new file would have."""
    draft = NamedTemporaryFile("w", dir=path.parent, prefix=f".{path.name[:80]}.", encoding="utf-8", delete=False)  # noqa: SIM115
    try:
        with draft:
            yield draft.file
        Path(draft.name).chmod(_mode(path))
        Path(draft.name).replace(path)
    except BaseException:
        Path(draft.name).unlink(missing_ok=True)
        raise


class _Lines(io.TextIOBase):
    """A file that only ever grows by what is written at once; ``whole`` is how far that goes."""

    def __init__(self, file: io.FileIO) -> None:
        self._file = file
        self.whole = _end_of_lines(file)

    def write(self, text: str) -> int:
        left = memoryview(text.encode("utf-8"))
        size = len(left)
        while left:
            left = left[self._file.write(left) :]
        self.whole += size
        return len(text)


@contextmanager
def growing(path: Path) -> Iterator[IO[str]]:
    """A file, there already or new, to which lines are added one by one and which stays whatever ends the block.

    Half a line at its end, which a crash has left, is cut off, and none is left behind. Nobody else can add meanwhile.

    Raises:
        ConfigurationError: if it cannot be written, or another process adds to it.
    """
    try:
        new = not path.exists()
        with path.open("ab+", buffering=0) as file:
            _take(file, path)
            lines = _Lines(file)
            file.truncate(lines.whole)
            try:
                yield cast("IO[str]", lines)
            except BaseException:
                file.truncate(lines.whole)
                if new and not lines.whole:
                    path.unlink()
                raise
    except OSError as error:
        raise ConfigurationError(f"cannot write {path}: {error.strerror or error}") from error


def _take(file: io.FileIO, path: Path) -> None:
    import fcntl  # Windows has none, and most commands do without

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise ConfigurationError(f"another run writes {path}") from error


def _end_of_lines(file: io.FileIO) -> int:
    """Where the last whole line of a file ends."""
    end = file.seek(0, os.SEEK_END)
    while end:
        start = max(0, end - BLOCK)
        file.seek(start)
        found = file.read(end - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        end = start
    return 0


def _mode(path: Path) -> int:
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def discard_standard_output() -> None:
    """Lets nothing more reach standard output: Python would complain again when it flushes it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _utf8(stream: IO[str]) -> IO[str]:
    """Standard output in UTF-8 whatever the locale says; a test's replacement may not be a text wrapper."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    return stream


def on_terminal() -> bool:
    """Whether standard output is a person's terminal."""
    return sys.stdout.isatty()


def progress(items: Iterable[T], doing: str, unit: str = "documents") -> Iterator[T]:
    """Passes items through, counting them on standard error if that is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn(f"{{task.completed:,}} {unit}"))
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        yield from bar.track(items, total=None, description=doing)
