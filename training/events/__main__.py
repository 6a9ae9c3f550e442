"""Makes all that finds events, in one command and from fixed seeds.

    pip install '.[training]'
    python -m training.events --work build --tagger build/tagger.pt --data ../shared/data

Three steps: the network learns from the annotated articles, and twice more from one half of them each; what each half's
network says of the other half, and the lexicon, are what the filter of candidates and the choice of sides learn from.

``--tagger`` holds the attribution tagger's weights, which its own training leaves there: the network starts from its
upper layers. Networks stay in ``--work``, and those that are there are not trained again. Writes the network into the
package, and the filter's and the sides' tables into the ontology: numbers only, no text.
"""

from __future__ import annotations

import argparse
import json
import zlib
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from onrecord.coder import layers
from onrecord.coder.encoder import load_network
from onrecord.coder.events.inputs import OWN_SIZES
from onrecord.coder.events.network import StretchScores
from onrecord.coder.events.reading import EventReading
from onrecord.coder.events.sides import SideChooser
from onrecord.coder.events.told import Told
from onrecord.coder.pipeline import Coder
from onrecord.version import __version__
from training.events import filter as candidates
from training.events import sides
from training.events.annotation import Annotated, articles
from training.events.corpus import Article, article, examples, parsed
from training.events.export import export
from training.events.fitting import Settings, fit
from training.events.network import EventNet

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
    from spacy.tokens import Doc

TARGET = Path(__file__).parents[2] / "src" / "onrecord" / "models" / "events"
SETTINGS = Settings()
HALVES = 2
AFTER = ("onrecord_events", "onrecord_agreements", "onrecord_accounts", "onrecord_positions")
"""Steps that training does without: they rest on what it makes."""


def say(line: str) -> None:
    """Progress, at once."""
    print(line, flush=True)


def feature_sizes() -> tuple[int, ...]:
    """The numbers of values of each feature of an ``EventInput``."""
    return (*load_network().features.sizes, *OWN_SIZES)


def trained(found: Sequence[Article], tagger: Path, kept: Path) -> EventNet:
    """A network that has learned from the articles, or with the weights that ``kept`` holds from an earlier run."""
    torch.manual_seed(SETTINGS.seed)
    net = EventNet(feature_sizes(), SETTINGS.dropout)
    if kept.exists():
        net.load_state_dict(torch.load(kept))
        return net
    net.start_from(torch.load(tagger))
    say(f"{kept.stem}: {len(found)} articles, {json.dumps(asdict(SETTINGS))}")
    fit(net, [one for each in found for one in examples(each)], SETTINGS, say)
    torch.save(net.state_dict(), kept)
    return net


class Running:
    """A trained network in the form in which the coder runs it."""

    def __init__(self, net: EventNet) -> None:
        self._net = net.eval()

    def __call__(
        self,
        states: NDArray[np.float32],
        features: NDArray[np.int64],
        lexicon: NDArray[np.float32],
        heads: NDArray[np.int64],
    ) -> StretchScores:
        """Scores of one stretch."""
        with torch.no_grad():
            made = self._net(*(torch.from_numpy(array)[None] for array in (states, features, lexicon, heads)))
        return StretchScores(*(found[0].numpy() for found in made))


def run(options: argparse.Namespace) -> None:
    """All steps."""
    work: Path = options.work
    work.mkdir(parents=True, exist_ok=True)
    coder = Coder.load()
    for name in AFTER:
        coder.nlp.disable_pipe(name)
    annotated = list(articles(options.data))
    docs = [parsed(coder, one) for one in annotated]
    found = [article(doc, one) for doc, one in zip(docs, annotated, strict=True)]
    halves = [half_of(one) for one in annotated]
    whole = trained(found, options.tagger, work / "whole.pt")
    nets = [
        trained(
            [one for one, own in zip(found, halves, strict=True) if own != half],
            options.tagger,
            work / f"half-{half}.pt",
        )
        for half in range(HALVES)
    ]
    running = [Running(net) for net in nets]
    readings = [
        EventReading.of(doc, one.input, running[half]) for doc, one, half in zip(docs, found, halves, strict=True)
    ]
    weigh(list(zip(annotated, docs, readings, strict=True)))
    export(whole.state_dict(), feature_sizes(), options.target, __version__)


def half_of(one: Annotated) -> int:
    """Which half an article belongs to: by its id, so that more annotations leave the others where they are."""
    return zlib.crc32(one.id.encode()) % HALVES


def weigh(known: Sequence[tuple[Annotated, Doc, EventReading]]) -> None:
    """Writes the filter's tables and the sides'."""
    rows: list[candidates.Example] = []
    near: list[sides.Example] = []
    for one, doc, reading in known:
        labelled, events = candidates.examples(one, doc, reading)
        rows += labelled
        near += sides.examples(doc, reading, SideChooser(doc, reading, Told(layers.STATEMENTS.get(doc))), events)
    candidates.train(rows)
    sides.train(near)


def main() -> None:
    """Reads, trains, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--tagger", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--target", type=Path, default=TARGET)
    run(parser.parse_args())


if __name__ == "__main__":
    main()
