"""Makes all that finds events, in one command and from fixed seeds.

    pip install '.[training]'
    python -m training.events --size small --work build --tagger build/tagger.pt --data ../shared/data
    python -m training.events --size large --work build --data ../shared/data

Three steps: a network learns from each half of the annotated articles; what each says of the other half, and the
lexicon, are what the filter of candidates and the choice of sides learn from; the network that ships learns from all.

``--tagger`` holds the attribution tagger's weights, which its own training leaves there: the small network starts from
its upper layers. The large one starts from all-mpnet-base-v2 (:mod:`training.attribution.teacher`). Networks stay in
``--work``, and those that are there are not trained again. Writes the network into the package, and the filter's and
the sides' tables into the ontology: numbers only, no text.
"""

from __future__ import annotations

import argparse
import json
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import torch

from onrecord.coder import layers
from onrecord.coder.encoder import load_network
from onrecord.coder.events.inputs import OWN_SIZES
from onrecord.coder.events.network import EventNetwork
from onrecord.coder.events.reading import EventReading
from onrecord.coder.events.sides import SideChooser
from onrecord.coder.events.stretches import STRETCHES
from onrecord.coder.events.told import Told
from onrecord.coder.pipeline import Coder
from onrecord.records import NetworkSize
from onrecord.version import __version__
from training.attribution.teacher import unpacked
from training.events import filter as candidates
from training.events import sides
from training.events.annotation import Annotated, articles
from training.events.corpus import Article, article, parsed
from training.events.export import export
from training.events.fitting import SETTINGS, fit
from training.events.network import EventNet, LargeNet, SmallNet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from onrecord.coder.events.stretches import Arrays

MODELS = Path(__file__).parents[2] / "src" / "onrecord" / "models"
TARGETS: Mapping[NetworkSize, Path] = {"small": MODELS / "events", "large": MODELS / "events_large"}
NAMES: Mapping[NetworkSize, str] = {"small": "onrecord-events", "large": "onrecord-events-large"}
HALVES = 2

SHOWN = 20
"""Articles from which it is seen how large a network's values become."""

AFTER = ("onrecord_events", "onrecord_agreements", "onrecord_accounts", "onrecord_positions")
"""Steps that training does without: they rest on what it makes."""


def say(line: str) -> None:
    """Progress, at once."""
    print(line, flush=True)


def feature_sizes() -> tuple[int, ...]:
    """The numbers of values of each feature of an ``EventInput``."""
    return (*load_network().features.sizes, *OWN_SIZES)


@dataclass(frozen=True, slots=True)
class Work:
    """Which network is made, where the weights lie that it starts from, and where trained ones are kept."""

    size: NetworkSize
    folder: Path
    tagger: Path | None

    def started(self, attention: str = "sdpa") -> EventNet:
        """A network before it has learned."""
        if self.size == "large":
            return LargeNet(feature_sizes(), unpacked(self.folder))
        return SmallNet(feature_sizes(), attention=attention)

    def trained(self, found: Sequence[Article], name: str) -> EventNet:
        """A network that has learned from the articles, or with the weights of its name from an earlier run."""
        kept = self.folder / f"{self.size}-{name}.pt"
        torch.manual_seed(SETTINGS[self.size].seed)
        net = self.started()
        if kept.exists():
            net.load_state_dict(torch.load(kept))
            return net
        if isinstance(net, SmallNet) and self.tagger is not None:
            net.start_from(torch.load(self.tagger))
        say(f"{kept.stem}: {len(found)} articles, {json.dumps(asdict(SETTINGS[self.size]))}")
        fit(net, found, self.size, say)
        torch.save(net.state_dict(), kept)
        return net

    def running(self, net: EventNet) -> EventNetwork:
        """A trained network in the form in which the coder runs it."""
        net.eval()

        def run(given: Arrays) -> list[NDArray[np.float32]]:
            with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
                made = net({name: torch.from_numpy(array) for name, array in given.items()})
            return [scores.float().numpy() for scores in made]

        return EventNetwork(self.size, NAMES[self.size], __version__, run)

    def export(self, net: EventNet, like: Sequence[Article]) -> None:
        """Writes the network into the package; ``like`` are articles as it reads them."""
        plain = self.started(attention="eager")
        plain.load_state_dict(net.state_dict())
        shown = [
            {name: torch.from_numpy(array)[None] for name, array in arrays.items()}
            for one in like
            for _, arrays in STRETCHES[self.size](one.reading, one.input)
        ]
        export(plain, shown, TARGETS[self.size], NAMES[self.size], __version__)


def run(data: Path, work: Work) -> None:
    """All steps."""
    work.folder.mkdir(parents=True, exist_ok=True)
    coder = Coder.load()
    for name in AFTER:
        coder.nlp.disable_pipe(name)
    annotated = list(articles(data))
    docs = [parsed(coder, one) for one in annotated]
    found = [article(doc, one) for doc, one in zip(docs, annotated, strict=True)]
    halves = [half_of(one) for one in annotated]
    running = [
        work.running(work.trained([one for one, own in zip(found, halves, strict=True) if own != half], f"half-{half}"))
        for half in range(HALVES)
    ]
    readings = [
        EventReading.of(doc, one.input, running[half]) for doc, one, half in zip(docs, found, halves, strict=True)
    ]
    weigh(list(zip(annotated, docs, readings, strict=True)), work.size)
    work.export(work.trained(found, "whole"), found[:SHOWN])


def half_of(one: Annotated) -> int:
    """Which half an article belongs to: by its id, so that more annotations leave the others where they are."""
    return zlib.crc32(one.id.encode()) % HALVES


def weigh(known: Sequence[tuple[Annotated, Doc, EventReading]], size: NetworkSize) -> None:
    """Writes the filter's tables and the sides' that belong to a network."""
    rows: list[candidates.Example] = []
    near: list[sides.Example] = []
    for one, doc, reading in known:
        labelled, events = candidates.examples(one, doc, reading)
        rows += labelled
        near += sides.examples(doc, reading, SideChooser(doc, reading, Told(layers.STATEMENTS.get(doc))), events)
    candidates.train(rows, size)
    sides.train(near, size)


def main() -> None:
    """Reads, trains, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=get_args(NetworkSize), required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--tagger", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    if options.size == "small" and options.tagger is None:
        parser.error("the small network starts from the attribution tagger's layers: --tagger")
    run(options.data, Work(options.size, options.work, options.tagger))


if __name__ == "__main__":
    main()
