"""Values as bytes in a column: JSON, in which sets are sorted, so that equal values are equal bytes."""

from __future__ import annotations

import hashlib
from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")

_ENCODER = msgspec.json.Encoder(order="deterministic")


def encode(value: object) -> bytes:
    """A dataclass, or anything that JSON has."""
    return _ENCODER.encode(value)


class Decoder(Generic[T]):
    """Reads what :func:`encode` wrote of values of a type."""

    def __init__(self, kind: type[T]) -> None:
        self._decoder = msgspec.json.Decoder(kind)

    def __call__(self, data: bytes) -> T:
        """The value."""
        return self._decoder.decode(data)


def hashed(*parts: object) -> int:
    """A signed hash of 64 bits."""
    digest = hashlib.blake2b(_ENCODER.encode(parts), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
