"""A gate before the reader: does a report hold any politics? Told from its words alone, in little time.

A linear model over hashed words: which of them speak for a report that holds events, and which against it ("shares",
"coach"). It is made to let through what may hold an event; what it stops is told, never lost in silence.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from math import log
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from onrecord.records import Document

WEIGHTS = files("onrecord.models.gate")

FEWEST_WORDS = 30
"""Different words below which nothing is said against a report: a headline alone does not tell."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+")


@dataclass(frozen=True, slots=True)
class Gate:
    """``weights`` has one entry a hash; a report whose ``score`` is below ``threshold`` is stopped."""

    weights: NDArray[np.float32]
    bias: float
    threshold: float
    name: str
    version: str

    def stops(self, document: Document) -> bool:
        """Whether a document surely holds no politics."""
        seen = counted(f"{document.meta.title or ''}\n{document.text}")
        return len(seen) >= FEWEST_WORDS and self.score(seen) < self.threshold

    def score(self, seen: Counter[str]) -> float:
        """Log-odds that a report with these words holds an event."""
        places, values = hashed(seen, len(self.weights))
        return float(self.weights[places] @ values) + self.bias


def counted(text: str) -> Counter[str]:
    """The words of a text in lower case; of numbers only how long they are."""
    return Counter(f"#{len(word)}" if word[0].isdigit() else word.lower() for word in _WORD.findall(text))


def hashed(seen: Counter[str], size: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Where the words of a report stand among ``size`` weights, and what each counts: together a vector of length 1."""
    places = np.array([crc32(word.encode("utf-8", "surrogatepass")) % size for word in seen], dtype=np.int64)
    values = np.array([1 + log(count) for count in seen.values()], dtype=np.float32)
    return places, values / max(float(np.linalg.norm(values)), 1.0)


@cache
def load_gate() -> Gate:
    """The gate that the package ships."""
    stored = json.loads((WEIGHTS / "labels.json").read_text(encoding="utf-8"))
    weights = np.load(BytesIO((WEIGHTS / "weights.npy").read_bytes())).astype(np.float32)
    return Gate(weights, **stored)
