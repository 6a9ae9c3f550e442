"""The training loop of the encoder and the events' network together."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from onrecord.coder.events.network import ROLES
from training.attribution import fitting as attribution
from training.events.corpus import IGNORED, NEITHER, Article, Example, examples
from training.events.network import Joint, side_scores
from training.optimizing import Descent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from training.attribution.corpus import Example as Attributions

BARRED = -1e4
"""What is added to the attention's score of padding."""

BUCKET = 12
"""Batches' worth of stretches that are sorted by length before they are cut into batches."""

Batch = dict[str, Tensor]


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train; figures for the choices stand in the model card.

    ``kept`` weighs the loss by which attributions stay as they were, on windows of ``kept_pieces`` at each step.
    """

    epochs: int = 6
    encoder_rate: float = 1e-4
    layer_rate: float = 2e-4
    head_rate: float = 1e-3
    decay: float = 0.05
    warm_up: float = 0.08
    last_rate: float = 0.02
    dropout: float = 0.3
    encoder_dropout: float = 0.1
    batch: int = 8
    sides_weight: float = 0.5
    kept: float = 3.0
    kept_pieces: int = 1000
    seed: int = 1


def fit(
    net: Joint,
    articles: Sequence[Article],
    lessons: Sequence[Attributions],
    settings: Settings,
    say: Callable[[str], None],
) -> None:
    """Trains in place; deterministic for a seed, a machine and a number of threads.

    Args:
        net: the networks.
        articles: what to learn events from.
        lessons: windows with what the tagger said of them before; none where its attributions need not be kept.
        settings: how.
        say: hears of each epoch.
    """
    steps = settings.epochs * -(-sum(1 for one in articles for _ in one.input.windows()) // settings.batch)
    rates = {
        "tagger.": settings.encoder_rate,
        "events.layers.": settings.layer_rate,
        "events.": settings.head_rate,
    }
    descent = Descent(net, rates, settings.decay, (settings.warm_up, settings.last_rate), steps)
    draw = random.Random(settings.seed)
    torch.manual_seed(settings.seed)
    remembered = remembering(lessons, settings)
    net.train()
    started = time.monotonic()
    for epoch in range(1, settings.epochs + 1):
        lost, forgotten = [], []
        for batch in batches(articles, settings.batch, draw):
            loss = loss_of(net, batch, settings)
            lost.append(float(loss.detach()))
            kept = next(remembered, None)
            if kept is not None:
                lesson = attribution.loss_of(net.tagger, kept, attribution.Settings(taught=1.0))
                forgotten.append(float(lesson.detach()))
                loss = loss + settings.kept * lesson
            descent.step(loss)
        spent = time.monotonic() - started
        say(f"epoch {epoch}, loss {np.mean(lost):.3f}, attributions {np.mean(forgotten or [0]):.4f}, {spent:.0f} s")


def remembering(lessons: Sequence[Attributions], settings: Settings) -> Iterator[attribution.Batch]:
    """Batches of the lessons, over and over."""
    draw = random.Random(settings.seed)
    size = attribution.Settings(batch_pieces=settings.kept_pieces)
    while lessons:
        yield from attribution.batches(lambda _: list(lessons), size, draw)


def loss_of(net: Joint, batch: Batch, settings: Settings) -> Tensor:
    """Cross-entropy of the types and of the words that name each side, for each annotated event."""
    with torch.autocast("cpu", torch.bfloat16):
        types, asks, answers = net(batch)
    events = max(1, len(batch["asking"]))
    loss = functional.cross_entropy(
        types.flatten(0, 1), batch["types"].flatten(), ignore_index=IGNORED, reduction="sum"
    )
    if len(batch["asking"]):
        row, token = batch["asking"].unbind(dim=1)
        scores = side_scores(asks[row, token], answers[row])
        wanted = batch["wanted"]
        asked = (wanted != NEITHER).float()
        missed = functional.binary_cross_entropy_with_logits(scores, wanted.clamp(min=0.0), reduction="none")
        loss = loss + settings.sides_weight * (missed * asked).sum()
    return loss / events


def batches(articles: Sequence[Article], size: int, draw: random.Random) -> Iterator[Batch]:
    """One epoch: stretches of like length together, in random order; how long the encoder's windows are is drawn."""
    most = draw.choice(attribution.WINDOW_SIZES)
    shuffled = [one for each in articles for one in examples(each, most)]
    draw.shuffle(shuffled)
    groups = []
    for start in range(0, len(shuffled), size * BUCKET):
        bucket = sorted(shuffled[start : start + size * BUCKET], key=lambda one: len(one.types))
        groups += [bucket[place : place + size] for place in range(0, len(bucket), size)]
    draw.shuffle(groups)
    yield from map(collate, groups)


def collate(rows: Sequence[Example]) -> Batch:
    """Arrays of different lengths in one, padded; ``asking`` has the row and token of each event's trigger."""
    longest = max(len(row.types) for row in rows)
    made = _windows(rows, longest) | {
        "features": _padded([row.features for row in rows], longest, 0),
        "lexicon": _padded([row.lexicon for row in rows], longest, 0),
        "heads": _padded([row.heads for row in rows], longest, 0),
        "types": _padded([row.types for row in rows], longest, IGNORED),
    }
    lengths = torch.tensor([len(row.types) for row in rows])
    padding = (torch.arange(longest) >= lengths[:, None]).float() * BARRED
    made["barred"] = padding[:, None, None, :].expand(-1, 1, longest, -1)
    made["asking"] = torch.tensor(
        [(number, token) for number, row in enumerate(rows) for token in row.asking.tolist()], dtype=torch.long
    ).reshape(-1, 2)
    wanted = [
        np.pad(one, ((0, 0), (0, longest - one.shape[1])), constant_values=NEITHER) for r in rows for one in r.wanted
    ]
    made["wanted"] = torch.from_numpy(np.array(wanted, dtype=np.float32).reshape(len(wanted), len(ROLES), longest))
    return made


def _windows(rows: Sequence[Example], longest: int) -> Batch:
    """The encoder's windows of all stretches, padded, and where each token of each stretch lies in them."""
    windows = [window for row in rows for window in row.windows]
    pieces = max(len(window.ids) for window in windows)
    lengths = torch.tensor([len(window.ids) for window in windows])
    places, number = [], 0
    for row in rows:
        starts = [window.first + place * pieces for place, window in enumerate(row.windows, start=number)]
        places.append(np.concatenate(starts)[row.before : row.before + len(row.types)])
        number += len(row.windows)
    return {
        "ids": _padded([window.ids for window in windows], pieces, 0),
        "pieces": _padded([window.features for window in windows], pieces, 0),
        "mask": (torch.arange(pieces) < lengths[:, None]).long(),
        "places": _padded(places, longest, 0),
    }


def _padded(arrays: Sequence[np.ndarray], longest: int, filling: float) -> Tensor:
    whole = np.full((len(arrays), longest, *arrays[0].shape[1:]), filling, dtype=arrays[0].dtype)
    for place, array in enumerate(arrays):
        whole[place, : len(array)] = array
    return torch.from_numpy(whole)
