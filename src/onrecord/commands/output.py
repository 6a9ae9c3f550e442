"""Where commands write, and how they show that they are at work."""

from __future__ import annotations

import io
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
        ConfigurationError: if the file cannot be written.
    """
    if path is None or str(path) == "-":
        yield _utf8(sys.stdout)
        sys.stdout.flush()
        return
    try:
        draft = NamedTemporaryFile("w", dir=path.parent, prefix=f".{path.name}.", encoding="utf-8", delete=False)  # noqa: SIM115
    except OSError as error:
        raise ConfigurationError(f"cannot write {path}: {error.strerror}") from error
    try:
        with draft:
            yield draft.file
        Path(draft.name).replace(path)
    except BaseException:
        Path(draft.name).unlink(missing_ok=True)
        raise


def _utf8(stream: IO[str]) -> IO[str]:
    """Standard output in UTF-8 whatever the locale says; a test's replacement may not be a text wrapper."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    return stream


def on_terminal() -> bool:
    """Whether standard output is a person's terminal."""
    return sys.stdout.isatty()


def progress(items: Iterable[T], doing: str) -> Iterator[T]:
    """Passes items through, counting them on standard error if that is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed:,} documents"))
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        yield from bar.track(items, total=None, description=doing)
