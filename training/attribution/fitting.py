"""The training loop: batches of windows, the loss, the schedule."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from onrecord.coder.encoder.wordpieces import MASK
from onrecord.coder.statements.decoding import CONTENT, CUE_BEGIN, CUE_INSIDE
from training.attribution.corpus import IGNORED, Article, Example, Taught, example
from training.attribution.network import BARRED, Reader, pointer_scores
from training.optimizing import Descent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WINDOW_SIZES = (96, 128, 160, 192, 224)
"""Word pieces a window, drawn anew for each article and epoch, so that an article is cut in other places each time."""

BUCKET = 600
"""Windows that are sorted by length before they are cut into batches."""

REPORTED = 50
"""Steps between two lines of progress."""

TEACHING_PIECES = 6000
"""Word pieces of a batch that a teacher reads."""

Batch = dict[str, Tensor]

Epoch = Callable[[random.Random], "list[Example]"]
"""Makes the examples of one epoch."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train. Figures for the choices stand in the model card.

    ``taught`` is the share of the loss that a teacher's scores have, the rest being the annotation's.
    """

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
    taught: float = 0.0
    seed: int = 1


def fit(net: Reader, epoch_of: Epoch, settings: Settings, say: Callable[[str], None]) -> None:
    """Trains in place; deterministic for a seed, a machine and a number of threads."""
    steps = settings.epochs * sum(1 for _ in batches(epoch_of, settings, random.Random(0)))
    rates, schedule = (settings.encoder_rate, settings.head_rate), (settings.warm_up, settings.last_rate)
    descent = Descent(net, "encoder.", rates, settings.decay, schedule, steps)
    draw = random.Random(settings.seed)
    torch.manual_seed(settings.seed)
    started = time.monotonic()
    for epoch in range(1, settings.epochs + 1):
        net.train()
        lost = []
        for batch in batches(epoch_of, settings, draw):
            lost.append(descent.step(loss_of(net, batch, settings)))
            if descent.done % REPORTED == 0:
                lately, spent = np.mean(lost[-REPORTED:]), time.monotonic() - started
                say(f"epoch {epoch}, step {descent.done} of {steps}, loss {lately:.3f}, {spent:.0f} s")


def loss_of(net: Reader, batch: Batch, settings: Settings) -> Tensor:
    """The annotation's loss, mixed with the teacher's where the batch holds its scores."""
    roles, pointers = _scores(net, batch)
    barred = ~batch["pointed"].unsqueeze(1)
    linked = [scores.masked_fill(barred, BARRED) for scores in pointer_scores(pointers)]
    loss = _annotated(roles, linked, batch, settings)
    if settings.taught:
        taught = [scores.masked_fill(barred, BARRED) for scores in pointer_scores(batch["taught_pointers"].float())]
        lesson = _taught(roles, linked, batch["taught_roles"].float(), taught, batch["pointed"], settings)
        loss = (1 - settings.taught) * loss + settings.taught * lesson
    return loss


def _scores(net: Reader, batch: Batch) -> tuple[Tensor, Tensor]:
    with torch.autocast("cpu", torch.bfloat16):
        roles, pointers = net(batch["ids"], batch["features"], batch["heads"], batch["mask"])
    return roles, pointers


def _annotated(roles: Tensor, linked: Sequence[Tensor], batch: Batch, settings: Settings) -> Tensor:
    """Cross-entropy of the roles, and of the pointers where the annotation has something to point at."""
    governor, first, last = (
        _cross_entropy(scores, batch[name]) for scores, name in zip(linked, ("governor", "first", "last"), strict=True)
    )
    loss = _cross_entropy(roles, batch["roles"])
    return loss + settings.governor_weight * governor + settings.source_weight * (first + last)


def _cross_entropy(scores: Tensor, wanted: Tensor) -> Tensor:
    summed = functional.cross_entropy(scores.flatten(0, 1), wanted.flatten(), ignore_index=IGNORED, reduction="sum")
    return summed / (wanted != IGNORED).sum().clamp(min=1)


def _taught(
    roles: Tensor,
    linked: Sequence[Tensor],
    taught_roles: Tensor,
    taught: Sequence[Tensor],
    pointed: Tensor,
    settings: Settings,
) -> Tensor:
    """Cross-entropy against the teacher's probabilities; its pointers count as far as it sees a content or a cue there.

    Hinton, Vinyals and Dean 2015, at temperature 1.
    """
    probable = taught_roles.softmax(dim=-1) * pointed.unsqueeze(-1)
    content, cue = probable[..., CONTENT], probable[..., CUE_BEGIN]
    governor, first, last = (
        _soft_cross_entropy(ours, theirs, weights)
        for ours, theirs, weights in zip(linked, taught, (content, cue, cue), strict=True)
    )
    loss = _soft_cross_entropy(roles, taught_roles, pointed.float())
    return loss + settings.governor_weight * governor + settings.source_weight * (first + last)


def _soft_cross_entropy(scores: Tensor, wanted: Tensor, weights: Tensor) -> Tensor:
    losses = -(wanted.softmax(dim=-1) * scores.log_softmax(dim=-1)).sum(dim=-1)
    return (weights * losses).sum() / weights.sum().clamp(min=1.0)


def windows_of(articles: Sequence[Article], draw: random.Random) -> list[Example]:
    """Every article cut into windows of a size of its own."""
    return [
        example(article, window) for article in articles for window in article.input.windows(draw.choice(WINDOW_SIZES))
    ]


def teach(teacher: Reader, examples: Sequence[Example], say: Callable[[str], None]) -> list[Example]:
    """The examples with what a trained teacher says of them."""
    teacher.eval()
    found: list[Example] = []
    reported = 0
    for group in _groups(examples, TEACHING_PIECES):
        with torch.no_grad():
            roles, pointers = _scores(teacher, collate([_arrays(one, one.input.ids) for one in group]))
        for one, role, pointer in zip(group, roles, pointers, strict=True):
            size = len(one.roles)
            said = Taught(*(scores[:size].to(torch.float16).numpy().copy() for scores in (role, pointer)))
            found.append(replace(one, taught=said))
        if len(found) - reported >= BUCKET:
            reported = len(found)
            say(f"taught {reported} of {len(examples)} windows")
    return found


def batches(epoch_of: Epoch, settings: Settings, draw: random.Random) -> Iterator[Batch]:
    """One epoch: windows of like length together, in random order."""
    examples = epoch_of(draw)
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
    return _arrays(one, ids)


def _arrays(one: Example, ids: np.ndarray) -> dict[str, np.ndarray]:
    found = {"ids": ids, "features": one.input.features, "heads": one.input.heads}
    if one.taught is not None:
        found |= {"taught_roles": one.taught.roles, "taught_pointers": one.taught.pointers}
    return found | {name: getattr(one, name) for name in ("roles", "governor", "first", "last", "pointed")}


def collate(rows: Sequence[dict[str, np.ndarray]]) -> Batch:
    """Arrays of different lengths in one, padded."""
    longest = max(len(row["ids"]) for row in rows)
    padding = {"ids": 0, "features": 0, "heads": 0, "pointed": False, "taught_roles": 0, "taught_pointers": 0}
    made = {}
    for name, sample in rows[0].items():
        whole = np.full((len(rows), longest, *sample.shape[1:]), padding.get(name, IGNORED), dtype=sample.dtype)
        for place, row in enumerate(rows):
            whole[place, : len(row[name])] = row[name]
        made[name] = torch.from_numpy(whole)
    lengths = torch.tensor([len(row["ids"]) for row in rows])
    made["mask"] = (torch.arange(longest) < lengths[:, None]).long()
    return made
