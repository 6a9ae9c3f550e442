"""Mentions in different wire reports that are one event, and such as only look it: ids, offsets, codes, no text.

``gold.jsonl`` has one object a line: ``part`` (``train`` or ``dev``), ``kind`` (``same`` or ``different``),
``mentions`` (``document``, ``trigger``), and for events their ``type``. Language-model readers made it, one pass each,
without sight of any program's output: ``train`` of April 1997, November and December 2005 and the first half of
November 2006, ``dev`` of the weeks after it.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

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
class Gold:
    """Events, each a group of mentions, and pairs of mentions that are two."""

    events: tuple[tuple[Mention, ...], ...]
    different: tuple[tuple[Mention, ...], ...]

    @property
    def documents(self) -> frozenset[str]:
        """The ids of the annotated documents."""
        return frozenset(mention.document for group in (*self.events, *self.different) for mention in group)


def read(part: Part) -> Gold:
    """The gold of one part."""
    rows = [row for line in FILE.read_text("utf-8").splitlines() if (row := json.loads(line))["part"] == part]

    def groups(kind: str) -> tuple[tuple[Mention, ...], ...]:
        return tuple(
            tuple(Mention(one["document"], *one["trigger"]) for one in row["mentions"])
            for row in rows
            if row["kind"] == kind
        )

    return Gold(groups("same"), groups("different"))


def reports(data: Path, wanted: Iterable[str]) -> Iterator[str]:
    """The lines of the wire reports with these ids, ready to be coded; ``data`` is the folder of all data."""
    ids = frozenset(wanted)
    yield from (line for line in every_report(data) if json.loads(line)["id"] in ids)


def every_report(data: Path) -> Iterator[str]:
    """The lines of all wire reports."""
    with gzip.open(data / WIRE, "rt", encoding="utf-8") as stream:
        yield from stream
