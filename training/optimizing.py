"""What the training loops share: the optimizer of a pretrained part and new heads, and the schedule of their rates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from torch import nn


def optimizer(net: nn.Module, pretrained: str, rates: tuple[float, float], decay: float) -> torch.optim.Optimizer:
    """AdamW over the weights that learn; those whose names start with ``pretrained`` have the first of the rates."""
    learning = [(name, weights) for name, weights in net.named_parameters() if weights.requires_grad]
    old = [weights for name, weights in learning if name.startswith(pretrained)]
    new = [weights for name, weights in learning if not name.startswith(pretrained)]
    groups = [{"params": old, "lr": rates[0]}, {"params": new, "lr": rates[1]}]
    return torch.optim.AdamW(groups, weight_decay=decay, fused=True)


def share_of_rate(done: float, warm_up: float, last: float) -> float:
    """Share of the full rate when that share of the steps is done: up in the first, then linearly down to ``last``."""
    return done / warm_up if done < warm_up else max(last, (1 - done) / (1 - warm_up))
