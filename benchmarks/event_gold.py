"""Coded events of wire_dev beside the gold ones, in the form that the scorer matches them in."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

import onrecord
from onrecord.records import Document, Metadata, NetworkSize

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from types import ModuleType

    from onrecord.records import CodedDocument, Event

Form = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Matched:
    """One article: its gold events, the coded ones, and the pairs that the scorer makes of them."""

    id: str
    text: str
    gold: Sequence[Form]
    coded: Sequence[Form]
    pairs: Sequence[tuple[Form, Form]]


def load_scorer(data: Path) -> ModuleType:
    """The scorer of events, as a module."""
    spec = importlib.util.spec_from_file_location("score_events", data / "score" / "score_events.py")
    assert spec is not None, "a file has a spec"
    assert spec.loader is not None, "and a loader"
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def add_network(parser: ArgumentParser) -> None:
    """An option: which of the events' networks is measured."""
    parser.add_argument("--network", choices=get_args(NetworkSize), default="small")


def matched(data: Path, scorer: ModuleType, network: NetworkSize = "small") -> Iterator[Matched]:
    """Every article of wire_dev, coded and matched."""
    coder, events = onrecord.load(network=network), data / "data" / "events"
    gold = {one["id"]: one["events"] for one in json.loads((events / "wire_dev.gold.json").read_text("utf-8"))}
    for line in (events / "wire_dev.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        meta = Metadata(id=row["id"], published=row["published"], title=row["title"], outlet=row["outlet"])
        document = coder.code_document(Document(meta, row["text"]))
        coded = [_coded(scorer, document, event) for event in document.events]
        wanted = [_gold(scorer, event) for event in gold[row["id"]]]
        yield Matched(row["id"], row["text"], wanted, coded, scorer.match(row["text"], wanted, coded))


def _coded(scorer: ModuleType, document: CodedDocument, event: Event) -> Form:
    def side(keys: Sequence[str]) -> Any:
        actors = map(document.actor, keys)
        return scorer.keys([{"name": actor.name, "country": actor.country} for actor in actors])

    return {
        "type": event.type,
        "trigger": (event.trigger.start, event.trigger.end),
        "actor": side(event.actors),
        "recipient": side(event.recipients),
        "factuality": event.factuality,
        "date": event.date,
        "confidence": event.confidence,
    }


def _gold(scorer: ModuleType, event: Form) -> Form:
    sides = {role: scorer.keys(event[role]) for role in ("actor", "recipient")}
    return {**event, **sides, "trigger": tuple(event["trigger"])}
