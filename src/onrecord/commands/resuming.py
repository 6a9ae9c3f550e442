"""What an output holds already: which documents need no coding when a run goes on where it stopped."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from onrecord.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from onrecord.records import CoderInfo, Document

KEY_BYTES = 8
"""Of the hash that stands for a document and its text. Two of ten million are alike in one of 300,000 runs."""


class _Meta(msgspec.Struct):
    id: str
    text_sha256: str | None = None
    published: str | None = None
    dated_by: str | None = None


class _Info(msgspec.Struct):
    version: str
    models: dict[str, str]


class _Kept(msgspec.Struct):
    id: str
    text: str


class _Line(msgspec.Struct):
    """What of a coded document tells whether it need not be coded again; the rest is passed over."""

    document: _Meta
    coder: _Info


@dataclass(frozen=True, slots=True)
class Held:
    """Documents by a hash of id and text, each as often as it is held; eight bytes and a count for each."""

    _keys: NDArray[np.uint64]
    _left: NDArray[np.uint32]

    @classmethod
    def of(cls, keys: Iterable[int]) -> Held:
        """From the keys, in any order."""
        found, counts = np.unique(np.fromiter(keys, dtype=np.uint64), return_counts=True)
        return cls(found, counts.astype(np.uint32))

    def __len__(self) -> int:
        return int(self._left.sum())

    def take(self, document: Document) -> bool:
        """Whether the document is held once more; one that stands twice in the input stands twice in the output."""
        key = np.uint64(key_of(document.meta.id, document.meta.text_sha256))
        place = int(np.searchsorted(self._keys, key))
        if place == len(self._keys) or self._keys[place] != key or not self._left[place]:
            return False
        self._left[place] -= 1
        return True


def key_of(name: str, text_sha256: str | None) -> int:
    """What stands for a document and its text."""
    said = f"{name}\0{text_sha256 or ''}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(said, digest_size=KEY_BYTES).digest(), "big")


def held_in(path: Path, coder: CoderInfo, published: str | None) -> Held:
    """What the whole lines of a file of coded documents hold; nothing if there is no file.

    Raises:
        ConfigurationError: if a line is no coded document, or was coded otherwise than the run that would go on.
    """
    return Held.of(_keys(path, coder, published))


def kept_in(path: Path) -> Held:
    """What a file of documents that were kept uncoded holds; nothing if there is no file.

    Raises:
        ConfigurationError: if a line is no such document.
    """
    if not path.exists():
        return Held.of(())
    decoder = msgspec.json.Decoder(_Kept)
    with path.open("rb") as stream:
        return Held.of(_kept_key(decoder, line, f"{path}:{number}") for number, line in enumerate(stream, start=1))


def _kept_key(decoder: msgspec.json.Decoder[_Kept], line: bytes, where: str) -> int:
    try:
        made = decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{where} is no document, so --resume cannot tell what was kept") from error
    return key_of(made.id, hashlib.sha256(made.text.encode("utf-8", "surrogatepass")).hexdigest())


def _keys(path: Path, coder: CoderInfo, published: str | None) -> Iterator[int]:
    decoder = msgspec.json.Decoder(_Line)
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            if not line.endswith(b"\n"):
                return  # half a line, which the run that goes on cuts off
            try:
                made = decoder.decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise ConfigurationError(f"{path}:{number} is no coded document, so --resume cannot go on") from error
            _check(f"{path}:{number}", made, coder, published)
            yield key_of(made.document.id, made.document.text_sha256)


def _check(where: str, made: _Line, coder: CoderInfo, published: str | None) -> None:
    ours, theirs = {"onrecord": coder.version, **coder.models}, {"onrecord": made.coder.version, **made.coder.models}
    if ours != theirs:
        others = sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))
        differences = "; ".join(f"{name}: {theirs.get(name, 'none')}, now {ours.get(name, 'none')}" for name in others)
        raise ConfigurationError(f"{where} was coded otherwise ({differences}): code into another file")
    if made.document.dated_by == "option" and made.document.published != published:
        raise ConfigurationError(f"{where} was coded with --published {made.document.published}: say so again")
