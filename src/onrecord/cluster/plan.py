"""Inputs to shards: what one worker codes at a time, and what counts as finished or not."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import ConfigurationError, DocumentError
from onrecord.sources.paths import display_name, files
from onrecord.sources.pieces import Piece, pieces  # Piece: resolved when a plan is read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from onrecord.sources.options import Options

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Part:
    """A file, or a piece of one. ``path`` finds it from any folder, ``name`` is the path as given.

    ``size`` and ``changed`` (nanoseconds) are the file's as it was planned.
    """

    path: str
    name: str
    size: int
    changed: int
    piece: Piece | None = None


@dataclass(frozen=True, slots=True)
class Shard:
    """What is coded by one worker in one go, and done or not done as a whole."""

    name: str
    parts: tuple[Part, ...]


def extended(
    planned: Sequence[Shard],
    inputs: Sequence[str],
    most: int,
    options: Options,
    on_error: Callable[[DocumentError], None],
) -> list[Shard]:
    """The plan with shards added for files that it does not hold yet: small files together, large ones in pieces.

    A file keeps the shard that it was planned into, so that what is finished stays finished when inputs are added.

    Raises:
        ConfigurationError: if a planned file has changed since, or an input is standard input.
    """
    known = {part.path: (part.size, part.changed) for shard in planned for part in shard.parts}
    new = list(_parts(inputs, most, options, known, on_error))
    numbers = count(len(planned) + 1)
    return [*planned, *(Shard(f"s{next(numbers):06}", parts) for parts in _grouped(new, most))]


def _parts(
    inputs: Sequence[str],
    most: int,
    options: Options,
    known: dict[str, tuple[int, int]],
    on_error: Callable[[DocumentError], None],
) -> Iterator[Part]:
    for found in _files(inputs):
        try:
            if isinstance(found, DocumentError):
                raise found
            whole = _whole(found)
            if whole.path in known:
                _check(whole, known[whole.path])
                continue
            known[whole.path] = (whole.size, whole.changed)
            cut = pieces(found, most, options)
            yield from (Part(whole.path, whole.name, whole.size, whole.changed, piece) for piece in cut or (None,))
        except DocumentError as error:
            on_error(error)


def _files(inputs: Sequence[str]) -> Iterator[str | DocumentError]:
    for given in inputs:
        if given == STANDARD_INPUT:
            raise ConfigurationError("standard input cannot be shared among workers: save it in a file first")
        yield from files(given)


def _whole(path: str) -> Part:
    try:
        status = Path(path).stat()
    except (OSError, ValueError) as error:
        raise DocumentError(display_name(path), f"cannot be opened: {getattr(error, 'strerror', error)}") from error
    return Part(str(Path(path).resolve()), display_name(path), status.st_size, status.st_mtime_ns)


def _check(now: Part, planned: tuple[int, int]) -> None:
    if (now.size, now.changed) != planned:
        raise ConfigurationError(f"{now.name} has changed since it was planned: code it into another folder")


def _grouped(parts: Iterable[Part], most: int) -> Iterator[tuple[Part, ...]]:
    group: list[Part] = []
    held = 0
    for part in parts:
        if group and (part.piece or held + part.size > most):
            yield tuple(group)
            group, held = [], 0
        if part.piece:
            yield (part,)
        else:
            group.append(part)
            held += part.size
    if group:
        yield tuple(group)
