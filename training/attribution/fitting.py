"""The training loop: batches of windows, the loss, the schedule."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from onrecord.coder.encoder.wordpieces import MASK
from onrecord.coder.statements.decoding import CUE_BEGIN, CUE_INSIDE
from training.attribution.corpus import IGNORED, Article, Example, example
from training.attribution.network import Tagger, pointer_scores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

WINDOW_SIZES = (96, 128, 160, 192, 224)
"""Word pieces a window, drawn anew for each article and epoch, so that an article is cut in other places each time."""

BUCKET = 600
"""Windows that are sorted by length before they are cut into batches."""

REPORTED = 50
"""Steps between two lines of progress."""

Batch = dict[str, Tensor]


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train. Figures for the choices stand in the model card."""

    epochs: int = 9
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    decay: float = 0.01
    warm_up: float = 0.08
    last_rate: float = 0.02
    dropout: float = 0.1
    masked: float = 0.03
    masked_cues: float = 0.1
    batch_pieces: int = 2500
    governor_weight: float = 0.3
    source_weight: float = 0.2
    seed: int = 1


def fit(
    net: Tagger,
    articles: Sequence[Article],
    settings: Settings,
    after_epoch: Callable[[int], None],
    say: Callable[[str], None],
) -> None:
    """Trains in place; deterministic for a seed, a machine and a number of threads."""
    optimizer = _optimizer(net, settings)
    rates = [group["lr"] for group in optimizer.param_groups]
    steps = settings.epochs * sum(1 for _ in batches(articles, settings, random.Random(0)))
    draw = random.Random(settings.seed)
    step, started = 0, time.monotonic()
    for epoch in range(1, settings.epochs + 1):
        net.train()
        lost = []
        for batch in batches(articles, settings, draw):
            share = _schedule(step / steps, settings)
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * share
            loss = loss_of(net, batch, settings)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            lost.append(float(loss.detach()))
            step += 1
            if step % REPORTED == 0:
                spent = time.monotonic() - started
                say(f"epoch {epoch}, step {step} of {steps}, loss {np.mean(lost[-REPORTED:]):.3f}, {spent:.0f} s")
        after_epoch(epoch)


def loss_of(net: Tagger, batch: Batch, settings: Settings) -> Tensor:
    """Cross-entropy of the roles, and of the pointers where the annotation has something to point at."""
    with torch.autocast("cpu", torch.bfloat16):
        roles, pointers = net(batch["ids"], batch["features"], batch["heads"], batch["mask"])
    governor, first, last = pointer_scores(pointers)
    barred = ~batch["pointed"].unsqueeze(1)
    loss = _cross_entropy(roles, batch["roles"])
    loss = loss + settings.governor_weight * _cross_entropy(governor.masked_fill(barred, -1e4), batch["governor"])
    for scores, name in ((first, "first"), (last, "last")):
        loss = loss + settings.source_weight * _cross_entropy(scores.masked_fill(barred, -1e4), batch[name])
    return loss


def _cross_entropy(scores: Tensor, wanted: Tensor) -> Tensor:
    summed = functional.cross_entropy(scores.flatten(0, 1), wanted.flatten(), ignore_index=IGNORED, reduction="sum")
    return summed / (wanted != IGNORED).sum().clamp(min=1)


def batches(articles: Sequence[Article], settings: Settings, draw: random.Random) -> Iterator[Batch]:
    """One epoch: every article cut into windows, windows of like length together, in random order."""
    examples = [
        example(article, window) for article in articles for window in article.input.windows(draw.choice(WINDOW_SIZES))
    ]
    draw.shuffle(examples)
    groups: list[list[Example]] = []
    for start in range(0, len(examples), BUCKET):
        groups.extend(_groups(examples[start : start + BUCKET], settings.batch_pieces))
    draw.shuffle(groups)
    masks = np.random.default_rng(draw.getrandbits(32))
    for group in groups:
        yield collate([_masked(one, settings, masks) for one in group])


def _groups(examples: Sequence[Example], most: int) -> Iterator[list[Example]]:
    group: list[Example] = []
    for one in sorted(examples, key=lambda example: len(example.roles)):
        if group and (len(group) + 1) * len(one.roles) > most:
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _masked(one: Example, settings: Settings, draw: np.random.Generator) -> dict[str, np.ndarray]:
    """The example with some word pieces hidden, cues above all: what attributes must show in its surroundings too."""
    ids = one.input.ids.copy()
    cue = np.isin(one.roles, (CUE_BEGIN, CUE_INSIDE))
    ids[draw.random(len(ids)) < np.where(cue, settings.masked_cues, settings.masked)] = MASK
    found = {"ids": ids, "features": one.input.features, "heads": one.input.heads}
    return found | {name: getattr(one, name) for name in ("roles", "governor", "first", "last", "pointed")}


def collate(rows: Sequence[dict[str, np.ndarray]]) -> Batch:
    """Arrays of different lengths in one, padded."""
    longest = max(len(row["ids"]) for row in rows)
    padding = {"ids": 0, "features": 0, "heads": 0, "pointed": False}
    made = {}
    for name, sample in rows[0].items():
        whole = np.full((len(rows), longest, *sample.shape[1:]), padding.get(name, IGNORED), dtype=sample.dtype)
        for place, row in enumerate(rows):
            whole[place, : len(row[name])] = row[name]
        made[name] = torch.from_numpy(whole)
    lengths = torch.tensor([len(row["ids"]) for row in rows])
    made["mask"] = (torch.arange(longest) < lengths[:, None]).long()
    return made


def _optimizer(net: Tagger, settings: Settings) -> torch.optim.Optimizer:
    trained = [(name, weights) for name, weights in net.named_parameters() if weights.requires_grad]
    encoder = [weights for name, weights in trained if name.startswith("encoder.")]
    rest = [weights for name, weights in trained if not name.startswith("encoder.")]
    groups = [{"params": encoder, "lr": settings.encoder_rate}, {"params": rest, "lr": settings.head_rate}]
    return torch.optim.AdamW(groups, weight_decay=settings.decay, fused=True)


def _schedule(done: float, settings: Settings) -> float:
    """Share of the full rate: up in the first steps, then linearly down."""
    if done < settings.warm_up:
        return done / settings.warm_up
    return max(settings.last_rate, (1 - done) / (1 - settings.warm_up))
