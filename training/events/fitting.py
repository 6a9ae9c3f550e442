"""The training loop of the events' network."""

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
from training.events.corpus import IGNORED, NEITHER, Example
from training.events.network import EventNet, side_scores
from training.optimizing import Descent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

BARRED = -1e4
"""What is added to the attention's score of padding."""

BUCKET = 12
"""Batches' worth of stretches that are sorted by length before they are cut into batches."""

Batch = dict[str, Tensor]


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train; figures for the choices stand in the model card."""

    epochs: int = 8
    layer_rate: float = 2e-4
    head_rate: float = 1e-3
    decay: float = 0.05
    warm_up: float = 0.08
    last_rate: float = 0.02
    dropout: float = 0.3
    batch: int = 8
    sides_weight: float = 0.5
    seed: int = 1


def fit(net: EventNet, examples: Sequence[Example], settings: Settings, say: Callable[[str], None]) -> None:
    """Trains in place; deterministic for a seed, a machine and a number of threads."""
    steps = settings.epochs * -(-len(examples) // settings.batch)
    rates, schedule = (settings.layer_rate, settings.head_rate), (settings.warm_up, settings.last_rate)
    descent = Descent(net, "layers.", rates, settings.decay, schedule, steps)
    draw = random.Random(settings.seed)
    torch.manual_seed(settings.seed)
    net.train()
    started = time.monotonic()
    for epoch in range(1, settings.epochs + 1):
        lost = [descent.step(loss_of(net, batch, settings)) for batch in batches(examples, settings.batch, draw)]
        say(f"epoch {epoch} of {settings.epochs}, loss {np.mean(lost):.3f}, {time.monotonic() - started:.0f} s")


def loss_of(net: EventNet, batch: Batch, settings: Settings) -> Tensor:
    """Cross-entropy of the types and of the words that name each side, for each annotated event."""
    with torch.autocast("cpu", torch.bfloat16):
        types, asks, answers = net(
            batch["states"].float(), batch["features"], batch["lexicon"], batch["heads"], batch["barred"]
        )
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


def batches(examples: Sequence[Example], size: int, draw: random.Random) -> Iterator[Batch]:
    """One epoch: stretches of like length together, in random order."""
    shuffled = list(examples)
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
    made = {
        "states": _padded([row.states for row in rows], longest, 0),
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


def _padded(arrays: Sequence[np.ndarray], longest: int, filling: float) -> Tensor:
    whole = np.full((len(arrays), longest, *arrays[0].shape[1:]), filling, dtype=arrays[0].dtype)
    for place, array in enumerate(arrays):
        whole[place, : len(array)] = array
    return torch.from_numpy(whole)
