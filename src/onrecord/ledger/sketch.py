"""A text's fingerprint: the smallest hashes of its word 5-grams (bottom-k sketch).

One sketch a text, made when it is added, estimates both resemblance (Jaccard) and containment of two texts without
the texts. Containment is what recognises a wire report that an outlet cut to its first third; MinHash signatures, the
usual alternative, estimate resemblance alone, and the libraries that offer them bring scipy with them.

Broder, "On the resemblance and containment of documents" (1997); bottom-k: Cohen and Kaplan (2007).
"""

from __future__ import annotations

import hashlib
import heapq
import struct
from dataclasses import dataclass

from onrecord.ledger.identity import words

SHINGLE_WORDS = 5
KEPT = 256
"""At this size the standard error of resemblance is at most 0.03."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """``size`` is the number of different shingles in the text, ``hashes`` the smallest of their hashes."""

    size: int
    hashes: frozenset[int]

    def to_bytes(self) -> bytes:
        """The size, then the hashes in order, big-endian."""
        return struct.pack(f">I{len(self.hashes)}Q", self.size, *sorted(self.hashes))

    @staticmethod
    def from_bytes(data: bytes) -> Sketch:
        """Reads what :meth:`to_bytes` wrote."""
        size, *hashes = struct.unpack(f">I{(len(data) - 4) // 8}Q", data)
        return Sketch(size, frozenset(hashes))


def sketch(text: str) -> Sketch:
    """The sketch of a text; a text shorter than a shingle is one shingle."""
    tokens = words(text).split()
    last = max(len(tokens) - SHINGLE_WORDS, 0) if tokens else -1
    shingles = {_hash(" ".join(tokens[i : i + SHINGLE_WORDS])) for i in range(last + 1)}
    return Sketch(len(shingles), frozenset(heapq.nsmallest(KEPT, shingles)))


def resemblance(left: Sketch, right: Sketch) -> float:
    """The estimated Jaccard similarity of the two texts' shingles, 0 to 1."""
    sample = heapq.nsmallest(KEPT, left.hashes | right.hashes)
    shared = left.hashes & right.hashes
    return sum(value in shared for value in sample) / len(sample) if sample else 0.0


def containment(left: Sketch, right: Sketch) -> float:
    """The estimated share of the shorter text's shingles that stand in the other, 0 to 1."""
    shorter = min(left.size, right.size)
    if not shorter:
        return 0.0
    jaccard = resemblance(left, right)
    return min(1.0, jaccard / (1 + jaccard) * (left.size + right.size) / shorter)


def _hash(shingle: str) -> int:
    return int.from_bytes(hashlib.blake2b(shingle.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
