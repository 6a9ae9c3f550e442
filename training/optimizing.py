"""What the training loops share: steps down the loss, for a pretrained part and new heads, on one schedule of rates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from torch import Tensor, nn


class Descent:
    """AdamW over the weights that learn, its rates on the way up in the first steps, then linearly down."""

    def __init__(
        self,
        net: nn.Module,
        pretrained: str,
        rates: tuple[float, float],
        decay: float,
        schedule: tuple[float, float],
        steps: int,
    ) -> None:
        """Plans ``steps``.

        Args:
            net: the network.
            pretrained: how the names of weights start that have the first of the rates.
            rates: full rates of those, and of all others.
            decay: weight decay.
            schedule: share of the steps on the way up, and the share of the rates below which they do not fall.
            steps: how many there will be.
        """
        learning = [(name, weights) for name, weights in net.named_parameters() if weights.requires_grad]
        old = [weights for name, weights in learning if name.startswith(pretrained)]
        new = [weights for name, weights in learning if not name.startswith(pretrained)]
        groups = [{"params": old, "lr": rates[0]}, {"params": new, "lr": rates[1]}]
        self._net, self._rates, self._schedule = net, rates, schedule
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
