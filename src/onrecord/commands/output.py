"""Where commands write, and how they show that they are at work."""

from __future__ import annotations

import io
import os
import stat
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, TypeVar

from onrecord.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO

T = TypeVar("T")


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
