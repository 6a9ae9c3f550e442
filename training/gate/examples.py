"""Reports that hold events and reports that hold none, as the gate learns from them."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.coder.gate import counted, hashed
from onrecord.interchange import from_json
from training.events.annotation import WIRE, articles, lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from onrecord.records import CodedDocument

SIZE = 1 << 16
"""Weights: 128 kB in 16 bits. The reports have 40,000 different words."""

GUESSED = 0.5
"""What a report counts whose label the coder gave; 0.3 and 0.6 do as well, without them 3% fewer are stopped."""

SURE = 0.6
"""Confidence from which the coder's event is taken for one."""


@dataclass(frozen=True, slots=True)
class Example:
    """A report's hashed words, whether it holds an event, and what it counts; ``read`` if people's readers said so."""

    places: NDArray[np.int64]
    values: NDArray[np.float32]
    holds: bool
    counts: float
    read: bool


def annotated(data: Path) -> Iterator[Example]:
    """The annotated reports of the train parts."""
    for one in articles(data, [WIRE]):
        yield _example(one.text, holds=bool(one.events))


def held_back(data: Path) -> Iterator[Example]:
    """Those of the dev part."""
    gold = json.loads((data / "events" / "wire_dev.gold.json").read_text("utf-8"))
    events = {one["id"]: one["events"] for one in gold}
    for row in lines((data / "events" / "wire_dev.jsonl").read_text("utf-8")):
        yield _example(row["text"], holds=bool(events[row["id"]]))


def guessed(coded: Iterable[CodedDocument]) -> Iterator[Example]:
    """Reports that nobody annotated: those in which the coder finds nothing, or something that it is sure of."""
    for one in coded:
        best = max((event.confidence for event in one.events), default=0.0)
        if best == 0.0 or best >= SURE:
            yield _example(one.text, holds=best > 0.0, read=False)


def unannotated(data: Path) -> list[str]:
    """The lines of wire reports and of TimeBank's articles that no reader saw."""
    seen = {one.id for one in articles(data)}
    seen |= {row["id"] for row in lines((data / "events" / "wire_dev.jsonl").read_text("utf-8"))}
    rest = []
    for name in ("wire/wire.jsonl.gz", "times/timebank.jsonl.gz"):
        with gzip.open(data / name, "rt", encoding="utf-8") as stream:
            rest += [line for line in stream if json.loads(line)["id"] not in seen]
    return rest


def read_coded(path: Path) -> Iterator[CodedDocument]:
    """What ``onrecord code`` wrote."""
    with path.open("rb") as stream:
        yield from map(from_json, stream)


def _example(text: str, *, holds: bool, read: bool = True) -> Example:
    places, values = hashed(counted(text), SIZE)
    return Example(places, values, holds, 1.0 if read else GUESSED, read)
