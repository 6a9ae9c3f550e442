"""Which files an input names, and opening them: only regular files are read."""

from __future__ import annotations

import glob
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from unicodedata import category

from onrecord.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

PIPE_ADVICE = "pipe it into standard input, which is named by -"

# Controls, surrogates (bytes of a name that are not UTF-8), line and paragraph separators.
_UNPRINTABLE = {"Cc", "Cs", "Zl", "Zp"}


def files(given: str) -> Iterator[str | SourceError]:
    """The path itself, each file below a directory, or each that a pattern (``*``, ``?``, ``[...]``, ``**``) fits.

    Sorted by name, without hidden files and directories. A file that has a pattern for a name is that file. Links to
    directories are not followed below the one that is named. What cannot be listed comes as an error.
    """
    if not given:
        yield SourceError("''", "an empty path names no file")
        return
    if _is_pattern(given):
        yield from _matching(given)
        return
    if not _is_directory(Path(given)):
        yield given
        return
    empty = True
    for found in _walk(Path(given)):
        empty = False
        yield found
    if empty:
        yield SourceError(display_name(given), "a directory without a file to read")


def open_file(path: str) -> tuple[BinaryIO, int]:
    """The file opened for reading, and its size in bytes.

    Raises:
        SourceError: if it does not exist, is no regular file, or may not be read.
    """
    name = display_name(path)
    try:
        status = Path(path).stat()
        if not stat.S_ISREG(status.st_mode):
            raise SourceError(name, f"{_kind(status.st_mode)}, not a file; {PIPE_ADVICE}")
        return Path(path).open("rb"), status.st_size
    except FileNotFoundError as error:
        raise SourceError(name, "no such file or directory") from error
    except OSError as error:
        raise SourceError(name, f"cannot be opened: {error.strerror or error}") from error
    except ValueError as error:
        raise SourceError(name, f"not a path: {error}") from error


def display_name(path: str) -> str:
    """The path as given without detours (``./a``, ``b/../a``), with forward slashes; what is no text as U+FFFD."""
    posix = os.path.normpath(path).replace(os.sep, "/")
    return "".join("\ufffd" if category(c) in _UNPRINTABLE else c for c in posix)


def _is_pattern(given: str) -> bool:
    return glob.has_magic(given) and not os.path.lexists(given)


def _matching(pattern: str) -> Iterator[str | SourceError]:
    empty = True
    try:
        for match in sorted(glob.iglob(pattern, recursive=True)):  # noqa: PTH207 (Path.glob takes no absolute pattern)
            if not _is_directory(Path(match)):
                empty = False
                yield match
    except (OSError, ValueError, RecursionError) as error:
        yield SourceError(display_name(pattern), f"no pattern of paths: {error}")
        return
    if empty:
        yield SourceError(display_name(pattern), "no such file, and no file that fits it as a pattern")


def _walk(directory: Path) -> Iterator[str | SourceError]:
    try:
        children = sorted(directory.iterdir())
    except OSError as error:
        yield SourceError(display_name(str(directory)), f"cannot be listed: {error.strerror or error}")
        return
    for child in children:
        if child.name.startswith("."):
            continue
        if not _is_directory(child):
            yield str(child)
        elif not child.is_symlink():
            yield from _walk(child)


def _is_directory(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # opening it will say what is wrong with it
        return False


def _kind(mode: int) -> str:
    kinds = {
        stat.S_IFIFO: "a named pipe",
        stat.S_IFCHR: "a device",
        stat.S_IFBLK: "a device",
        stat.S_IFSOCK: "a socket",
    }
    return kinds.get(stat.S_IFMT(mode), "a special file")
