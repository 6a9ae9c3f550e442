"""The training loop of the events' network."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from onrecord.coder.events.network import ROLES
from onrecord.coder.events.stretches import STRETCHES, over_pieces
from training.attribution.network import BARRED
from training.events.corpus import IGNORED, NEITHER, examples
from training.events.network import side_scores
from training.optimizing import Descent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from onrecord.coder.events.stretches import Stretching
    from onrecord.records import NetworkSize
    from training.events.corpus import Article, Example
    from training.events.network import EventNet

BUCKET = 128
"""Stretches that are sorted by length before they are cut into batches."""

LONG, SHORT = 448, 128

FEWEST = 8
"""Events that a batch's loss is shared among at least, so that one without any does not count for many."""


class Batch(NamedTuple):
    """Stretches together: what the network reads (``given``, ``barred``, ``own``) and what it should say."""

    given: dict[str, Tensor]
    barred: Tensor
    own: Tensor
    types: Tensor
    asking: Tensor
    wanted: Tensor


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train; figures for the choices stand in the model cards.

    ``batch`` counts tokens or word pieces with their padding. The large network reads stretches of ``LONG`` word
    pieces, and in each epoch of a share of the articles, ``shortened``, of ``SHORT``, so that a text of a paragraph is
    nothing new.
    """

    epochs: int
    layer_rate: float
    head_rate: float
    decay: float
    warm_up: float
    batch: int = 3600
    shortened: float = 0.0
    last_rate: float = 0.02
    sides_weight: float = 0.5
    seed: int = 1


SETTINGS: Mapping[NetworkSize, Settings] = {
    "small": Settings(epochs=8, layer_rate=2e-4, head_rate=1e-3, decay=0.05, warm_up=0.08),
    "large": Settings(epochs=3, layer_rate=8e-5, head_rate=8e-4, decay=0.01, warm_up=0.06, shortened=0.35),
}


def fit(net: EventNet, articles: Sequence[Article], size: NetworkSize, say: Callable[[str], None]) -> None:
    """Trains in place; deterministic for a seed, a machine and a number of threads."""
    settings = SETTINGS[size]
    draw = random.Random(settings.seed)
    torch.manual_seed(settings.seed)
    rates, schedule = (settings.layer_rate, settings.head_rate), (settings.warm_up, settings.last_rate)
    descent = None
    net.train()
    started = time.monotonic()
    for epoch in range(1, settings.epochs + 1):
        groups = batches(_cut(articles, size, settings.shortened, draw), settings.batch, draw)
        descent = descent or Descent(net, net.PART, rates, settings.decay, schedule, settings.epochs * len(groups))
        lost = [descent.step(loss_of(net, collate(group), settings)) for group in groups]
        say(f"epoch {epoch} of {settings.epochs}, loss {np.mean(lost):.3f}, {time.monotonic() - started:.0f} s")


def _cut(articles: Iterable[Article], size: NetworkSize, shortened: float, draw: random.Random) -> list[Example]:
    """All stretches of an epoch, in random order."""

    def stretching() -> Stretching:
        if size == "small":
            return STRETCHES[size]
        return partial(over_pieces, most=SHORT if draw.random() < shortened else LONG)

    cut = [one for each in articles for one in examples(each, stretching())]
    draw.shuffle(cut)
    return cut


def batches(found: Sequence[Example], size: int, draw: random.Random) -> list[list[Example]]:
    """Stretches of like length together, as many as ``size`` holds with their padding, in random order."""
    groups: list[list[Example]] = []
    for start in range(0, len(found), BUCKET):
        group: list[Example] = []
        for one in sorted(found[start : start + BUCKET], key=lambda one: one.length):
            if group and (len(group) + 1) * one.length > size:
                groups.append(group)
                group = []
            group.append(one)
        groups.append(group)
    draw.shuffle(groups)
    return groups


def loss_of(net: EventNet, batch: Batch, settings: Settings) -> Tensor:
    """Cross-entropy of the types and of the words that name each side, for each annotated event."""
    with torch.autocast("cpu", torch.bfloat16):
        types, asks, answers = net(batch.given, batch.barred, batch.own)
    loss = functional.cross_entropy(types.flatten(0, 1), batch.types.flatten(), ignore_index=IGNORED, reduction="sum")
    if len(batch.asking):
        row, token = batch.asking.unbind(dim=1)
        scores = side_scores(asks[row, token], answers[row])
        asked = (batch.wanted != NEITHER).float()
        missed = functional.binary_cross_entropy_with_logits(scores, batch.wanted.clamp(min=0.0), reduction="none")
        loss = loss + settings.sides_weight * (missed * asked).sum()
    return loss / max(FEWEST, len(batch.asking))


def collate(rows: Sequence[Example]) -> Batch:
    """Arrays of different lengths in one, padded; ``asking`` has the row and token of each event's trigger."""
    tokens = max(len(row.types) for row in rows)
    given = {name: _padded([row.given[name] for row in rows], 0) for name in rows[0].given}
    lengths = torch.tensor([row.length for row in rows])
    asking = [(number, token) for number, row in enumerate(rows) for token in row.asking.tolist()]
    wanted = [
        np.pad(one, ((0, 0), (0, tokens - one.shape[1])), constant_values=NEITHER) for r in rows for one in r.wanted
    ]
    return Batch(
        given,
        ((torch.arange(int(lengths.max())) >= lengths[:, None]).float() * BARRED)[:, None, None, :],
        torch.tensor([float(row.own) for row in rows]),
        _padded([row.types for row in rows], IGNORED),
        torch.tensor(asking, dtype=torch.long).reshape(-1, 2),
        torch.from_numpy(np.array(wanted, dtype=np.float32).reshape(len(wanted), len(ROLES), tokens)),
    )


def _padded(arrays: Sequence[np.ndarray], filling: float) -> Tensor:
    longest = max(map(len, arrays))
    whole = np.full((len(arrays), longest, *arrays[0].shape[1:]), filling, dtype=arrays[0].dtype)
    for place, array in enumerate(arrays):
        whole[place, : len(array)] = array
    return torch.from_numpy(whole)
