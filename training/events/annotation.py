"""Annotated articles: where they lie, and what is asked of them.

``DATA`` holds ``<name>.jsonl`` (documents) and ``<name>.gold.json`` (their events) for each of ``ARTICLES``;
``annotations.jsonl`` beside this module adds wire articles that were annotated for this project by
language-model readers after the same guide: ids, offsets and codes, no text.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ARTICLES = ("wire_train", "more_train")
OWN = Path(__file__).with_name("annotations.jsonl")


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document with its events: ``trigger`` offsets, ``type``, ``actor`` and ``recipient``, lists of mentions with
    ``span`` and ``country``; ``own`` if it was annotated for this project.
    """

    id: str
    text: str
    published: str | None
    events: tuple[dict[str, Any], ...]
    own: bool = False


def articles(folder: Path, wire: Path) -> Iterator[Annotated]:
    """All annotated articles.

    Args:
        folder: the folder of ``ARTICLES``.
        wire: the articles that ``annotations.jsonl`` speaks of (gzipped JSON Lines).

    Raises:
        ValueError: where an annotation was made on another text.
    """
    for name in ARTICLES:
        gold = {one["id"]: one["events"] for one in json.loads((folder / f"{name}.gold.json").read_text("utf-8"))}
        for row in lines((folder / f"{name}.jsonl").read_text("utf-8")):
            yield Annotated(row["id"], row["text"], row.get("published"), tuple(gold[row["id"]]))
    with gzip.open(wire, "rt", encoding="utf-8") as stream:
        texts = {row["id"]: row for row in lines(stream.read())}
    for own in lines(OWN.read_text("utf-8")):
        row = texts[own["id"]]
        if checksum(row["text"]) != own["text"]:
            raise ValueError(f"{own['id']}: the article is not the one that was annotated")
        yield Annotated(row["id"], row["text"], row.get("published"), tuple(own["events"]), own=True)


def checksum(text: str) -> str:
    """Which text an annotation's offsets belong to."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def lines(text: str) -> Iterator[dict[str, Any]]:
    """The objects of JSON Lines."""
    yield from (json.loads(line) for line in text.splitlines() if line)
