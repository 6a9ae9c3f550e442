r"""Makes all that finds events, in two commands and from fixed seeds.

    pip install '.[training]'
    python -m training.events networks --work build --data ../shared/data
    python -m training.events tables --work build --data ../shared/data

``networks``: the events' network, and the encoder below it, learn from the annotated articles while the encoder keeps
what it knows of attributions; twice more they learn from one half of the articles each. It starts from what
``python -m training.attribution`` left in ``--work`` (``tagger.pt``, ``articles.pickle``). Networks stay there too, and
those that are there are not trained again. Writes both networks into the package.

``tables``: what each half's networks say of the other half, and the lexicon, are what the filter of candidates and the
choice of sides learn from; to be made again whenever the networks or any step before the events changes. Writes the
tables into the ontology: numbers only, no text.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import zlib
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from onrecord.coder import layers
from onrecord.coder.encoder import Reading, WindowScores, load_network
from onrecord.coder.events.inputs import OWN_SIZES
from onrecord.coder.events.network import StretchScores
from onrecord.coder.events.reading import EventReading
from onrecord.coder.events.sides import SideChooser
from onrecord.coder.events.told import Told
from onrecord.coder.pipeline import Coder
from onrecord.version import __version__
from training.attribution import export as attribution_export
from training.attribution import fitting as attribution
from training.attribution.network import Tagger
from training.events import export as events_export
from training.events import filter as candidates
from training.events import sides
from training.events.annotation import Annotated, articles
from training.events.corpus import Article, article, parsed
from training.events.fitting import Settings, fit
from training.events.network import EventNet, Joint
from training.optimizing import averaged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from onrecord.coder.encoder.inputs import WindowInput
    from training.attribution.corpus import Example

MODELS = Path(__file__).parents[2] / "src" / "onrecord" / "models"
SETTINGS = Settings()
SETTLING = attribution.Settings(epochs=2, head_rate=5e-4, taught=0.7, seed=4)
HALVES = 2
AFTER = ("onrecord_events", "onrecord_agreements", "onrecord_accounts", "onrecord_positions")
"""Steps that training does without: they rest on what it makes."""

HELD = 2
"""Lowest layers of the encoder that stay as the attributions have made them: a sixth of the time."""

BEFORE = 0.5
"""Share of the encoder's weights before it learned events in those that ship: attributions and events are both found
better there than at either end."""

REMEMBERED = 2
"""Every so many of the articles that the attributions were learned from help to keep them."""


def say(line: str) -> None:
    """Progress, at once."""
    print(line, flush=True)


def fresh(tagger: Path) -> Joint:
    """The networks before training: the attribution tagger, and its upper layers once more for the events."""
    torch.manual_seed(SETTINGS.seed)
    state = torch.load(tagger)
    below, above = Tagger(tagger_sizes(), SETTINGS.encoder_dropout), EventNet(event_sizes(), SETTINGS.dropout)
    below.load_state_dict(state)
    above.start_from(state)
    net = Joint(below, above)
    net.hold(HELD)
    return net


def tagger_sizes() -> tuple[int, ...]:
    """The numbers of values of each feature of an ``EncoderInput``."""
    return tuple(load_network().features.sizes)


def event_sizes() -> tuple[int, ...]:
    """The numbers of values of each feature of an ``EventInput``."""
    return (*tagger_sizes(), *OWN_SIZES)


def trained(found: Sequence[Article], lessons: Sequence[Example], tagger: Path, kept: Path) -> Joint:
    """Networks that have learned from the articles, or with the weights that ``kept`` holds from an earlier run."""
    net = fresh(tagger)
    if kept.exists():
        net.load_state_dict(torch.load(kept))
        return net
    say(f"{kept.stem}: {len(found)} articles, {json.dumps(asdict(SETTINGS))}")
    fit(net, found, lessons, SETTINGS, say)
    torch.save(net.state_dict(), kept)
    return net


def settled(net: Joint, lessons: Sequence[Example], kept: Path) -> Tagger:
    """The tagger with heads that are used to the encoder as it now is, or with the weights of an earlier run."""
    tagger = net.tagger
    for part in (tagger.encoder, tagger.features):
        part.requires_grad_(False)
    if kept.exists():
        tagger.load_state_dict(torch.load(kept))
        return tagger
    say(f"{kept.stem}: {json.dumps(asdict(SETTLING))}")
    attribution.fit(tagger, lambda _: list(lessons), SETTLING, say)
    torch.save(tagger.state_dict(), kept)
    return tagger


def train(options: argparse.Namespace) -> None:
    """Trains what is not there yet and writes the networks."""
    work: Path = options.work
    tagger = work / "tagger.pt"
    labelled, others, lists = pickle.loads((work / "articles.pickle").read_bytes())
    found = [article(doc, one) for one, doc in read(options)]
    for half in range(HALVES):
        trained([one for one in found if half_of(one.id) != half], (), tagger, work / f"half-{half}.pt")
    taught = attribution.windows_of([*labelled, *others][::REMEMBERED], random.Random(SETTINGS.seed))
    lessons = attribution.teach(fresh(tagger).tagger, taught, say)
    whole = trained(found, lessons, tagger, work / "whole.pt")
    heads = settled(whole, lessons, work / "settled.pt")
    state = averaged(torch.load(tagger), heads.state_dict(), BEFORE)
    target: Path = options.target
    attribution_export.export(state, lists, tagger_sizes(), target / "attribution", __version__)
    events_export.export(whole.events.state_dict(), event_sizes(), target / "events", __version__)


def read(options: argparse.Namespace) -> Iterator[tuple[Annotated, Doc]]:
    """The annotated articles with their parses."""
    coder = Coder.load()
    for name in AFTER:
        coder.nlp.disable_pipe(name)
    for one in articles(options.data / "events", options.data / "wire" / "wire.jsonl.gz"):
        yield one, parsed(coder, one)


def half_of(article_id: str) -> int:
    """Which half an article belongs to: by its id, so that more annotations leave the others where they are."""
    return zlib.crc32(article_id.encode()) % HALVES


class Running:
    """Trained networks in the form in which the coder runs them."""

    def __init__(self, net: Joint) -> None:
        self._net = net.eval()

    def windows(self, window: WindowInput) -> WindowScores:
        """Scores of one of the encoder's windows."""
        given = (torch.from_numpy(array)[None] for array in window.arrays().values())
        with torch.no_grad():
            roles, pointers, lower, upper = (
                found[0].numpy() for found in self._net.tagger.with_states(*given, torch.ones(1, len(window.ids)))
            )
        return WindowScores.of(roles, pointers, lower, upper, window.first)

    def stretches(
        self,
        states: NDArray[np.float32],
        features: NDArray[np.int64],
        lexicon: NDArray[np.float32],
        heads: NDArray[np.int64],
    ) -> StretchScores:
        """Scores of one stretch."""
        with torch.no_grad():
            made = self._net.events(*(torch.from_numpy(array)[None] for array in (states, features, lexicon, heads)))
        return StretchScores(*(found[0].numpy() for found in made))

    def read(self, found: Article) -> EventReading:
        """What the networks say of an article."""
        return EventReading.of(Reading.of(found.words, self.windows), found.input, self.stretches)


def learned_from_half(work: Path, half: int) -> Joint:
    """The networks that learned from one half, their encoder like the one that ships."""
    net, before = trained((), (), work / "tagger.pt", work / f"half-{half}.pt"), torch.load(work / "tagger.pt")
    net.tagger.load_state_dict(averaged(before, net.tagger.state_dict(), BEFORE))
    return net


def weigh(options: argparse.Namespace) -> None:
    """Writes the filter's tables and the sides'."""
    work: Path = options.work
    halves = [Running(learned_from_half(work, half)) for half in range(HALVES)]
    rows: list[candidates.Example] = []
    near: list[sides.Example] = []
    for one, doc in read(options):
        reading = halves[half_of(one.id)].read(article(doc, one))
        labelled, events = candidates.examples(one, doc, reading)
        rows += labelled
        near += sides.examples(doc, reading, SideChooser(doc, reading, Told(layers.STATEMENTS.get(doc))), events)
    candidates.train(rows)
    sides.train(near)


def main() -> None:
    """Reads, trains, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=("networks", "tables"))
    parser.add_argument("--data", type=Path, required=True, help="folder of events/ and wire/")
    parser.add_argument("--work", type=Path, required=True, help="folder of the trained networks")
    parser.add_argument("--target", type=Path, default=MODELS, help="folder of the networks that ship")
    options = parser.parse_args()
    (train if options.step == "networks" else weigh)(options)


if __name__ == "__main__":
    main()
