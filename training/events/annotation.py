"""Annotated articles: where they lie, and what is asked of them.

The data's ``events`` folder holds ``<name>.jsonl`` (documents) and ``<name>.gold.json`` (their events) for each of
``ARTICLES``; ``annotations.jsonl`` beside this module adds articles of the data's other folders that were annotated for
this project by language-model readers after the same guide: ids, offsets and codes, no text.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ARTICLES = ("wire_train", "more_train")
WIRE, POLITICS = "wire/wire.jsonl.gz", "attribution/train.jsonl.gz"
"""Where the texts of this project's own annotations lie: of news agencies, and of US politics."""

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


def articles(data: Path, texts: Sequence[str] = (WIRE, POLITICS)) -> Iterator[Annotated]:
    """Annotated articles: all that came with the data, and of this project's own those of these texts.

    Args:
        data: the folder that holds ``events``.
        texts: files in it (gzipped JSON Lines).

    Raises:
        ValueError: where an annotation was made on another text.
    """
    folder = data / "events"
    for name in ARTICLES:
        gold = {one["id"]: one["events"] for one in json.loads((folder / f"{name}.gold.json").read_text("utf-8"))}
        for row in lines((folder / f"{name}.jsonl").read_text("utf-8")):
            yield Annotated(row["id"], row["text"], row.get("published"), tuple(gold[row["id"]]))
    rows = {row["id"]: row for name in texts for row in lines(gzip.decompress((data / name).read_bytes()).decode())}
    for own in lines(OWN.read_text("utf-8")):
        if own["id"] not in rows:
            continue
        row = rows[own["id"]]
        if checksum(row["text"]) != own["text"]:
            raise ValueError(f"{own['id']}: the article is not the one that was annotated")
        yield Annotated(row["id"], row["text"], row.get("published"), tuple(own["events"]), own=True)


def checksum(text: str) -> str:
    """Which text an annotation's offsets belong to."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def lines(text: str) -> Iterator[dict[str, Any]]:
    """The objects of JSON Lines."""
    yield from (json.loads(line) for line in text.splitlines() if line)
