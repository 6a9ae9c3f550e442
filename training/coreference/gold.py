"""Mentions in different wire reports that are one event, and such as only look it: ids, offsets, codes, no text.

``gold.jsonl`` has one object a line: ``part`` (``train`` or ``dev``), ``kind``, ``mentions`` (``document``,
``trigger``), and for events their ``type``. Language-model readers made it, one pass each. Events (``same``) and pairs
that only look alike (``different``) they looked for themselves, without sight of any program's output: ``train`` in
April 1997, November and December 2005 and the first half of November 2006, ``dev`` in the weeks after it. ``picked``
are pairs of coded mentions from all reports, drawn by how alike an earlier scorer found them: each ``stands_for`` so
many, and ``same`` is the judgement.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FILE = Path(__file__).with_name("gold.jsonl")
WIRE = Path("data", "wire", "wire.jsonl.gz")

Part = Literal["train", "dev"]


@dataclass(frozen=True, slots=True)
class Mention:
    """The words that name an act in one document."""

    document: str
    start: int
    end: int

    def overlaps(self, start: int, end: int) -> bool:
        """Whether other words share a character with these."""
        return start < self.end and self.start < end


@dataclass(frozen=True, slots=True)
class Picked:
    """Two mentions, whether they are one event, and how many pairs of all reports they stand for."""

    mentions: tuple[Mention, ...]
    same: bool
    stands_for: int


@dataclass(frozen=True, slots=True)
class Gold:
    """Events, each a group of mentions; pairs of mentions that are two; pairs that a scorer picked."""

    events: tuple[tuple[Mention, ...], ...]
    different: tuple[tuple[Mention, ...], ...]
    picked: tuple[Picked, ...]

    @property
    def documents(self) -> frozenset[str]:
        """The ids of the annotated documents."""
        groups = (*self.events, *self.different, *(pair.mentions for pair in self.picked))
        return frozenset(mention.document for group in groups for mention in group)


def read(part: Part) -> Gold:
    """The gold of one part."""
    rows = [row for line in FILE.read_text("utf-8").splitlines() if (row := json.loads(line))["part"] == part]

    def groups(kind: str) -> tuple[tuple[Mention, ...], ...]:
        return tuple(_mentions(row) for row in rows if row["kind"] == kind)

    picked = (Picked(_mentions(row), row["same"], row["stands_for"]) for row in rows if row["kind"] == "picked")
    return Gold(groups("same"), groups("different"), tuple(picked))


def _mentions(row: dict[str, Any]) -> tuple[Mention, ...]:
    return tuple(Mention(one["document"], *one["trigger"]) for one in row["mentions"])


def reports(data: Path, wanted: Iterable[str]) -> Iterator[str]:
    """The lines of the wire reports with these ids, ready to be coded; ``data`` is the folder of all data."""
    ids = frozenset(wanted)
    yield from (line for line in every_report(data) if json.loads(line)["id"] in ids)


def every_report(data: Path) -> Iterator[str]:
    """The lines of all wire reports."""
    with gzip.open(data / WIRE, "rt", encoding="utf-8") as stream:
        yield from stream
