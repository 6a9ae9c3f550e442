"""What trainings share: steps down the loss on one schedule of rates, and weights between those before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor, nn


class Descent:
    """AdamW over the weights that learn, its rates on the way up in the first steps, then linearly down."""

    def __init__(
        self,
        net: nn.Module,
        rates: Mapping[str, float],
        decay: float,
        schedule: tuple[float, float],
        steps: int,
    ) -> None:
        """Plans ``steps``.

        Args:
            net: the network.
            rates: full rates by how the names of weights start; the first that fits counts, and "" fits all.
            decay: weight decay.
            schedule: share of the steps on the way up, and the share of the rates below which they do not fall.
            steps: how many there will be.
        """
        learning = [(name, weights) for name, weights in net.named_parameters() if weights.requires_grad]
        parts: dict[str, list[Tensor]] = {start: [] for start in rates}
        for name, weights in learning:
            parts[next(start for start in rates if name.startswith(start))].append(weights)
        self._net, self._rates, self._schedule = net, tuple(rates.values()), schedule
        groups = [{"params": part, "lr": rate} for part, rate in zip(parts.values(), self._rates, strict=True)]
        self._adam = torch.optim.AdamW(groups, weight_decay=decay, fused=True)
        self.steps, self.done = steps, 0

    def step(self, loss: Tensor) -> float:
        """One step; answers with the loss."""
        share = share_of_rate(self.done / self.steps, *self._schedule)
        for group, rate in zip(self._adam.param_groups, self._rates, strict=True):
            group["lr"] = rate * share
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._net.parameters(), 1.0)
        self._adam.step()
        self._adam.zero_grad()
        self.done += 1
        return float(loss.detach())


def share_of_rate(done: float, warm_up: float, last: float) -> float:
    """Share of the full rate when that share of the steps is done: up in the first, then linearly down to ``last``."""
    return done / warm_up if done < warm_up else max(last, (1 - done) / (1 - warm_up))


def averaged(before: Mapping[str, Tensor], after: Mapping[str, Tensor], share: float) -> dict[str, Tensor]:
    """Weights between those before and after further training, of which those before have a ``share``.

    They do what they did before almost as well, and most of what they have learned (Wortsman et al. 2022).
    """
    return {
        name: share * before[name] + (1 - share) * weights if weights.is_floating_point() else weights
        for name, weights in after.items()
    }
